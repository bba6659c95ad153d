"""What stands round a public list: its address, the filter panel, the chips, the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from products.filters import PlacedFilterSet, PublicFilterSet

Pair = tuple[str, str]
Choice = dict[str, Any]
# Units beyond this many are folded, so those that would give something come first.
LONG_LIST = 12


@dataclass(frozen=True)
class Address:
    """A list's address as it was understood, for links that change one thing and go back to the first page."""

    path: str
    pairs: tuple[Pair, ...]

    def url(self, pairs: Iterable[Pair] | None = None) -> str:
        """The address with these pairs, or with its own."""
        query = urlencode(list(self.pairs if pairs is None else pairs))
        return f"{self.path}?{query}" if query else self.path

    def without(self, *gone: Pair) -> str:
        """The address without some pairs."""
        return self.url(pair for pair in self.pairs if pair not in gone)

    def with_only(self, key: str, value: str) -> str:
        """The address with one value of a key; none of it when the value is empty."""
        others = [pair for pair in self.pairs if pair[0] != key]
        return self.url([*others, (key, value)] if value else others)

    def keep(self, *left_out: str) -> list[Pair]:
        """The pairs that go along as hidden fields."""
        return [pair for pair in self.pairs if pair[0] not in left_out]

    @property
    def unfiltered(self) -> str:
        """The address with what is searched for and the order alone."""
        return self.url(pair for pair in self.pairs if pair[0] in ("q", "sap-xep"))

    @property
    def query(self) -> str:
        """What stands in front of `trang=` in the links to other pages."""
        return urlencode(list(self.pairs)) + "&" if self.pairs else ""


def address_of(path: str, filterset: PublicFilterSet) -> Address:
    """The valid part of an address, in the order of the keys."""
    pairs: list[Pair] = [("q", filterset.text)] if filterset.text else []
    for key in filterset.filters:
        if key != "q":
            asked = dict.fromkeys(filterset.data.getlist(key))
            pairs += [(key, value) for value in asked if value in filterset.chosen(key)]
    return Address(path, tuple(pairs))


def chips(address: Address, labels: Callable[[str, str], str]) -> list[dict[str, str]]:
    """The filters in force, each with the address without it; what is searched for stands in its box."""
    return [
        {"label": labels(key, value), "remove_url": address.without((key, value))}
        for key, value in address.keep("q", "sap-xep")
    ]


def facet(
    key: str,
    title: str,
    options: Iterable[Pair],
    counts: Counter[str],
    chosen: frozenset[str],
    *,
    is_open: bool = True,
) -> dict[str, Any]:
    """One filter of the panel; a choice that would give nothing is greyed unless it is chosen."""
    choices = [
        {
            "value": value,
            "label": label,
            "count": counts[value],
            "selected": value in chosen,
            "disabled": not counts[value] and value not in chosen,
        }
        for value, label in options
    ]
    return {"key": key, "title": title, "kind": "checkbox", "choices": choices, "open": is_open}


def place_facet(filterset: PlacedFilterSet, counts: Counter[str]) -> dict[str, Any]:
    """The filter by place: units in Vietnamese order; in a long list those with something come first."""
    options = [(unit.slug, unit.name) for unit in filterset.units.units]
    if len(options) > LONG_LIST:
        chosen = filterset.chosen("noi")
        options.sort(key=lambda option: option[0] not in chosen and not counts[option[0]])
    others = [(place.slug, place.name) for place in filterset.units.named.values()]
    title = _("Địa bàn")
    return facet("noi", title, [*others, *options], counts, filterset.chosen("noi"), is_open=len(options) <= LONG_LIST)


class CountedPaginator(Paginator):
    """Pages of a queryset whose length is known from the cells already."""

    def __init__(self, rows: QuerySet, per_page: int, total: int) -> None:
        self.total = total
        super().__init__(rows, per_page)

    @property
    def count(self) -> int:  # type: ignore[override]
        return self.total


def page_of(rows: QuerySet, total: int, number: str | None, per_page: int) -> Page:
    """The page that was asked for, or the nearest one that there is; without rows nothing is fetched."""
    return CountedPaginator(rows if total else rows.none(), per_page, total).get_page(number)


def labels_of(*tables: tuple[str, Sequence[Pair] | Iterable[Pair]]) -> Callable[[str, str], str]:
    """What a value of a key is called."""
    names = {key: dict(options) for key, options in tables}
    return lambda key, value: str(names.get(key, {}).get(value, value))
