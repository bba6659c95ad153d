"""Reading whose result is to be made known by letter (26/2026 art. 7.3g)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.models import User
from evaluations.enums import EntryStatus, Outcome, ReportKind
from evaluations.models import EntryReport, RoundEntry

# A decision names what it recognises or approves; what is not recognised stands in none, so its frozen result is told.
KNOWN = Q(row__decision__isnull=False) | Q(
    result__outcome=Outcome.NONE, status__in=[EntryStatus.SCORED, EntryStatus.RETURNED]
)


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
