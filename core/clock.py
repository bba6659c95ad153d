"""The one business clock. Audit stamps, sessions and signed links use real time instead."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The business day: fixed by a setting in the demo and in tests, else the calendar day in Vietnam."""
    return settings.BUSINESS_DAY or timezone.localdate()
