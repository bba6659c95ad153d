"""The statement on accessibility: what tests hold, what is known to be missing, whom to tell."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Bears no day and no version: the tests behind it run with every change (docs/decisions/0035-public-pages.md)."""
    crumbs = [
        {"label": _("Trang chủ"), "url": reverse("home")},
        {"label": _("Khả năng tiếp cận"), "url": ""},
    ]
    return render(request, "portal/accessibility.html", {"crumbs": crumbs})
