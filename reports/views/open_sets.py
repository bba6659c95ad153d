"""The sets of open data: each a public list of the portal with the columns of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from reports.exports.columns import Column
from reports.exports.list_columns import DECISION_COLUMNS, PRODUCER_COLUMNS
from reports.exports.product_columns import PRODUCT_COLUMNS
from reports.filters.lists import (
    decisions_asked,
    decisions_in,
    listed_products,
    producers_asked,
    producers_in,
    product_count,
    products_asked,
)
from reports.queries.open_lists import open_decision_rows, producer_rows
from reports.queries.open_products import Addresses, product_rows


@dataclass(frozen=True)
class OpenSet:
    """A set: its name in routes and addresses, what it is called, its list, who reads an address, what files hold."""

    key: str
    stem: str
    name: Any
    title: Any
    about: Any
    counted: Any
    list_page: str
    columns: Sequence[Column]
    asked: Callable[[QueryDict, date], Any]
    count: Callable[[Any], int]
    rows: Callable[[HttpRequest, Any], Iterator[Sequence[Any]]]


def _folder(request: HttpRequest, name: str) -> str:
    """The whole address of a list, in the language that files speak: what its pages begin with."""
    with override(settings.LANGUAGE_CODE):
        return request.build_absolute_uri(reverse(f"products:{name}"))


def _products(request: HttpRequest, asked: Any) -> Iterator[Sequence[Any]]:
    lists = ("product-list", "producer-list", "decision-list", "verify")
    addresses = Addresses(*(_folder(request, name) for name in lists))
    return product_rows(asked.catalogue, listed_products(asked), addresses)


def _producers(request: HttpRequest, asked: Any) -> Iterator[Sequence[Any]]:
    return producer_rows(producers_in(asked), asked.land, _folder(request, "producer-list"))


def _decisions(request: HttpRequest, asked: Any) -> Iterator[Sequence[Any]]:
    return open_decision_rows(decisions_in(asked), asked.on, _folder(request, "decision-list"))


OPEN_SETS = (
    OpenSet(
        "products",
        "san-pham",
        _("Sản phẩm"),
        _("Sản phẩm OCOP %(province)s"),
        _("Hạng sao, hiệu lực, chủ thể, địa bàn, nhóm và quyết định của từng sản phẩm."),
        _("%(count)s sản phẩm vào ngày %(day)s."),
        "products:product-list",
        PRODUCT_COLUMNS,
        products_asked,
        product_count,
        _products,
    ),
    OpenSet(
        "producers",
        "chu-the",
        _("Chủ thể"),
        _("Chủ thể OCOP %(province)s"),
        _("Tên công khai, loại hình và địa bàn của từng chủ thể."),
        _("%(count)s chủ thể vào ngày %(day)s."),
        "products:producer-list",
        PRODUCER_COLUMNS,
        producers_asked,
        lambda asked: producers_in(asked).count(),
        _producers,
    ),
    OpenSet(
        "decisions",
        "quyet-dinh",
        _("Quyết định"),
        _("Quyết định OCOP %(province)s"),
        _("Số, ngày, cơ quan của từng quyết định và những gì quyết định đã làm."),
        _("%(count)s quyết định vào ngày %(day)s."),
        "products:decision-list",
        DECISION_COLUMNS,
        decisions_asked,
        lambda asked: decisions_in(asked).count(),
        _decisions,
    ),
)
BY_KEY = {each.key: each for each in OPEN_SETS}
BY_STEM = {each.stem: each for each in OPEN_SETS}
