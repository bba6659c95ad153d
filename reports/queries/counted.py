"""What is counted on some days, told by the ledger itself at any record time: the one table behind slow counts, lists
and differences.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from producers.models import ProducerMerge
from products.enums import Counting
from products.models import ProductMerge

Named = dict[str, Any]

# What stands now.
_NOW = {
    "product": "product_id",
    "producer": "producer_id",
    "merges": "",
    "rating": "voided_at IS NULL AND valid @> day",
    "approval": "voided_at IS NULL AND open @> day",
}
# What was known at a record time: the ranges are made from the columns, and what was entered follows the merges of
# that time, for the rows themselves follow those of now.
KNOWN = "recorded_at <= %(until)s AND (voided_at IS NULL OR voided_at > %(until)s)"
AT_A_RECORD_TIME = {
    "product": "coalesce(of_product.kept, entered_product_id)",
    "producer": "coalesce(of_producer.kept, entered_producer_id)",
    "merges": """
        LEFT JOIN unnest(%(gone_products)s::bigint[], %(kept_products)s::bigint[]) AS of_product (gone, kept)
            ON of_product.gone = entered_product_id
        LEFT JOIN unnest(%(gone_producers)s::bigint[], %(kept_producers)s::bigint[]) AS of_producer (gone, kept)
            ON of_producer.gone = entered_producer_id
    """,
    "rating": f"""{KNOWN} AND starts_on <= day AND CASE
        WHEN closed_at <= %(until)s THEN ended_on > day
        ELSE coalesce(CASE WHEN extended_at <= %(until)s THEN extended_until END, until) >= day
    END""",
    "approval": f"""{KNOWN} AND approved_on <= day
        AND (answered_at IS NULL OR answered_at > %(until)s OR ended_on > day)""",
}
# On each day a product stands in `counted` once: with its rating, or with its approved score where it has none; a
# product has no two of a kind on a day. A producer's row in `latest` is its latest one, where it changed its form in
# between: on one day an approved score comes after a rating, and the row that was entered first after the others.
_COUNTED = """
WITH asked AS (SELECT unnest(%(days)s::date[]) AS day), rating AS (
    SELECT day, {product} AS product, {producer} AS producer, producer_class, place_id, category_id, stars,
           starts_on AS since, id
    FROM asked CROSS JOIN products_recognition {merges} WHERE {rating}
), approval AS (
    SELECT day, {product} AS product, {producer} AS producer, producer_class, place_id, category_id,
           approved_on AS since, id
    FROM asked CROSS JOIN products_scoreapproval {merges} WHERE {approval} AND %(with_approvals)s
), counted AS MATERIALIZED (
    SELECT day, product, coalesce(rating.producer, approval.producer) AS producer,
           coalesce(rating.producer_class, approval.producer_class) AS producer_class,
           CASE WHEN rating.id IS NULL THEN approval.place_id ELSE rating.place_id END AS place_id,
           CASE WHEN rating.id IS NULL THEN approval.category_id ELSE rating.category_id END AS category_id,
           coalesce(rating.stars, 0) AS stars, approval.id IS NOT NULL AS is_open,
           coalesce(rating.since, approval.since) AS since, rating.id AS rating, approval.id AS approval
    FROM rating FULL JOIN approval USING (day, product)
), latest AS (
    SELECT DISTINCT ON (day, producer) day, producer, producer_class, rating, approval
    FROM counted ORDER BY day, producer, since DESC, stars > 0, coalesce(rating, approval)
)
"""


def counted_on(days: Iterable[date], recorded_until: datetime | None, mode: Counting) -> tuple[str, Named]:
    """The beginning of a statement that reads `counted` and `latest`, and what it names."""
    parts = _NOW if recorded_until is None else AT_A_RECORD_TIME
    return _COUNTED.format(**parts), named_at(recorded_until, mode) | {"days": list(days)}


def named_at(recorded_until: datetime | None, mode: Counting) -> Named:
    """What statements name that read the ledger as it was known then."""
    named: Named = {"until": recorded_until, "with_approvals": mode != Counting.CERTIFIED}
    if recorded_until is not None:
        named |= _merges_known(ProductMerge, "products", recorded_until)
        named |= _merges_known(ProducerMerge, "producers", recorded_until)
    return named


def fetch(statement: str, named: Named) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, named)
        return cursor.fetchall()


def _merges_known(merge: type[ProductMerge] | type[ProducerMerge], name: str, recorded_until: datetime) -> Named:
    """Which records were merged away at a record time, and what each had become after all merges of its chain."""
    stood = Q(undone_at__isnull=True) | Q(undone_at__gt=recorded_until)
    rows = merge._default_manager.filter(stood, at__lte=recorded_until)
    known = dict(rows.values_list("gone_id", "kept_id"))
    kept = {gone: _became(gone, known) for gone in known}
    return {f"gone_{name}": list(kept), f"kept_{name}": list(kept.values())}


def _became(thing: int, merges: dict[int, int]) -> int:
    for _hop in merges:
        thing = merges.get(thing, thing)
    return thing
