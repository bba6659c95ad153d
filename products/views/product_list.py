"""The catalogue: /san-pham/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.generic import TemplateView

from core.clock import today
from core.rules.place_names import place_name
from core.templatetags.formats import number
from producers.enums import ReportingClass
from products.enums import Rank, RatingStatus
from products.filters import ORDERS, VIEWS, ProductFilter
from products.queries.catalogue import RANK_ORDER, card_rows
from products.queries.categories import Node
from products.queries.hits import hits_of
from products.queries.search import Found, did_you_mean, said_by
from products.rules.codes import clean_code, is_meant_as_code
from products.rules.facets import choice_counts, narrowed
from products.rules.law_names import law_name
from products.views.cards import cards_of
from products.views.hits import hit_links
from products.views.panel import LOOKS, Address, address_of, chips, data_url, facet, page_of, place_facets
from products.views.words import check_url

PER_PAGE = 24
PANEL_KEYS = ("sao", "noi", "nhom", "chu-the", "tinh-trang")
PAST = (RatingStatus.EXPIRED, RatingStatus.REVOKED, RatingStatus.SUPERSEDED)


class ProductListView(TemplateView):
    """Products in force on the business day, narrowed down by the address; a check code leads to its page."""

    template_name = "products/product_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if code := clean_code(request.GET.get("q", "")):
            return redirect("products:verify-code", code=code)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = today()
        asked = ProductFilter(self.request.GET, on=on)
        found, facets = asked.searched(), asked.facets()
        counts, listed = choice_counts(found.products, facets), _Listed(asked, found, narrowed(found.products, facets))
        count = listed.products.bit_count()
        address = address_of(self.request.path, asked)
        page = page_of(listed, count, self.request.GET.get("trang"), PER_PAGE)
        # A search without an order puts first what bears the words in its name.
        best = {"": _("khớp nhất")} if asked.text else {}
        active = chips(address, partial(_label, asked))
        return super().get_context_data(
            asked=asked,
            notes=asked.notes(),
            count=count,
            title=_title(asked.text, count),
            address=address,
            clear_url=address.unfiltered,
            data_url=data_url(address),
            search_keep=address.keep("q"),
            panel_keep=address.keep(*PANEL_KEYS),
            page_obj=page,
            cards=cards_of(page.object_list, said_by(asked.text) if asked.text else None),
            is_table=asked.view == "bang",
            choose_url=address.with_only("xem", "bang"),
            views=_ways("xem", VIEWS, asked.view, address),
            hits=hit_links(hits_of(asked.catalogue, asked.text)) if asked.text and page.number == 1 else [],
            facets=_panel(asked, counts),
            active=active,
            orders=_ways("sap-xep", best | ORDERS, asked.order, address),
            nothing=None if count else _nothing(asked, address, counts["tinh-trang"], is_found=bool(found.products)),
            **kwargs,
        )


@dataclass(frozen=True)
class _Listed:
    """What is listed, in the order that was asked for; card rows are fetched for what is cut out of it."""

    asked: ProductFilter
    found: Found
    products: int

    def __getitem__(self, wanted: slice) -> list[dict[str, Any]]:
        picked = self.asked.picked(self.found, self.products, wanted.start, wanted.stop)
        return card_rows(self.asked.catalogue, picked)


def _title(text: str, count: int) -> str:
    facts = {"count": number(count), "text": text}
    if text:
        return ngettext("%(count)s sản phẩm khớp “%(text)s”", "%(count)s sản phẩm khớp “%(text)s”", count) % facts
    return ngettext("%(count)s sản phẩm", "%(count)s sản phẩm", count) % facts


def _panel(asked: ProductFilter, counts: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    maker = pgettext("một", "Chủ thể")
    ranks = [(rank.value, str(rank.label)) for rank in RANK_ORDER]
    return [
        facet("sao", _("Hạng sao"), ranks, counts["sao"], asked.chosen("sao")),
        *place_facets(asked, counts["noi"]),
        facet("nhom", _("Nhóm sản phẩm"), _categories(asked), counts["nhom"], _chosen_categories(asked)),
        facet("chu-the", maker, ReportingClass.choices, counts["chu-the"], asked.chosen("chu-the")),
        facet("tinh-trang", _("Hiệu lực"), _statuses(), counts["tinh-trang"], asked.chosen("tinh-trang")),
    ]


def _statuses() -> list[tuple[str, str]]:
    return [(status.value, _status_name(status)) for status in RatingStatus]


def _status_name(status: RatingStatus) -> str:
    return str(status.label).capitalize()


def _chosen_categories(asked: ProductFilter) -> frozenset[str]:
    found = (asked.tree.find(slug) for slug in asked.chosen("nhom"))
    return frozenset(node.slug for node in found if node)


def _categories(asked: ProductFilter) -> list[tuple[str, str]]:
    """The sectors, and below the chosen ones their groups."""
    tree, chosen = asked.tree, _chosen_categories(asked)
    on_the_way = {node.slug for slug in chosen if (found := tree.find(slug)) for node in tree.line(found.pk)}

    def walk(nodes: list[Node], depth: int) -> Iterator[tuple[str, str]]:
        for node in nodes:
            yield node.slug, "– " * depth + law_name(node.name)
            if node.slug in on_the_way:
                yield from walk(tree.children(node), depth + 1)

    shown = list(walk(tree.sectors(), 0))
    known = {slug for slug, _name in shown}
    others = [found for slug in sorted(chosen - known) if (found := tree.find(slug))]
    return [*((node.slug, law_name(node.name)) for node in others), *shown]


def _label(asked: ProductFilter, key: str, value: str) -> str:
    """What a chosen value is called."""
    if key == "nhom":
        return law_name(asked.tree.name(value))
    if key == "noi":
        return place_name(asked.land.name(value))
    if key == "tinh-trang":
        return _status_name(RatingStatus(value))
    return str({"sao": Rank, "chu-the": ReportingClass}[key](value).label)


def _ways(key: str, named: Mapping[str, Any], chosen: str, address: Address) -> list[dict[str, Any]]:
    """Ways to show the list, each with its address; the first is the one without a choice."""
    default = next(iter(named))
    return [
        {
            "label": label,
            "url": address.with_only(key, "" if value == default else value),
            "current": value == (chosen or default),
        }
        for value, label in named.items()
    ]


def _nothing(asked: ProductFilter, address: Address, statuses: Mapping[str, int], *, is_found: bool) -> dict[str, Any]:
    """What to offer when the list is empty: a better spelling, past ratings, the same search without filters."""
    meant = did_you_mean(asked.catalogue, asked.text) if asked.text and not is_found else ""
    labels = dict(_statuses())
    past = [
        {"url": address.with_only("tinh-trang", key), "label": labels[key], "count": statuses[key]}
        for key in PAST
        if statuses[key] and key not in asked.chosen("tinh-trang")
    ]
    slip_url = check_url(asked.text) if is_meant_as_code(asked.text) and not is_found else ""
    only_text = [pair for pair in address.pairs if pair[0] == "q"]
    return {
        "slip_url": slip_url,
        "meant": meant,
        "meant_url": address.url([("q", meant)]) if meant else "",
        "past": past,
        "wider_url": address.url(only_text) if len(only_text) < len(address.keep(*LOOKS)) else "",
    }
