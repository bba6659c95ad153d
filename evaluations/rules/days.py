"""Days that the law counts: working days with Vietnam's public holidays, spans, yearly filing windows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache

from holidays import country_holidays

from products.enums import DayUnit

ONE = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Window:
    """A yearly round as the law plans it: files before one day, done before another; neither day is included."""

    ordinal: int
    files_before: date
    ends_before: date


def window_in(year: int, ordinal: int, files: tuple[int, int], ends: tuple[int, int]) -> Window:
    """The window of a year from months and days; an end that lies before its filing day is in the next year."""
    return Window(ordinal, date(year, *files), date(year + (ends < files), *ends))


class FilingTime(Enum):
    """When a dossier for a re-rating was filed, counted back from the last day of the rating (26/2026 art. 7.6a)."""

    EARLY = "early"
    IN_TIME = "in_time"
    LATE = "late"


def filing_time(filed_on: date, last_day: date, *, earliest: int | None, latest: int | None) -> FilingTime:
    """Not sooner than `earliest` and not later than `latest` days before the last day; None sets no limit."""
    left = (last_day - filed_on).days
    if earliest is not None and left > earliest:
        return FilingTime.EARLY
    return FilingTime.LATE if latest is not None and left < latest else FilingTime.IN_TIME


def is_working_day(day: date) -> bool:
    """Monday to Friday, unless it is a public holiday or the day off that stands for one."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("VN", years=year))


def due_on(start: date, days: int, unit: str) -> date:
    """The last day of a span: the day it begins on is not counted, and it never ends on a day off (BLDS art. 147-148).

    Working days are counted one by one; a span of calendar days that ends on a day off ends on the next working day.
    """
    if unit == DayUnit.WORKING:
        return _working_day_after(start, days)
    end = start + timedelta(days=days)
    return end if is_working_day(end) else _working_day_after(end, 1)


def _working_day_after(day: date, count: int) -> date:
    while count > 0:
        day += ONE
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after one day, up to another one and with it; 0 when it is not later."""
    span = (end - start).days
    return sum(is_working_day(start + ONE * step) for step in range(1, span + 1))
