"""Reading the law as rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, Value

from core.models import Generation
from core.publishing import current_generation
from core.reading import Kept, Reader
from products.enums import DeadlineKey
from products.models import Deadline, Level, Regime
from products.rules.stars import BandRule, LevelRule, Span, spans_of


def bands_of(regime: Regime) -> list[BandRule]:
    """The star bands of a regime, highest first."""
    return [BandRule(band.stars, band.floor) for band in regime.bands.all()]


def rule_of(level: Level) -> LevelRule:
    """What a level may do."""
    return LevelRule(
        name=level.name,
        recognises=frozenset(level.recognises),
        approves_from=level.approves_from,
        passes_up_from=level.passes_up_from,
        article=level.article,
        returns_below=level.returns_below,
    )


def regime_in_force(on: date) -> Regime | None:
    """The newest regime in force on a day, with its levels and bands."""
    return Regime.objects.in_force(on).prefetch_related("levels", "bands").first()


@dataclass(frozen=True)
class KeptLaw:
    """The points of each star under one version of the law, the days of that law and the ids of its levels."""

    spans: dict[int, Span]
    since: date
    until: date | None
    levels: frozenset[int]


def _read_laws(_kept: Kept[list[KeptLaw]] | None) -> Kept[list[KeptLaw]]:
    """Every version of the law, the newest first; one query beside that of the generation.

    One without bands has no spans, and so hides what the older law says.
    """
    generation = current_generation()
    levels = ArrayAgg("levels", filter=Q(levels__isnull=False), default=Value([]))
    rows = Regime.objects.annotate(stars=F("bands__stars"), floor=F("bands__floor"), level_ids=levels)
    laws = []
    for regime, group in groupby(rows.order_by("-in_force_from", "pk")):
        bands = [BandRule(row.stars, row.floor) for row in group if row.stars is not None]
        laws.append(KeptLaw(spans_of(bands), regime.in_force_from, regime.in_force_to, frozenset(regime.level_ids)))
    return Kept(generation.number, generation.changed_at, laws)


# Whoever loads or mends the law publishes, so that all is read anew.
_laws: Reader[list[KeptLaw]] = Reader(_read_laws)


def kept_spans(level: int | None, on: date, generation: Generation | None = None) -> dict[int, Span]:
    """The points of each star under the law of a level, or of a day without one; kept in process.

    One small query, none with the generation.
    """
    for law in _laws.current(generation).value:
        if level in law.levels or (level is None and law.since <= on and (law.until is None or on <= law.until)):
            return law.spans
    return {}


def extension_of(starts_on: date) -> Deadline | None:
    """How many days a rating may run on: by the law of the day on which it began, else the first later one that says.

    26/2026 art. 12.3 speaks of every certificate, also of those that older laws gave.
    """
    own = Regime.objects.in_force(starts_on).first()
    since = own.in_force_from if own is not None else starts_on
    rows = Deadline.objects.filter(key=DeadlineKey.EXTENSION, regime__in_force_from__gte=since)
    return rows.order_by("regime__in_force_from").first()


def level_with_authority(stars: int, on: date) -> Level | None:
    """The level that may recognise, and so revoke, so many stars under the law of a day (26/2026 art. 8.2)."""
    regime = regime_in_force(on)
    if regime is None:
        return None
    return next((level for level in regime.levels.all() if stars in level.recognises), None)


def levels_above(level: Level) -> int:
    """How many levels of its regime stand above a level: 0 for the highest; comparable across regimes."""
    return Level.objects.filter(regime=level.regime_id, position__gt=level.position).count()
