"""What differs between two days: the products that came, went and changed, with the rows that say why.

Both days are asked at one record time, so what came less what went is what the figures of the two days differ by.
The database counts the differences by what is known of them and gives one page of them: however large the register,
few rows are read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from core.publishing import current_generation
from products.enums import Counting
from reports.enums import Change
from reports.queries.counted import AT_A_RECORD_TIME, KNOWN, Named, fetch, named_at
from reports.queries.figures import Tallies, tallies
from reports.queries.tally import rank_of
from reports.rules.changes import NOTHING, change_of, counted_by

# `known` holds every row that had begun by the last day, with the first day without it, as was known then. No product
# has two ratings or two approved scores on a day, so one walk through its rows finds what counts it on both days.
_DIFFERING = """
WITH known AS (
    SELECT {product} AS product, id AS rating, NULL::bigint AS approval, stars, starts_on AS since,
        CASE WHEN closed_at <= %(until)s THEN end_reason ELSE 'expired' END AS why,
        CASE WHEN closed_at <= %(until)s THEN ended_on
            ELSE coalesce(CASE WHEN extended_at <= %(until)s THEN extended_until END, until) + 1 END AS ended
    FROM products_recognition {merges} WHERE {known} AND starts_on <= %(last)s
    UNION ALL
    SELECT {product}, NULL, id, NULL, approved_on, answer,
        coalesce(CASE WHEN answered_at <= %(until)s THEN ended_on END, 'infinity')
    FROM products_scoreapproval {merges} WHERE {known} AND approved_on <= %(last)s AND %(with_approvals)s
), moved AS (
    SELECT product, bool_or(since <= %(first)s) AS was_before,
        max(rating) FILTER (WHERE since <= %(first)s AND ended > %(first)s) AS was_rating,
        max(approval) FILTER (WHERE since <= %(first)s AND ended > %(first)s) AS was_approval,
        max(stars) FILTER (WHERE since <= %(first)s AND ended > %(first)s) AS was_stars,
        max(rating) FILTER (WHERE ended > %(last)s) AS now_rating,
        max(approval) FILTER (WHERE ended > %(last)s) AS now_approval,
        max(stars) FILTER (WHERE ended > %(last)s) AS now_stars
    FROM known GROUP BY product
), differing AS (
    SELECT * FROM moved WHERE (was_rating, was_approval) IS DISTINCT FROM (now_rating, now_approval)
), gone AS (
    SELECT DISTINCT ON (product) product, rating, approval, why, ended FROM known JOIN differing USING (product)
    WHERE now_rating IS NULL AND now_approval IS NULL AND ended <= %(last)s
    ORDER BY product, ended DESC, rating NULLS LAST, approval
), told AS (
    SELECT *, jsonb_build_array(was_stars, was_approval IS NOT NULL, now_stars, now_approval IS NOT NULL, was_before,
        why, approval IS NOT NULL)::text AS facts
    FROM differing LEFT JOIN gone USING (product)
)
"""
_COUNTS = "SELECT facts, count(*) FROM told GROUP BY facts"
_PAGE = """
SELECT facts, was_rating, was_approval, now_rating, now_approval, rating, approval, ended
FROM told JOIN products_product ON products_product.id = product
WHERE facts = ANY(%(facts)s) ORDER BY name_sort, product LIMIT %(count)s OFFSET %(start)s
"""


class Move(NamedTuple):
    """What happened to a product, and the ranks that it counted under on both days; empty when it did not."""

    change: Change
    was: str
    now: str


class Rows(NamedTuple):
    """The keys of a rating and of an approved score; a product is counted by one or both."""

    rating: int | None
    approval: int | None


@dataclass(frozen=True)
class Difference:
    """A product that is counted otherwise, or by another row, on the last day than on the first."""

    move: Move
    before: Rows
    after: Rows
    ended: Rows  # of a product that is gone: the row that ended last, and the first day without it
    ended_on: date | None


@dataclass(frozen=True)
class Listed:
    """The differences of some moves in the order of their names; a slice of them is read by one statement."""

    statement: str
    named: Named
    moves: Mapping[str, Move]  # by the facts that tell them
    count: int

    def __getitem__(self, part: slice) -> list[Difference]:
        named = {"facts": list(self.moves), "start": part.start, "count": part.stop - part.start}
        return [self._difference(*row) for row in fetch(self.statement + _PAGE, self.named | named)]

    def _difference(self, facts: str, *told: Any) -> Difference:
        return Difference(self.moves[facts], Rows(*told[:2]), Rows(*told[2:4]), Rows(*told[4:6]), told[6])


@dataclass(frozen=True)
class Span:
    """Two days with what is counted on them, and how many products made which move."""

    tallies: Tallies
    statement: str  # the beginning of those that read the differences
    named: Named
    counts: Mapping[str, int]  # of products, by the facts that tell a move
    told: Mapping[str, Move]

    @cached_property
    def moves(self) -> Counter[Move]:
        """How many products made each move."""
        return counted_by(self.counts, self.told.__getitem__)

    def listed(self, is_wanted: Callable[[Move], bool]) -> Listed:
        """The differences whose moves are wanted; nothing is read yet."""
        wanted = {facts: move for facts, move in self.told.items() if is_wanted(move)}
        return Listed(self.statement, self.named, wanted, sum(self.counts[facts] for facts in wanted))


def span(first: date, last: date, recorded_until: datetime | None, mode: Counting) -> Span:
    """What differs between two days, counted; one statement, those for merges, and the figures of both days."""
    until = recorded_until or current_generation().changed_at
    named = named_at(until, mode) | {"first": first, "last": last}
    statement = _DIFFERING.format(**AT_A_RECORD_TIME, known=KNOWN)
    counts = dict(fetch(statement + _COUNTS, named))
    told = {facts: _move(mode, *json.loads(facts)) for facts in counts}
    return Span(tallies([first, last], until, mode), statement, named, counts, told)


def _move(
    mode: Counting,
    was_stars: int | None,
    was_open: bool,
    now_stars: int | None,
    now_open: bool,
    was_before: bool,
    why: str | None,
    is_approval: bool,
) -> Move:
    was, now = _rank(was_stars, was_open, mode), _rank(now_stars, now_open, mode)
    return Move(change_of(was, now, was_before=was_before, why=why or "", is_approval=is_approval), was, now)


def _rank(stars: int | None, is_open: bool, mode: Counting) -> str:
    return rank_of(stars or 0, is_potential=is_open, mode=mode) if stars or is_open else NOTHING
