"""Counting working days: Saturdays and Sundays are none; public holidays are not taken out, so a day comes no later
than the law asks. Pure.
"""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5
DAYS_TO_ANSWER = 2  # decree 356/2025/NĐ-CP


def working_days_after(day: date, count: int) -> date:
    """The last of so many working days after a day."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def answer_due(received: date) -> date:
    """The last day to answer a request about personal data."""
    return working_days_after(received, DAYS_TO_ANSWER)
