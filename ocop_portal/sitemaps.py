"""The pages that search engines are told of, each in every language: an index and files that stay below the limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import ceil
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from core.clock import today
from core.templatetags.languages import root_of
from products.queries.lists import listed_decisions, listed_producers
from products.queries.public import public_products

# A file may hold 50,000 addresses and 50 MB; each page has one address in each language. An index may name as many
# files.
MOST = 5_000
MOST_FILES = 50_000
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
LISTS = (
    "home",
    "join",
    "products:product-list",
    "products:producer-list",
    "products:decision-list",
    "products:verify",
    "products:compare",
    "reports:figures",
    "reports:place-map",
    "reports:series",
    "reports:changes",
    "reports:open-data",
    "accessibility",
)
PAGES = {"san-pham": "product-detail", "chu-the": "producer-detail", "quyet-dinh": "decision-detail"}


def _rows(section: str, on: date) -> QuerySet[Any]:
    """What has a page of its own on a day."""
    if section == "san-pham":
        return public_products(on).current()  # type: ignore[attr-defined]
    return listed_producers(on) if section == "chu-the" else listed_decisions(on)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Where the files are."""
    on = today()
    counts = {"trang": 1} | {section: ceil(_rows(section, on).count() / MOST) for section in PAGES}
    places = (
        request.build_absolute_uri(reverse("sitemap-part", args=[section, number + 1]))
        for section, count in counts.items()
        for number in range(count)
    )
    return _answer("sitemapindex", (f"<sitemap><loc>{escape(place)}</loc></sitemap>" for place in places))


@require_safe
def sitemap_part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One file: the home page and the lists, or so many products, producers or decisions in the order of addresses."""
    paths = _paths(section, number)
    if not paths:
        raise Http404
    return _answer("urlset", _addresses(paths, escape(f"{request.scheme}://{request.get_host()}")))


def _paths(section: str, number: int) -> Sequence[str]:
    if section == "trang":
        return [reverse(name) for name in LISTS] if number == 1 else []
    if section not in PAGES or not 1 <= number <= MOST_FILES:
        return []
    before, _hyphen, after = reverse(f"products:{PAGES[section]}", args=["-"]).rpartition("-")
    slugs = _rows(section, today()).order_by("slug").values_list("slug", flat=True)
    return [f"{before}{slug}{after}" for slug in slugs[(number - 1) * MOST : number * MOST]]


def _addresses(paths: Iterable[str], host: str) -> Iterator[str]:
    """Each page once in every language; every one names all of them."""
    roots = {code: host + root_of(code) for code, _name in settings.LANGUAGES}
    for path in paths:
        places = {code: root + path[1:] for code, root in roots.items()}
        named = (*places.items(), ("x-default", places[settings.LANGUAGE_CODE]))
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>' for code, place in named)
        for place in places.values():
            yield f"<url><loc>{place}</loc>{links}</url>"


def _answer(kind: str, parts: Iterable[str]) -> HttpResponse:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{PROTOCOL}"'
    space = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if kind == "urlset" else ""
    text = "\n".join((f"{head}{space}>", *parts, f"</{kind}>", ""))
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
