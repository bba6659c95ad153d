"""Counting from the ledger itself, at any record time: slow, and what the kept counts are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from products.enums import Counting
from reports.queries.counted import counted_on, fetch
from reports.queries.tally import Tally, rank_of

_GROUPED = """
SELECT day, '', stars, is_open, place_id, category_id, count(*) FROM counted
GROUP BY day, stars, is_open, place_id, category_id
UNION ALL
SELECT day, producer_class, NULL, NULL, NULL, NULL, count(*) FROM latest GROUP BY day, producer_class
"""


def ledger_tallies(days: Iterable[date], recorded_until: datetime | None, mode: Counting) -> dict[date, Tally]:
    """What is counted on some days as known at a record time; one statement, and one more for each kind of merge."""
    tallies = {day: Tally() for day in days}
    counted, named = counted_on(tallies, recorded_until, mode)
    for day, producer_class, stars, is_open, place, category, number in fetch(counted + _GROUPED, named):
        tally = tallies[day]
        if producer_class:
            tally.classes[producer_class] += number
            continue
        tally.ranks[rank_of(stars, is_potential=is_open, mode=mode)] += number
        tally.potential += number * is_open
        tally.places[place or 0] += number
        tally.categories[category or 0] += number
    return tallies
