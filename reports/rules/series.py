"""The days of a series. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reports.enums import Every

MONTHS = {Every.YEAR: 12, Every.QUARTER: 3, Every.MONTH: 1}
MOST_DAYS = 40  # a picture of more columns cannot be read


def period_ends(first: date, last: date, every: Every) -> list[date]:
    """The last days of the years, quarters or months from one day to another, and that other day."""
    return [*_ends(first, last, MONTHS[every]), last]


def _ends(first: date, last: date, months: int) -> Iterator[date]:
    year, month = first.year, first.month - (first.month - 1) % months
    while True:
        month += months
        year, month = (year + 1, 1) if month > 12 else (year, month)
        end = date(year, month, 1) - timedelta(days=1)
        if end >= last:
            return
        yield end
