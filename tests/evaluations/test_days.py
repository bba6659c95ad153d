"""Days that the law counts: Tết, days that stand for others, windows whose day is too late."""

from datetime import date

import pytest

from evaluations.rules.days import (
    FilingTime,
    Window,
    due_on,
    filing_time,
    is_working_day,
    window_in,
    working_days_between,
)
from products.enums import DayUnit


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),  # the Friday before Tết
        (date(2026, 2, 16), False),  # the last day of the old year
        (date(2026, 2, 17), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # the 10th of the third lunar month is a Sunday: the Monday stands for it
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), False),
        (date(2026, 9, 2), False),
        (date(2026, 11, 28), False),  # a Saturday
    ],
)
def test_working_days(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 2, 12), 1, date(2026, 2, 13)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tết
        (date(2026, 2, 12), 15, date(2026, 3, 12)),
        (date(2026, 4, 29), 1, date(2026, 5, 4)),
        (date(2026, 4, 29), 0, date(2026, 4, 29)),
    ],
)
def test_spans_of_working_days(start, days, end):
    assert due_on(start, days, DayUnit.WORKING) == end
    assert working_days_between(start, end) == days


def test_spans_of_calendar_days_end_on_a_working_day():
    assert due_on(date(2026, 1, 5), 45, DayUnit.CALENDAR) == date(2026, 2, 23)  # the 19th of February is in Tết
    assert due_on(date(2026, 5, 25), 180, DayUnit.CALENDAR) == date(2026, 11, 23)  # the 21st is a Saturday


def test_an_earlier_time_has_no_working_days():
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 1)) == 0


@pytest.mark.parametrize(
    ("files", "ends", "window"),
    [
        ((4, 30), (6, 30), Window(1, date(2026, 4, 30), date(2026, 6, 30))),
        ((10, 30), (1, 30), Window(1, date(2026, 10, 30), date(2027, 1, 30))),
    ],
)
def test_windows(files, ends, window):
    assert window_in(2026, 1, files, ends) == window


@pytest.mark.parametrize(
    ("filed_on", "time"),
    [
        (date(2026, 7, 4), FilingTime.EARLY),  # 181 days before
        (date(2026, 7, 5), FilingTime.IN_TIME),  # day 180
        (date(2026, 9, 3), FilingTime.IN_TIME),  # day 120
        (date(2026, 9, 4), FilingTime.LATE),  # day 119
        (date(2027, 1, 2), FilingTime.LATE),
    ],
)
def test_when_a_re_rating_is_filed(filed_on, time):
    assert filing_time(filed_on, date(2027, 1, 1), earliest=180, latest=120) == time


def test_a_law_without_limits_knows_no_early_and_no_late():
    assert filing_time(date(2020, 1, 1), date(2027, 1, 1), earliest=None, latest=None) == FilingTime.IN_TIME
