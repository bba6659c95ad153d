"""The home page and the addresses for operations."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.clock import today
from core.rules.place_names import place_name
from core.templatetags.formats import number
from evaluations.queries.guide import coming_rounds
from ocop_portal.readiness import readiness
from products.queries.catalogue import newest_products, ranks_at_a_glance
from products.queries.lists import decision_rows, listed_decisions
from products.queries.shelf import Opened, opened_catalogue
from products.rules.days import day_text
from products.rules.law_names import law_name
from products.views.cards import cards_of
from products.views.decision_list import row_of

NEWEST_PRODUCTS = 8
NEWEST_DECISIONS = 5
MOST_PLACES = 12
CLOSED_TO_ROBOTS = ("/staff/", "/admin/", "/tai-khoan/")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, ratings at a glance, the newest decisions and products."""
    on = today()
    catalogue = opened_catalogue(on)
    ranks = ranks_at_a_glance(catalogue)
    products_url = reverse("products:product-list")
    tiles = [
        {"value": number(held), "rank": rank, "url": f"{products_url}?sao={rank}" if held else ""}
        for rank, held in ranks.items()
    ]
    count = sum(ranks.values())
    return render(
        request,
        "portal/home.html",
        {
            "count": count,
            "total": number(count),
            "tiles": tiles,
            "decisions": [row_of(row) for row in decision_rows(listed_decisions(on), on)[:NEWEST_DECISIONS]],
            "places": _places(catalogue, products_url),
            "next_round": _next_round(on),
            "cards": cards_of(newest_products(catalogue, NEWEST_PRODUCTS)),
        },
    )


def _next_round(on: date) -> dict[str, str] | None:
    """Where the law takes dossiers next, and before which day."""
    coming = next(iter(coming_rounds(on)), None)
    return {"level": law_name(coming.level.name), "day": day_text(coming.window.files_before)} if coming else None


def _places(catalogue: Opened, products_url: str) -> list[dict[str, str]]:
    """The units with the most products, in Vietnamese order."""
    counted = {slug: (bits & catalogue.day.shown).bit_count() for slug, bits in catalogue.by_unit.items()}
    most = sorted(filter(counted.__getitem__, counted), key=lambda slug: -counted[slug])[:MOST_PLACES]
    return [
        {"name": place_name(unit.name), "url": f"{products_url}?noi={unit.slug}", "count": number(counted[unit.slug])}
        for unit in catalogue.land.units
        if unit.slug in most
    ]


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
