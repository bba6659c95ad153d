"""How the book of acts is sealed: a hash of each entry, and a chain of hashes over the days.

What is hashed, and how it is written, is fixed: another way needs another name in `FORM`, for seals are forever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

# Days of the book are days in Vietnam, whatever the server's clock is set to.
BOOK_ZONE = "Asia/Ho_Chi_Minh"
FORM = "ocop-history-1"
# The columns of an entry in the order in which they are hashed.
COLUMNS = ("id", "at", "by_id", "verb", "subject_type_id", "subject_id", "label", "why", "data", "request")


def day_of(moment: datetime) -> date:
    """The day of the book that a moment belongs to."""
    return moment.astimezone(ZoneInfo(BOOK_ZONE)).date()


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day and the first one after it."""
    zone = ZoneInfo(BOOK_ZONE)
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def leaf_of(entry: Sequence[Any]) -> str:
    """The hash of one entry, given the values of COLUMNS."""
    text = json.dumps(
        [_plain(value) for value in entry], ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if isinstance(value, dict | int | str | None) else str(value)


def hash_of(previous: str, day: date, leaves: Mapping[str, str]) -> str:
    """The hash of a day: over the day before and over every entry of the day in the order of their numbers."""
    lines = [f"{number} {leaves[number]}" for number in sorted(leaves, key=int)]
    text = "\n".join([FORM, previous, day.isoformat(), str(len(lines)), *lines])
    return hashlib.sha256(text.encode()).hexdigest()
