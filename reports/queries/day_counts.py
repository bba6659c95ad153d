"""The counts of every day, kept in process: what a figure says on a day is found by bisection.

One statement reads the generation and only the counts that changed since the generation that is kept.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, pairwise

from django.db import connection

from core.models import Generation
from core.reading import Kept, Reader
from products.enums import Counting
from reports.queries.tally import Tally, rank_of
from reports.rules.day_changes import ALL, CATEGORY, CLASS, HELD, NO_RATING, OPEN, PLACE, RANK


@dataclass(frozen=True)
class Count:
    """One count: the days on which it changes (as ordinals), and its total from each of them on."""

    days: array[int]
    totals: array[int]

    def on(self, day: int) -> int:
        """The total on a day."""
        place = bisect_right(self.days, day)
        return self.totals[place - 1] if place else 0

    def renewed(self, changes: dict[int, int]) -> Count:
        """The count with other changes on some days."""
        before = {self.days[0]: self.totals[0]} if self.days else {}
        before |= {day: total - last for (last, total), day in zip(pairwise(self.totals), self.days[1:], strict=True)}
        return count_of((before | changes).items())


def count_of(changes: Iterable[tuple[int, int]]) -> Count:
    """A count from its changes by day."""
    kept = sorted((day, change) for day, change in changes if change)
    return Count(array("l", (day for day, _change in kept)), array("l", accumulate(change for _day, change in kept)))


@dataclass(frozen=True)
class DayCounts:
    """All counts, by kind and standing (reports.rules.day_changes) and then by what is counted."""

    counts: Mapping[tuple[str, str], Mapping[str, Count]]

    @cached_property
    def begins_on(self) -> date | None:
        """The first day on which anything is counted."""
        firsts = [count.days[0] for counts in self.counts.values() for count in counts.values() if count.days]
        return date.fromordinal(min(firsts)) if firsts else None

    def tally(self, on: date, mode: Counting) -> Tally:
        """What is counted on a day in a mode."""
        waiting = {} if mode == Counting.CERTIFIED else self._on(on, RANK, OPEN)
        ranks = Counter(
            {rank_of(int(stars), is_potential=False, mode=mode): n for stars, n in self._on(on, RANK, HELD).items()}
        )
        for stars, number in waiting.items():
            if stars != NO_RATING:
                ranks[stars] -= number
            ranks[rank_of(int(stars), is_potential=True, mode=mode)] += number
        standings = (HELD,) if mode == Counting.CERTIFIED else (HELD, OPEN)
        return Tally(
            ranks=ranks,
            potential=sum(waiting.values()),
            classes=Counter(self._on(on, CLASS, HELD if mode == Counting.CERTIFIED else ALL)),
            places=self._by_id(on, PLACE, standings),
            categories=self._by_id(on, CATEGORY, standings),
        )

    def _on(self, day: date, kind: str, standing: str) -> dict[str, int]:
        """What is counted on a day; nothing is named that is not there."""
        ordinal = day.toordinal()
        found = ((value, count.on(ordinal)) for value, count in self.counts.get((kind, standing), {}).items())
        return {value: total for value, total in found if total}

    def _by_id(self, on: date, kind: str, standings: Iterable[str]) -> Counter[int]:
        found = Counter[int]()
        for standing in standings:
            for value, number in self._on(on, kind, standing).items():
                found[int(value)] += number
        return found

    def renewed(self, rows: Iterable[tuple[str, list[int], list[int]]]) -> DayCounts:
        """The counts after some of them changed; what is held is left as it is, for others may be reading it."""
        counts = defaultdict(dict, {name: dict(held) for name, held in self.counts.items()})
        for key, days, changes in rows:
            kind, value, standing = key.split(":")
            held = counts[kind, standing].get(value, _EMPTY)
            counts[kind, standing][value] = held.renewed(dict(zip(days, changes, strict=True)))
        return DayCounts(dict(counts))


_EMPTY = count_of(())
# Days as ordinals: a hundred thousand products change on some hundred thousand days, and each would be an object.
_NEWER = """
SELECT generation.number, generation.changed_at, newer.key, newer.days, newer.changes
FROM core_generation AS generation
LEFT JOIN (
    SELECT key, array_agg(day - DATE '0001-01-01' + 1) AS days, array_agg(change) AS changes
    FROM reports_daychange WHERE generation > %s GROUP BY key
) AS newer ON true
WHERE generation.id = 1
"""
# Rows written outside publishing are noted by triggers and stay noted until the next publishing.
_NOW = "SELECT number, changed_at, EXISTS (SELECT FROM core_touched) FROM core_generation WHERE id = 1"


def _read(kept: Kept[DayCounts] | None) -> Kept[DayCounts]:
    with connection.cursor() as cursor:
        cursor.execute(_NEWER, [kept.number if kept else -1])
        rows = cursor.fetchall()
    number, changed_at = rows[0][:2]
    counts = kept.value if kept else DayCounts({})
    return Kept(number, changed_at, counts.renewed(row[2:] for row in rows if row[2] is not None))


day_counts = Reader(_read)


def counts_now() -> tuple[Generation, DayCounts | None]:
    """The counts and the generation that they show; none while something written waits to be counted."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        number, changed_at, waits = cursor.fetchone()
    generation = Generation(1, number, changed_at)
    if waits:
        return generation, None
    kept = day_counts.current(generation)
    return Generation(1, kept.number, kept.changed_at), kept.value
