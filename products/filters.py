"""The filters of the public lists: which keys an address may carry, and what each takes away.

An address that was mistyped or has grown old is still answered: what is known of it counts, the rest is named in
`notes`. There is no form behind these lists: reading an address is a few looks into tables, and making a form with
all its choices took as long as everything else on the page together.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Place
from core.rules.place_names import place_name
from producers.enums import ReportingClass
from producers.rules.forms import class_of, forms_of
from products.enums import DecisionKind, Rank, RatingStatus
from products.queries.categories import CategoryTree
from products.queries.lists import UNKNOWN_YEAR, DecisionCell, ProducerCell
from products.queries.places import Land
from products.queries.search import Found, search_producers, search_products
from products.queries.shelf import Opened, opened_catalogue
from products.rules.facets import Facet, Groups

LONGEST_TEXT = 200
NOTES = 3
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
# The first is the order without a choice.
ORDERS = {
    "sao": gettext_lazy("hạng sao"),
    "ten": gettext_lazy("tên"),
    "moi": gettext_lazy("mới nhất"),
    "noi": gettext_lazy("địa bàn"),
}

VIEWS = {"the": gettext_lazy("thẻ"), "bang": gettext_lazy("bảng")}


def readable(value: str) -> str:
    """A value of an address without control signs, cut to what anybody would type."""
    return CONTROLS.sub(" ", value).strip()[:LONGEST_TEXT]


class PublicFilter:
    """What an address asks of a list that the public narrows down on a day."""

    is_searched = True

    def __init__(self, data: QueryDict, *, on: date) -> None:
        self.on = on
        self.was_long = self.is_searched and any(len(value) > LONGEST_TEXT for value in data.getlist("q"))
        self.text = readable(data.get("q", "")) if self.is_searched else ""
        # Every value once, in the order of the keys.
        self._asked = {key: [*dict.fromkeys(map(readable, data.getlist(key)))] for key in self.known()}

    def known(self) -> Mapping[str, Container[str]]:
        """The keys that an address may repeat, in their order, each with the values that it may have."""
        raise NotImplementedError

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """What was understood of the address besides its text, in the order of the keys."""
        known = self.known()
        return [(key, value) for key, values in self._asked.items() for value in values if value in known[key]]

    @cached_property
    def _chosen(self) -> dict[str, frozenset[str]]:
        return {key: frozenset(value for its, value in self.pairs if its == key) for key in self._asked}

    def chosen(self, key: str) -> frozenset[str]:
        """The values of a repeatable key."""
        return self._chosen[key]

    def unknown(self) -> list[str]:
        """The first values of the address that none of its keys may have, shortened."""
        known = self.known()
        values = [
            value for key, values in self._asked.items() for value in values if value and value not in known[key]
        ]
        return [value[:60] for value in values[:NOTES]]

    def notes(self) -> list[str]:
        """Sentences about what could not be used of the address."""
        notes = [_("Bộ lọc “%(value)s” không có, nên được bỏ qua.") % {"value": value} for value in self.unknown()]
        if self.was_long:
            notes.append(_("Câu tìm quá dài: chỉ %(count)s ký tự đầu được dùng.") % {"count": LONGEST_TEXT})
        return notes


class PlacedFilter(PublicFilter):
    """A list narrowed down by place too: a unit of the day, or any place that an address names."""

    def __init__(self, data: QueryDict, *, on: date) -> None:
        self.catalogue: Opened = opened_catalogue(on)
        super().__init__(data, on=on)

    @property
    def land(self) -> Land:
        """The places as the day sees them."""
        return self.catalogue.land

    def place_options(self) -> list[tuple[str, str]]:
        """What else the address names, and the units to choose."""
        return _named([*self.land.others(sorted(self.chosen("noi"))), *self.land.units])

    def former_options(self) -> list[tuple[str, str]]:
        """The districts of before to choose; none while there are districts."""
        return _named(self.land.former)


def _named(places: Iterable[Place]) -> list[tuple[str, str]]:
    return [(place.slug, place_name(place.name)) for place in places]


class ProductFilter(PlacedFilter):
    """The catalogue's keys; what they take away is said by `facets`."""

    def known(self) -> Mapping[str, Container[str]]:
        return {
            "sao": Rank.values,
            "nhom": self.tree,
            "noi": self.land,
            "chu-the": ReportingClass.values,
            "tinh-trang": RatingStatus.values,
            "sap-xep": ORDERS,
            "xem": VIEWS,
        }

    @property
    def tree(self) -> CategoryTree:
        """The categories as the day's law prints them."""
        return self.catalogue.tree

    @property
    def order(self) -> str:
        """The chosen order; empty without a choice."""
        return self._first("sap-xep")

    @property
    def view(self) -> str:
        """The chosen way to look at the list; empty without a choice."""
        return self._first("xem")

    def _first(self, key: str) -> str:
        return next((value for its, value in self.pairs if its == key), "")

    def searched(self) -> Found:
        """What the text alone finds: the set that all choices are counted in."""
        return search_products(self.catalogue, self.text)

    def facets(self) -> list[Facet]:
        """What each filter lets through."""
        day, chosen = self.catalogue.day, self.chosen
        return [
            Facet("sao", day.ranks, chosen("sao")),
            Facet("nhom", self.catalogue.by_category, self.tree.narrowed(chosen("nhom"))),
            Facet("noi", self.catalogue.by_place(chosen("noi")), chosen("noi")),
            Facet("chu-the", self.catalogue.by_class, chosen("chu-the")),
            Facet("tinh-trang", day.statuses, chosen("tinh-trang"), unless_chosen=day.shown),
        ]

    def picked(self, found: Found, listed: int, start: int, stop: int) -> list[int]:
        """The products from the start-th up to right before the stop-th in the order that was asked for.

        A search without an order puts first what bears the words in its own name.
        """
        day = self.catalogue.day
        if self.order == "moi":
            return day.newest(listed, start, stop)
        if self.order == "ten":
            return day.products(listed, day.by_name(), start, stop)
        return day.products(listed, self._groups(found), start, stop)

    def _groups(self, found: Found) -> list[int]:
        """Sets of products, one after another, each in the order of names."""
        day = self.catalogue.day
        if self.order == "noi":
            return day.by_groups(self.catalogue.by_unit.values())
        return day.best_first(found.exact, found.named) if self.text and not self.order else day.by_rank()


