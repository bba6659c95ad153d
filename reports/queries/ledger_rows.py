"""The rows of the ledger that counts are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import F, Value

from core.publishing import Written
from products.models import Recognition, ScoreApproval
from reports.rules.day_changes import LedgerRow

_RATINGS = Recognition.objects.filter(voided_at__isnull=True).order_by()
_APPROVALS = ScoreApproval.objects.filter(voided_at__isnull=True).order_by()
_COLUMNS = ("pk", "product_id", "producer_id", "producer_class", "place_id", "category_id")


def _named(column: str, **rows: Collection[int]) -> set[int]:
    """The ids in one column of the ratings and approved scores; one query."""
    ratings, approvals = (kind.filter(**rows).values_list(column, flat=True) for kind in (_RATINGS, _APPROVALS))
    return set(ratings.union(approvals))


def producers_concerned(written: Written) -> set[int]:
    """The producers whose counts may differ: a row of one changes how another row of its product counts."""
    return {*written.producers, *_named("producer_id", product__in=written.products)}


def ledger_rows_of(producers: Collection[int]) -> Iterator[LedgerRow]:
    """All rows of all products on which one of the producers has a row; three queries."""
    products = _named("product_id", producer__in=producers)
    ratings = _RATINGS.filter(product__in=products).values_list(
        *_COLUMNS, "stars", F("valid__startswith"), F("valid__endswith")
    )
    approvals = _APPROVALS.filter(product__in=products).values_list(
        *_COLUMNS, Value(0), F("open__startswith"), F("open__endswith")
    )
    for rows in (ratings, approvals):
        yield from (LedgerRow(*row) for row in rows)
