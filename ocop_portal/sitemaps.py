"""The pages that search engines are told of."""

from __future__ import annotations

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from core.clock import today
from products.queries.lists import listed_decisions, listed_producers
from products.queries.public import public_products


class Lists(Sitemap):
    """The home page and the lists."""

    def items(self) -> list[str]:
        lists = ["product-list", "producer-list", "decision-list", "verify"]
        figures = ["reports:figures", "reports:open-data"]
        return ["home", "join", *(f"products:{name}" for name in lists), *figures, "accessibility"]

    def location(self, item: Any) -> str:
        return reverse(item)


class Pages(Sitemap):
    """Pages of rows that have a slug."""

    address = ""

    def rows(self) -> QuerySet:
        raise NotImplementedError

    def items(self) -> QuerySet:
        return self.rows().order_by("slug").values_list("slug", flat=True)

    def location(self, item: Any) -> str:
        return reverse(self.address, args=[item])


class Products(Pages):
    """Products with anything to show on the business day."""

    address = "products:product-detail"

    def rows(self) -> QuerySet:
        return public_products(today()).current()  # type: ignore[attr-defined]


class Producers(Pages):
    """Producers with anything to show."""

    address = "products:producer-detail"

    def rows(self) -> QuerySet:
        return listed_producers(today())


class Decisions(Pages):
    """Decisions signed up to the business day."""

    address = "products:decision-detail"

    def rows(self) -> QuerySet:
        return listed_decisions(today())


SITEMAPS = {"lists": Lists, "products": Products, "producers": Producers, "decisions": Decisions}