class ProducerFilter(PlacedFilter):
    """The keys of the list of producers."""

    def known(self) -> Mapping[str, Container[str]]:
        return {"chu-the": ReportingClass.values, "noi": self.land}

    def searched(self, rows: QuerySet) -> QuerySet:
        """What the text alone finds."""
        return search_producers(rows, self.text, self.land)

    def narrowed(self, rows: QuerySet) -> QuerySet:
        """What is left of what the text finds when all filters are applied."""
        if classes := self.chosen("chu-the"):
            rows = rows.filter(legal_form__in=[form for key in classes for form in forms_of(key)])
        if slugs := self.chosen("noi"):
            rows = rows.filter(place__in=set[int]().union(*map(self.land.inside, slugs)))
        return rows

    def facets(self, cells: Sequence[ProducerCell]) -> list[Facet]:
        """The same filters, for counting."""
        others = [place.slug for place in self.land.others(self.chosen("noi"))]
        found_at = (self.land.slugs_over(cell.place, others) for cell in cells)
        return [
            Facet("chu-the", Groups.by_value([class_of(cell.form)] for cell in cells), self.chosen("chu-the")),
            Facet("noi", Groups.by_value(found_at), self.chosen("noi")),
        ]


class DecisionFilter(PublicFilter):
    """The keys of the list of decisions; `years` are those that the register has."""

    is_searched = False

    def __init__(self, data: QueryDict, *, on: date, years: Sequence[str]) -> None:
        self.years = years
        super().__init__(data, on=on)

    def known(self) -> Mapping[str, Container[str]]:
        return {"nam": self.years, "loai": DecisionKind.values}

    def narrowed(self, rows: QuerySet) -> QuerySet:
        """What is left when all filters are applied."""
        if years := self.chosen("nam"):
            rows = rows.filter(year__in=[0 if year == UNKNOWN_YEAR else int(year) for year in years])
        return rows.filter(kind__in=kinds) if (kinds := self.chosen("loai")) else rows

    def facets(self, cells: Sequence[DecisionCell]) -> list[Facet]:
        """The same filters, for counting."""
        return [
            Facet("nam", Groups.by_value([cell.year] for cell in cells), self.chosen("nam")),
            Facet("loai", Groups.by_value([cell.kind] for cell in cells), self.chosen("loai")),
        ]
