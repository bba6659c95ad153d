"""Reading what a question says. Pure."""

import re
from datetime import datetime, time

from django.utils import timezone

from core.parse import parse_date

YEARS = range(2000, 2101)
_TIME = re.compile(r"[0-9]{1,2}(:[0-9]{2}){1,2}")


def parse_moment(text: str) -> datetime:
    """A record time: 22/11/2026 09:00, 09:00:15 22/11/2026, 22/11/2026 for the end of that day, 2026-11-22T09:00.

    In Vietnam's time unless it names a zone; ValueError for anything else.
    """
    typed = text.strip()
    try:
        moment = _as_people_write(typed)
    except ValueError:
        # A plus sign in an address arrives as a blank.
        moment = datetime.fromisoformat(typed.replace(" ", "+"))
    # The ends of the calendar cannot be moved to another zone, and no register was kept then.
    if moment.year not in YEARS:
        raise ValueError(f"{text!r} is outside the years of the register")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _as_people_write(typed: str) -> datetime:
    """A day as people here write it, with a time before or behind it or none."""
    times = [word for word in typed.split() if _TIME.fullmatch(word)]
    day = parse_date(" ".join(word for word in typed.split() if word not in times))
    if not times:
        return datetime.combine(day, time.max)
    if len(times) > 1:
        raise ValueError(typed)
    hour, minute, second = map(int, f"{times[0]}:0".split(":")[:3])
    return datetime.combine(day, time(hour, minute, second))
