"""Reading the law as rules."""

from __future__ import annotations

from datetime import date

from django.db.models import Subquery

from core.models import Generation
from core.reading import Reader, nothing_yet
from products.enums import DeadlineKey
from products.models import Band, Deadline, Level, Regime
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


# By day, as pages asked for them; whoever loads or mends the law publishes, so that all is read anew.
_spans: Reader[dict[date, dict[int, Span]]] = Reader(nothing_yet)


def kept_spans(on: date, generation: Generation | None = None) -> dict[int, Span]:
    """The points of each star under the law of a day, kept in process; one small query, none with the generation."""
    days = _spans.current(generation).value
    if on not in days:
        regime = Regime.objects.in_force(on).values("pk")[:1]
        days[on] = spans_of(BandRule(band.stars, band.floor) for band in Band.objects.filter(regime=Subquery(regime)))
    return days[on]


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
