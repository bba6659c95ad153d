"""The home page and the addresses for operations."""

from __future__ import annotations

from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.clock import today
from core.templatetags.formats import number
from ocop_portal.readiness import readiness
from ocop_portal.sitemaps import SITEMAPS
from products.queries.catalogue import newest_products, ranks_at_a_glance
from products.queries.lists import decision_rows, listed_decisions
from products.queries.shelf import opened_catalogue
from products.views.cards import cards_of
from products.views.decision_list import row_of

NEWEST_PRODUCTS = 8
NEWEST_DECISIONS = 5
CLOSED_TO_ROBOTS = ("/staff/", "/admin/", "/tai-khoan/")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, ratings at a glance, the newest decisions and products."""
    on = today()
    catalogue = opened_catalogue(on)
    ranks = ranks_at_a_glance(catalogue)
    products_url = reverse("products:product-list")
    tiles = [
        {"value": number(count), "rank": rank, "url": f"{products_url}?sao={rank}" if count else ""}
        for rank, count in ranks.items()
    ]
    return render(
        request,
        "portal/home.html",
        {
            "total": number(sum(ranks.values())),
            "tiles": tiles,
            "decisions": [row_of(row) for row in decision_rows(listed_decisions(on))[:NEWEST_DECISIONS]],
            "cards": cards_of(newest_products(catalogue, NEWEST_PRODUCTS)),
        },
    )


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether requests can be served: database, migrations, media folder; 503 with what is missing."""
    words = readiness()
    return JsonResponse(words, status=200 if set(words.values()) == {"ok"} else 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What machines may read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page of its own: products, producers, decisions."""
    return sitemap_of(request, sitemaps=SITEMAPS)
