"""The one page before anything that binds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from producers.views.pages import staff_crumbs


def confirm_page(
    request: HttpRequest, *, heading: str, crumbs: list[tuple[str, str]], status: int = 200, **context: Any
) -> HttpResponse:
    """Say what will happen and ask; what `context` may hold stands in components/confirm.html."""
    given = {"heading": heading, "crumbs": staff_crumbs(*crumbs), **context}
    return render(request, "staff/confirm.html", given, status=status)
