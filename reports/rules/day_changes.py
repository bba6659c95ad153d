"""What rows of the ledger add to the figures on some days and take away on others. Pure.

The counts that every figure is made of bear a key "kind:value:standing". Standings: `held` counts products with a
rating; `open` those with an approved score that waits for its answer, by rank beside the rating held (rank 0 without
one), by place and category only where no rating is held. Producers are counted by the class of their latest row:
`held` among ratings alone, `all` among ratings and approved scores.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

HELD, OPEN, ALL = "held", "open", "all"
RANK, PLACE, CATEGORY, CLASS = "rank", "place", "category", "class"
NO_RATING = "0"
UNKNOWN = "0"

# (key, day) → by how much a count changes on the day
Changes = Counter[tuple[str, date]]


class LedgerRow(NamedTuple):
    """A rating (with stars) or an approved score (without) that was not voided; `end` is the first day after it."""

    pk: int
    product: int
    producer: int
    producer_class: str
    place: int | None
    category: int | None
    stars: int
    since: date
    end: date | None

    def is_on(self, day: date) -> bool:
        return self.since <= day and (self.end is None or day < self.end)


class Span(NamedTuple):
    """A time in which a row is the one that its product is counted by."""

    row: LedgerRow
    since: date
    end: date | None


def key_of(kind: str, value: object, standing: str) -> str:
    """The name of one count."""
    return f"{kind}:{value}:{standing}"


def changes_by_producer(rows: Iterable[LedgerRow]) -> dict[int, Changes]:
    """The changes of each producer named by the rows; whole for those whose products all have all their rows here."""
    changes: dict[int, Changes] = defaultdict(Counter)
    spans: dict[int, list[Span]] = defaultdict(list)
    of_product: dict[int, list[LedgerRow]] = defaultdict(list)
    for row in rows:
        of_product[row.product].append(row)
    for own in of_product.values():
        for span, keys in _states(own):
            spans[span.row.producer].append(span)
            _add(changes[span.row.producer], keys, span.since, span.end)
    for producer, counted in spans.items():
        _add_classes(changes[producer], counted, ALL)
        _add_classes(changes[producer], [span for span in counted if span.row.stars], HELD)
    return {producer: _without_zeros(found) for producer, found in changes.items()}


def _add(changes: Changes, keys: Iterable[str], since: date, end: date | None) -> None:
    for key in keys:
        changes[key, since] += 1
        if end is not None:
            changes[key, end] -= 1


def _without_zeros(changes: Changes) -> Changes:
    return Counter({where: change for where, change in changes.items() if change})


def _times(rows: Sequence[LedgerRow] | Sequence[Span]) -> list[tuple[date, date | None]]:
    """The times between the days on which one of the rows begins or ends; the last of them has no end."""
    days = sorted({row.since for row in rows} | {row.end for row in rows if row.end})
    return list(zip_longest(days, days[1:]))


def _states(rows: list[LedgerRow]) -> Iterator[tuple[Span, list[str]]]:
    """The times of one product between two changes: the row that counts, and under which keys."""
    for since, end in _times(rows):
        on = [row for row in rows if row.is_on(since)]
        rating = next((row for row in on if row.stars), None)
        approval = next((row for row in on if not row.stars), None)
        if row := rating or approval:
            yield Span(row, since, end), _keys(row, is_open=approval is not None)


def _keys(row: LedgerRow, *, is_open: bool) -> list[str]:
    standing = HELD if row.stars else OPEN
    keys = [
        key_of(PLACE, row.place or UNKNOWN, standing),
        key_of(CATEGORY, row.category or UNKNOWN, standing),
    ]
    if row.stars:
        keys.append(key_of(RANK, row.stars, HELD))
    if is_open:
        keys.append(key_of(RANK, row.stars or NO_RATING, OPEN))
    return keys


def _add_classes(changes: Changes, spans: Iterable[Span], standing: str) -> None:
    """The class of one producer at each time: that of the latest of the rows counted then."""
    coming = sorted(spans, key=lambda span: span.since, reverse=True)
    times = _times(coming)
    latest: list[tuple[int, bool, int, int, Span]] = []
    for since, end in times:
        while coming and coming[-1].since <= since:
            span = coming.pop()
            row = span.row
            # On one day an approved score comes after a rating, and the row that was entered first after the others.
            heapq.heappush(latest, (-row.since.toordinal(), row.stars > 0, row.pk, span.since.toordinal(), span))
        while latest and (gone := latest[0][-1].end) is not None and gone <= since:
            heapq.heappop(latest)
        if latest:
            _add(changes, [key_of(CLASS, latest[0][-1].row.producer_class, standing)], since, end)
