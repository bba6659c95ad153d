"""Reading whose result is to be made known by letter (26/2026 art. 7.3g)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.models import User
from evaluations.enums import EntryStatus, Outcome, ReportKind
from evaluations.models import EntryReport, RoundEntry
from evaluations.queries.intake import report_of
from products.models import Recognition

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


def unrecognised_since(user: User, rating: Recognition) -> dict[str, Any]:
    """Day and letter of the newest result of a rated product that recognised nothing; empty where there is none."""
    entries = known_results(user).filter(
        dossier__product=rating.product_id, result__outcome=Outcome.NONE, arrived_on__gte=rating.starts_on
    )
    entry = entries.order_by("-pk").first()
    if entry is None:
        return {}
    letter = report_of(entry, ReportKind.NOTICE)
    return {"on": known_since(entry), "paper": letter.number if letter else entry.result.paper}
