"""Reading whose result is to be made known by letter (26/2026 art. 7.3g)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.models import User
from evaluations.enums import DossierStatus, EntryStatus, Outcome, ReportKind
from evaluations.models import EntryReport, RoundEntry
from evaluations.queries.entries import annulling
from evaluations.queries.intake import report_of
from products.enums import LevelMode, RatingKind
from products.models import Product, Recognition
from products.queries.register import ratings_in_force

# A decision names what it recognises or approves; what is not recognised stands in none, so its frozen result is told.
# So is what a body above found and nobody below takes, once the dossier has ended with it (26/2026 art. 7.4g).
LATER = RoundEntry.objects.filter(dossier=OuterRef("dossier"), pk__gt=OuterRef("pk"))
LEFT = Q(
    ~Exists(LATER),
    result__outcome="",
    level__mode=LevelMode.RECORDED,
    status=EntryStatus.RETURNED,
    dossier__status=DossierStatus.RETURNED,
)
UNRECOGNISED = LEFT | Q(result__outcome=Outcome.NONE, status__in=[EntryStatus.SCORED, EntryStatus.RETURNED])
# What was annulled is no result any more.
KNOWN = UNRECOGNISED | Q(~Exists(annulling()), row__decision__isnull=False)

# An extension waits for the re-rating (26/2026 art. 12.3): an upgrade that failed ends none.
RECOGNISED_NOTHING = Q(UNRECOGNISED, dossier__kind=RatingKind.RE_RATING)


def known_results(user: User) -> QuerySet[RoundEntry]:
    """The entries of the territory whose result can be made known, with what the letter says."""
    return (
        RoundEntry.objects.visible_to(user)
        .filter(KNOWN)
        .select_related(
            "dossier__product__producer", "dossier__place", "level__regime", "place", "result", "row__decision"
        )
        .order_by("pk")
    )


def to_notify(user: User) -> QuerySet[RoundEntry]:
    """Those of them that no letter went out about, the oldest first."""
    letter = EntryReport.objects.filter(entry=OuterRef("pk"), kind=ReportKind.NOTICE)
    return known_results(user).filter(~Exists(letter))


def known_among(entries: Iterable[RoundEntry]) -> set[int]:
    """Those of some entries whose result can be made known."""
    return set(RoundEntry.objects.filter(KNOWN, pk__in=[entry.pk for entry in entries]).values_list("pk", flat=True))


def known_since(entry: RoundEntry) -> date | None:
    """The day of a result that can be made known: of its decision, else of the council or of another body's paper."""
    row, result = getattr(entry, "row", None), entry.result
    if row is not None and row.decision is not None:
        return row.decision.signed_on
    council = result.judged_by.get("council")
    return date.fromisoformat(council["on"]) if council else result.paper_on


def extensions_to_end(user: User, on: date) -> QuerySet[Recognition]:
    """The extended ratings of the territory whose re-rating recognised nothing, and whose end is not written down."""
    results = RoundEntry.objects.filter(
        RECOGNISED_NOTHING, dossier__product=OuterRef("product"), arrived_on__gte=OuterRef("starts_on")
    )
    return (
        ratings_in_force(on)
        .filter(Exists(results), product__in=Product.objects.visible_to(user))
        .filter(extended_at__isnull=False, ended_on__isnull=True)
        .select_related("product")
        .order_by("extended_until", "pk")
    )


def unrecognised_since(user: User, rating: Recognition) -> dict[str, Any]:
    """Day and letter of the newest re-rating that recognised nothing; empty where there is none."""
    entries = known_results(user).filter(
        RECOGNISED_NOTHING, dossier__product=rating.product_id, arrived_on__gte=rating.starts_on
    )
    entry = entries.order_by("-pk").first()
    if entry is None:
        return {}
    letter = report_of(entry, ReportKind.NOTICE)
    return {"on": known_since(entry), "paper": letter.number if letter else entry.result.paper}
