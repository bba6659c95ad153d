"""Counting from the ledger itself, at any record time: slow, and what the kept counts are compared with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from producers.models import ProducerMerge
from products.enums import Counting
from products.models import ProductMerge
from reports.queries.tally import Tally, rank_of

# What stands now.
_NOW = {
    "product": "product_id",
    "producer": "producer_id",
    "merges": "",
    "rating": "voided_at IS NULL AND valid @> %(on)s::date",
    "approval": "voided_at IS NULL AND open @> %(on)s::date",
}
# What was known at a record time: the ranges are made from the columns, and what was entered follows the merges of
# that time, for the rows themselves follow those of now.
_KNOWN = "recorded_at <= %(until)s AND (voided_at IS NULL OR voided_at > %(until)s)"
_AT_A_RECORD_TIME = {
    "product": "coalesce(of_product.kept, entered_product_id)",
    "producer": "coalesce(of_producer.kept, entered_producer_id)",
    "merges": """
        LEFT JOIN unnest(%(gone_products)s::bigint[], %(kept_products)s::bigint[]) AS of_product (gone, kept)
            ON of_product.gone = entered_product_id
        LEFT JOIN unnest(%(gone_producers)s::bigint[], %(kept_producers)s::bigint[]) AS of_producer (gone, kept)
            ON of_producer.gone = entered_producer_id
    """,
    "rating": f"""{_KNOWN} AND starts_on <= %(on)s AND CASE
        WHEN closed_at <= %(until)s THEN ended_on > %(on)s
        ELSE coalesce(CASE WHEN extended_at <= %(until)s THEN extended_until END, until) >= %(on)s
    END""",
    "approval": f"""{_KNOWN} AND approved_on <= %(on)s
        AND (answered_at IS NULL OR answered_at > %(until)s OR ended_on > %(on)s)""",
}
# A product stands here once: with its rating, or with its approved score where it has none; a product has no two of a
# kind on a day. A producer's class is that of its latest row, where it changed its form in between: on one day an
# approved score comes after a rating, and the row that was entered first after the others.
_STATEMENT = """
WITH rating AS (
    SELECT {product} AS product, {producer} AS producer, producer_class, place_id, category_id, stars,
           starts_on AS since, id
    FROM products_recognition {merges} WHERE {rating}
), approval AS (
    SELECT {product} AS product, {producer} AS producer, producer_class, place_id, category_id,
           approved_on AS since, id
    FROM products_scoreapproval {merges} WHERE {approval} AND %(with_approvals)s
), counted AS MATERIALIZED (
    SELECT coalesce(rating.producer, approval.producer) AS producer,
           coalesce(rating.producer_class, approval.producer_class) AS producer_class,
           CASE WHEN rating.id IS NULL THEN approval.place_id ELSE rating.place_id END AS place_id,
           CASE WHEN rating.id IS NULL THEN approval.category_id ELSE rating.category_id END AS category_id,
           coalesce(rating.stars, 0) AS stars, approval.id IS NOT NULL AS is_open,
           coalesce(rating.since, approval.since) AS since, coalesce(rating.id, approval.id) AS id
    FROM rating FULL JOIN approval ON rating.product = approval.product
), latest AS (
    SELECT DISTINCT ON (producer) producer_class FROM counted ORDER BY producer, since DESC, stars > 0, id
)
SELECT '', stars, is_open, place_id, category_id, count(*) FROM counted
GROUP BY stars, is_open, place_id, category_id
UNION ALL
SELECT producer_class, NULL, NULL, NULL, NULL, count(*) FROM latest GROUP BY producer_class
"""


def ledger_tally(on: date, recorded_until: datetime | None, mode: Counting) -> Tally:
    """The products counted on a day as known at a record time; one statement, and one more for each kind of merge."""
    parts = _NOW if recorded_until is None else _AT_A_RECORD_TIME
    named: dict[str, Any] = {"on": on, "until": recorded_until, "with_approvals": mode != Counting.CERTIFIED}
    if recorded_until is not None:
        named |= _merges_known(ProductMerge, "products", recorded_until)
        named |= _merges_known(ProducerMerge, "producers", recorded_until)
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT.format(**parts), named)
        rows = cursor.fetchall()
    tally = Tally()
    for producer_class, stars, is_open, place, category, number in rows:
        if producer_class:
            tally.classes[producer_class] += number
            continue
        tally.ranks[rank_of(stars, is_potential=is_open, mode=mode)] += number
        tally.potential += number * is_open
        tally.places[place or 0] += number
        tally.categories[category or 0] += number
    return tally


def _merges_known(
    merge: type[ProductMerge] | type[ProducerMerge], name: str, recorded_until: datetime
) -> dict[str, list[int]]:
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
