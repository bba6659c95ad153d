"""Reading what a question says. Pure."""

from datetime import datetime

from django.utils import timezone


def parse_moment(text: str) -> datetime:
    """A record time such as 2026-11-22T09:00, in Vietnam's time unless it names a zone; ValueError otherwise."""
    # A plus sign in an address arrives as a blank.
    moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
