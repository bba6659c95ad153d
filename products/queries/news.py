"""What came into the register last: decisions, and wrong entries that were mended without a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from products.models import Decision, Recognition, ScoreApproval
from products.queries.lists import decision_rows, listed_decisions
from products.queries.public import public_products


@dataclass(frozen=True)
class Mending:
    """Wrong entries that were voided at one moment: how many products they were about, none for a paper alone.

    What was wrong is told no more: only the one product is named, as it is called now, while it has a page.
    """

    at: datetime
    products: int
    name: str
    slug: str


def newest_decisions(on: date, count: int) -> list[Mapping[str, Any]]:
    """The rows of products.queries.lists with `at`, when each was recorded; the newest first; one query."""
    rows = decision_rows(listed_decisions(on), on).annotate(at=F("recorded_at"))
    return list(rows.order_by("-recorded_at", "-pk")[:count])


def newest_mendings(on: date, count: int) -> list[Mending]:
    """What was voided as entered wrongly and what was said anew because of it, by moment, newest first; four queries.

    What a paper corrected, and what had to be said anew when one was entered late, belongs to that paper.
    """
    papers = Decision.objects.filter(Q(signed_on__isnull=True) | Q(signed_on__lte=on), voided_at__isnull=False)
    moments = papers.order_by("-voided_at").values_list("voided_at", flat=True)[:count]
    found: dict[Any, dict[str, Any]] = {at: {"products": 0, "slug": ""} for at in moments}
    for rows in (Recognition.objects.filter(starts_on__lte=on), ScoreApproval.objects.filter(approved_on__lte=on)):
        found |= {row["voided_at"]: row for row in _by_moment(rows)[:count]}
    newest = sorted(found, reverse=True)[:count]
    slugs = {found[at]["slug"] for at in newest if found[at]["products"] == 1}
    shown = dict(public_products(on).filter(slug__in=slugs).values_list("slug", "name")) if slugs else {}
    return [_mending(at, found[at], shown) for at in newest]


def _mending(at: datetime, told: Mapping[str, Any], shown: Mapping[str, str]) -> Mending:
    slug = told["slug"] if told["slug"] in shown else ""
    return Mending(at, told["products"], shown.get(slug, ""), slug)


def _by_moment(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    by_a_paper = Decision.objects.filter(recorded_at=OuterRef("voided_at"))
    wrong = rows.filter(~Exists(by_a_paper), voided_at__isnull=False, void_decision__isnull=True)
    counted = wrong.order_by("-voided_at").values("voided_at")
    return counted.annotate(products=Count("product", distinct=True), slug=Max("product__slug"))
