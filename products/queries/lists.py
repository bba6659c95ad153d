"""The public lists of producers and decisions, and the grouped counts behind their filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, ExtractYear

from producers.models import Producer
from products.enums import EndReason
from products.models import Recognition
from products.queries.catalogue import started_ratings
from products.queries.public import attestations, public_producers, started_approvals
from products.queries.register import known_decisions

UNKNOWN_YEAR = "chua-ro"


@dataclass(frozen=True)
class ProducerCell:
    """So many producers of one legal form in one place."""

    form: str
    place: int | None
    count: int


@dataclass(frozen=True)
class DecisionCell:
    """So many decisions of one kind in one year."""

    year: str
    kind: str
    count: int


def listed_producers(on: date) -> QuerySet[Producer]:
    """The unmerged producers that the public sees on a day."""
    return public_producers(on).filter(merged_into__isnull=True)


def producer_cells(producers: QuerySet[Producer]) -> list[ProducerCell]:
    """Producers grouped by what the list is filtered by; one query."""
    rows = producers.order_by().values_list("legal_form", "place_id").annotate(count=Count("pk"))
    return [ProducerCell(*row) for row in rows]


def producer_rows(producers: QuerySet[Producer]) -> QuerySet[Any, Any]:
    """What the list shows of a producer."""
    return producers.order_by("public_name__name_sort", "pk").values(
        "pk", "slug", "public_name__name", "legal_form", "place__name", "place__level", "place__parent__name"
    )


def listed_decisions(on: date) -> QuerySet[Any]:
    """The decisions that the public sees on a day, each with its year (0 when unknown)."""
    return known_decisions(on).annotate(year=Coalesce(ExtractYear("signed_on"), Value(0)))


def decision_cells(decisions: QuerySet[Any]) -> list[DecisionCell]:
    """Decisions grouped by year and kind; one query."""
    rows = decisions.order_by().values_list("year", "kind").annotate(count=Count("pk"))
    return [DecisionCell(str(year) if year else UNKNOWN_YEAR, kind, count) for year, kind, count in rows]


def decision_rows(decisions: QuerySet[Any], on: date) -> QuerySet[Any, Any]:
    """Decisions newest first, each with how many products it rated, approved, closed, corrected and attested.

    As on the page of a decision nothing counts that begins after the day.
    """
    closed = Recognition.objects.filter(voided_at__isnull=True, ended_on__lte=on)
    return decisions.order_by(F("signed_on").desc(nulls_last=True), "-pk").values(
        "slug",
        "kind",
        "number",
        "signed_on",
        "precision",
        "issuing_body",
        "title",
        "published_count",
        rated=_number_of(started_ratings(on), "decision"),
        approved=_number_of(started_approvals(on), "decision"),
        closed=_number_of(closed.exclude(end_reason=EndReason.SUPERSEDED), "end_decision"),
        corrected=_number_of(Recognition.objects.all(), "void_decision"),
        attested=_number_of(attestations(on), "decision"),
    )


def _number_of(rows: QuerySet, path: str) -> Coalesce:
    mine = rows.filter(**{path: OuterRef("pk")}).order_by().values(path).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(mine, output_field=IntegerField()), Value(0))
