"""The days for which figures about people are published. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


def reference_days(before: date, after: date) -> list[date]:
    """The last days of quarters that lie between two days, both left out, newest first."""
    return sorted((day for day in _quarter_ends(after.year, before.year) if after < day < before), reverse=True)


def _quarter_ends(first: int, last: int) -> Iterator[date]:
    for year in range(first, last + 1):
        for month, day in QUARTER_ENDS:
            yield date(year, month, day)


def year_before(day: date) -> date:
    """The day a year of 365 days earlier: how far back a first table may lie."""
    return day - timedelta(days=365)
