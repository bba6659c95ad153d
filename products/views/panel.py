"""What stands round a public list: its address, the filter panel, the chips, the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from products.filters import PlacedFilter, PublicFilter
from products.views.addresses import url_of

Pair = tuple[str, str]
Choice = dict[str, Any]
# These keys say how a list is shown, and take nothing away.
LOOKS = ("sap-xep", "xem")
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
        """The address with what is searched for and how it is shown alone."""
        return self.url(pair for pair in self.pairs if pair[0] in ("q", *LOOKS))

    @property
    def query(self) -> str:
        """What stands in front of `trang=` in the links to other pages."""
        return urlencode(list(self.pairs)) + "&" if self.pairs else ""


def data_url(address: Address, *chosen: Pair) -> str:
    """A list as open data: what narrows it down and its order go along; `chosen` says which set it is of."""
    return replace(address, path=url_of("reports:open-data")).url([*chosen, *address.keep("xem")])


def address_of(path: str, asked: PublicFilter) -> Address:
    """The valid part of an address, in the order of the keys."""
    text: list[Pair] = [("q", asked.text)] if asked.text else []
    return Address(path, (*text, *asked.pairs))


def chips(address: Address, labels: Callable[[str, str], str]) -> list[dict[str, str]]:
    """The filters in force, each with the address without it; what is searched for stands in its box."""
    return [
        {"label": labels(key, value), "remove_url": address.without((key, value))}
        for key, value in address.keep("q", *LOOKS)
    ]


def facet(
    key: str,
    title: str,
    options: Iterable[Pair],
    counts: Mapping[str, int],
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
    return {"key": key, "title": title, "choices": choices, "open": is_open}


def place_facets(asked: PlacedFilter, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The filter by place: units in Vietnamese order, in a long list those with something first; former districts."""
    options, chosen = asked.place_options(), asked.chosen("noi")
    is_long = len(asked.land.units) > LONG_LIST
    if is_long:
        options.sort(key=lambda option: option[0] not in chosen and not counts[option[0]])
    units = facet("noi", _("Địa bàn"), options, counts, chosen, is_open=not is_long)
    if not (former := asked.former_options()):
        return [units]
    return [units, facet("noi", _("Huyện, thị xã, thành phố cũ"), former, counts, chosen)]


class Sliceable(Protocol):
    """Rows that can be had from one place to another: a queryset, or what picks them as it is asked."""

    def __getitem__(self, wanted: slice, /) -> Any: ...


class CountedPaginator(Paginator):
    """Pages of rows whose number is known already."""

    def __init__(self, rows: Sliceable, per_page: int, total: int) -> None:
        self.total = total
        super().__init__(rows, per_page)  # type: ignore[arg-type]

    @property
    def count(self) -> int:  # type: ignore[override]
        return self.total


def page_of(rows: Sliceable, total: int, number: str | None, per_page: int) -> Page:
    """The page that was asked for, or the nearest one that there is; without rows nothing is fetched."""
    return CountedPaginator(rows if total else [], per_page, total).get_page(number)


def labels_of(*tables: tuple[str, Sequence[Pair] | Iterable[Pair]]) -> Callable[[str, str], str]:
    """What a value of a key is called."""
    names = {key: dict(options) for key, options in tables}
    return lambda key, value: str(names.get(key, {}).get(value, value))
