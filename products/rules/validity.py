"""Days of a rating: until when it is valid, and what a day tells about it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from products.enums import EndReason, RatingStatus

# From so many days before its end a rating is shown as "sắp hết hạn": the first day on which a file for
# re-rating is taken (26/2026 art. 7.6a). The same span is used for ratings under the older rules.
EXPIRING_DAYS = 180
# What a rating is after it ended before its time; every other end takes it away.
ENDED_AS: dict[str, RatingStatus] = {
    EndReason.SUPERSEDED: RatingStatus.SUPERSEDED,
    EndReason.RESULT: RatingStatus.EXPIRED,
}
IN_FORCE = (RatingStatus.VALID, RatingStatus.EXPIRING, RatingStatus.EXTENDED)


def last_valid_day(starts_on: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day; inclusive (26/2026 art. 4.3)."""
    month = starts_on.month - 1 + months
    year, month = starts_on.year + month // 12, month % 12 + 1
    return date(year, month, min(starts_on.day, calendar.monthrange(year, month)[1]))


def day_after_result(until: date, result_on: date) -> date:
    """From when an extended rating counts no more: the day after the result, its own days stay (26/2026 art. 12.3)."""
    return max(until, result_on) + timedelta(days=1)


def status_on(
    on: date,
    *,
    starts_on: date,
    until: date,
    extended_until: date | None = None,
    ended_on: date | None = None,
    end_reason: str = "",
) -> RatingStatus | None:
    """What the dates of a rating tell on a day; None before it starts."""
    if on < starts_on:
        return None
    if ended_on is not None and on >= ended_on:
        return ENDED_AS.get(end_reason, RatingStatus.REVOKED)
    if on > (extended_until or until):
        return RatingStatus.EXPIRED
    if on > until:
        return RatingStatus.EXTENDED
    if on > until - timedelta(days=EXPIRING_DAYS):
        return RatingStatus.EXPIRING
    return RatingStatus.VALID
