"""The answer to who did something too often."""

from __future__ import annotations

from math import ceil

from django.http import HttpResponse
from django.template import loader
from django.utils.translation import get_language

from core.templatetags.languages import root_of


def too_often(seconds: int, what: str, advice: str = "") -> HttpResponse:
    """429 in words, with the time to wait; asks neither session nor database."""
    context = {"what": what, "advice": advice, "minutes": ceil(seconds / 60), "root": root_of(get_language())}
    page = loader.get_template("core/too_often.html").render(context)
    return HttpResponse(page, status=429, headers={"Retry-After": str(seconds), "Cache-Control": "no-store"})
