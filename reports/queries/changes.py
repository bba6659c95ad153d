"""What differs between two days: the products that came, went and changed, with the rows that say why.

Both days are asked at one record time, so what came less what went is what the figures of the two days differ by.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from core.publishing import current_generation
from products.enums import Counting
from reports.enums import Change
from reports.queries.counted import AT_A_RECORD_TIME, KNOWN, counted_on, fetch
from reports.queries.figures import Tallies, tallies
from reports.queries.tally import rank_of
from reports.rules.changes import NOTHING, change_of

# `known` holds every row that had begun by the last day, with the day on which it had ended, as was known then.
_DIFFERING = """, known AS (
    SELECT {product} AS product, id AS rating, NULL::bigint AS approval, starts_on AS since,
        CASE WHEN closed_at <= %(until)s THEN end_reason ELSE 'expired' END AS why,
        CASE WHEN closed_at <= %(until)s THEN ended_on
            ELSE coalesce(CASE WHEN extended_at <= %(until)s THEN extended_until END, until) + 1 END AS ended
    FROM products_recognition {merges} WHERE {known} AND starts_on <= %(last)s
    UNION ALL
    SELECT {product}, NULL, id, approved_on, answer, CASE WHEN answered_at <= %(until)s THEN ended_on END
    FROM products_scoreapproval {merges} WHERE {known} AND approved_on <= %(last)s AND %(with_approvals)s
), begun AS (
    SELECT DISTINCT product FROM known WHERE since <= %(first)s
), gone AS (
    SELECT DISTINCT ON (product) product, rating, approval, why, ended FROM known WHERE ended <= %(last)s
    ORDER BY product, ended DESC, rating NULLS LAST, approval
), was AS (
    SELECT * FROM counted WHERE day = %(first)s
), now AS (
    SELECT * FROM counted WHERE day = %(last)s
)
SELECT was.stars, was.is_open, was.rating, was.approval, now.stars, now.is_open, now.rating, now.approval,
    begun.product IS NOT NULL, gone.why, gone.ended, gone.rating, gone.approval
FROM was FULL JOIN now USING (product)
LEFT JOIN begun USING (product) LEFT JOIN gone USING (product)
JOIN products_product ON products_product.id = product
WHERE (was.rating, was.approval) IS DISTINCT FROM (now.rating, now.approval)
ORDER BY name_sort, product
"""


class Rows(NamedTuple):
    """The keys of a rating and of an approved score; a product is counted by one or both."""

    rating: int | None
    approval: int | None


@dataclass(frozen=True)
class Difference:
    """A product that is counted otherwise, or by another row, on the last day than on the first."""

    change: Change
    was: str  # the rank that it counted under; empty when it did not
    now: str
    before: Rows
    after: Rows
    ended: Rows  # of a product that is gone: the row that ended last, and the first day without it
    ended_on: date | None


@dataclass(frozen=True)
class Span:
    """Two days with what is counted on them, and what makes the difference."""

    tallies: Tallies
    differences: list[Difference]


def span(first: date, last: date, recorded_until: datetime | None, mode: Counting) -> Span:
    """What differs between two days; one statement, those for merges, and the figures of both days."""
    until = recorded_until or current_generation().changed_at
    counted, named = counted_on([first, last], until, mode)
    statement = counted + _DIFFERING.format(**AT_A_RECORD_TIME, known=KNOWN)
    rows = fetch(statement, named | {"first": first, "last": last})
    return Span(tallies([first, last], until, mode), [_difference(mode, row) for row in rows])


def _difference(mode: Counting, row: tuple[Any, ...]) -> Difference:
    was, now = _rank(row[0], row[1], mode), _rank(row[4], row[5], mode)
    was_before, why, ended_on = row[8:11]
    ended = Rows(None, None) if now else Rows(*row[11:])
    change = change_of(was, now, was_before=was_before, why=why or "", is_approval=ended.approval is not None)
    return Difference(change, was, now, Rows(*row[2:4]), Rows(*row[6:8]), ended, ended_on)


def _rank(stars: int | None, is_open: bool | None, mode: Counting) -> str:
    return NOTHING if stars is None else rank_of(stars, is_potential=bool(is_open), mode=mode)
