"""Reading what a question says. Pure."""

from datetime import datetime

from django.utils import timezone

YEARS = range(2000, 2101)


def parse_moment(text: str) -> datetime:
    """A record time such as 2026-11-22T09:00, in Vietnam's time unless it names a zone; ValueError otherwise."""
    # A plus sign in an address arrives as a blank.
    moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    # The ends of the calendar cannot be moved to another zone, and no register was kept then.
    if moment.year not in YEARS:
        raise ValueError(f"{text!r} is outside the years of the register")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
