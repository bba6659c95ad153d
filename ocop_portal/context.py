"""What every page knows about the portal."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core.clock import today


def portal(request: HttpRequest) -> dict[str, Any]:
    """The agency's lines (only those that are set), the business day and the demo's banner."""
    return {
        "portal": settings.PORTAL,
        "business_day": SimpleLazyObject(today),
    }
