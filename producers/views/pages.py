"""What staff pages share: crumbs, pages of fifty, the query that goes along."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

PER_PAGE = 50
PAGE_KEY = "trang"


def staff_crumbs(*steps: tuple[str | Promise, str]) -> list[dict[str, str]]:
    """Where a page stands, from the work desk down to the page itself; the last step needs no address."""
    return [{"label": _("Bàn làm việc"), "url": reverse("staff:home")}] + [
        {"label": str(label), "url": url} for label, url in steps
    ]


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page:
    """The page that the address asks for; a wrong number gives the nearest one."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get(PAGE_KEY))


def query_without_page(request: HttpRequest) -> str:
    """The address's query for links to other pages: encoded and ending in "&", or nothing."""
    given = request.GET.copy()
    given.pop(PAGE_KEY, None)
    return f"{given.urlencode()}&" if given else ""
