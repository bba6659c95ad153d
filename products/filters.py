"""The filters of the public lists: which keys an address may carry, and what each takes away.

An address that was mistyped or has grown old is still answered: what is known of it counts, the rest is named in
`notes`. The choices shown on a page are counted from grouped cells (products.rules.facets), not by form fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from producers.enums import ReportingClass
from producers.rules.forms import class_of, forms_of
from products.enums import DecisionKind, Rank, RatingStatus
from products.queries.catalogue import (
    Cell,
    by_name,
    by_rank,
    in_catalogue,
    newest_first,
)
from products.queries.categories import CategoryTree, category_tree
from products.queries.lists import UNKNOWN_YEAR, DecisionCell, ProducerCell
from products.queries.places import Units, units_to_choose
from products.queries.search import named_first, search_producers, search_products
from products.rules.facets import Facet

LONGEST_TEXT = 200
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
# The first is the order without a choice.
ORDERS = {"sao": gettext_lazy("hạng sao"), "ten": gettext_lazy("tên"), "moi": gettext_lazy("mới nhất")}


class KnownChoicesField(forms.MultipleChoiceField):
    """Several values of a closed list; unknown ones are remembered instead of refused."""

    unknown: tuple[str, ...] = ()

    def clean(self, value: Any) -> list[str]:
        values = [text for text in dict.fromkeys(value or []) if text]
        self.unknown = tuple(text for text in values if not self.valid_value(text))
        return super().clean([text for text in values if text not in self.unknown])


class KnownChoicesFilter(django_filters.MultipleChoiceFilter):
    """A key that an address may repeat."""

    field_class = KnownChoicesField


def readable(data: QueryDict) -> QueryDict:
    """The query of an address without control signs, each value cut to what anybody would type."""
    clean = QueryDict(mutable=True)
    for key, values in data.lists():
        clean.setlist(key, [CONTROLS.sub(" ", value).strip()[:LONGEST_TEXT] for value in values])
    return clean


class PublicFilterSet(django_filters.FilterSet):
    """A list that the public narrows down on a day; names with `_` stand with `-` in the address."""

    def __init__(self, data: QueryDict, *, queryset: QuerySet, on: date) -> None:
        self.on = on
        self._was_long = any(len(value) > LONGEST_TEXT for value in data.getlist("q"))
        super().__init__(readable(data), queryset=queryset)
        self.filters = {name.replace("_", "-"): item for name, item in self.filters.items()}
        for key, choices in self.dynamic_choices().items():
            self.filters[key].extra["choices"] = choices

    def dynamic_choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """The valid values of keys whose choices are rows."""
        return {}

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        """The valid part of what was asked."""
        self.is_valid()
        return self.form.cleaned_data

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.cleaned.get("q") or ""

    def chosen(self, key: str) -> frozenset[str]:
        """The values of a repeatable key."""
        return frozenset(self.cleaned.get(key) or ())

    def notes(self) -> list[str]:
        """Sentences about what could not be used of the address."""
        asked = self.cleaned and self.form.fields.values()
        unknown = [text for item in asked for text in getattr(item, "unknown", ())]
        notes = [_("Bộ lọc “%(value)s” không có, nên được bỏ qua.") % {"value": text[:60]} for text in unknown[:3]]
        if self._was_long:
            notes.append(_("Câu tìm quá dài: chỉ %(count)s ký tự đầu được dùng.") % {"count": LONGEST_TEXT})
        return notes


class PlacedFilterSet(PublicFilterSet):
    """A list narrowed down by place too: a unit of the day, or any place that an address names."""

    units: Units

    def dynamic_choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        self.units = units_to_choose(self.on, self.data.getlist("noi"))
        return {"noi": [(place.slug, place.name) for place in [*self.units.units, *self.units.named.values()]]}

    def place_slugs(self, place: int | None) -> set[str]:
        """The slugs under which something at a place is found."""
        return {self.units.slug_of(place)} | {
            slug for slug, named in self.units.named.items() if place in named.inside
        }

    def inside(self, slugs: Sequence[str]) -> set[int]:
        """The places that lie in any of the chosen ones."""
        chosen = frozenset(slugs)
        own = {pk for pk, unit in self.units.unit_of.items() if unit.slug in chosen}
        return own.union(*(named.inside for slug, named in self.units.named.items() if slug in chosen))

    def place_facet(self) -> Facet:
        """The filter by place, for counting cells that have a `place`."""
        return Facet("noi", lambda cell: self.place_slugs(cell.place), self.chosen("noi"))

    def class_facet(self) -> Facet:
        """The filter by reporting class, for counting cells that have a `form`."""
        return Facet("chu-the", lambda cell: (class_of(cell.form),), self.chosen("chu-the"))


def forms_in(classes: Sequence[str]) -> list[str]:
    """The legal forms that the chosen reporting classes gather."""
    return [form for key in classes for form in forms_of(key)]


class ProductFilter(PlacedFilterSet):
    """The catalogue's keys; the queryset is products.queries.catalogue.with_state."""

    q = django_filters.CharFilter(method="by_text")
    sao = KnownChoicesFilter(choices=Rank.choices, method="by_rank")
    nhom = KnownChoicesFilter(method="by_category")
    noi = KnownChoicesFilter(method="by_place")
    chu_the = KnownChoicesFilter(choices=ReportingClass.choices, method="by_class")
    tinh_trang = KnownChoicesFilter(choices=RatingStatus.choices, method="by_status")
    sap_xep = KnownChoicesFilter(choices=list(ORDERS.items()), method="by_order")

    tree: CategoryTree

    def dynamic_choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        self.tree = category_tree(self.on)
        return {**super().dynamic_choices(), "nhom": [(node.slug, node.name) for node in self.tree]}

    @property
    def order(self) -> str:
        """The chosen order; empty without a choice."""
        return next(iter(self.cleaned.get("sap-xep") or ()), "")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        found = super().filter_queryset(queryset)
        found = found if self.chosen("tinh-trang") else found.filter(in_catalogue())
        return found.order_by(*self._ordering())

    def _ordering(self) -> list[Any]:
        if self.order in ("ten", "moi"):
            return by_name() if self.order == "ten" else newest_first()
        return [named_first(self.text), *by_rank()] if self.text and not self.order else by_rank()

    def searched(self) -> QuerySet:
        """What the text alone finds: the set that all choices are counted in."""
        return self.by_text(self.queryset, "q", self.text)

    def by_text(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return search_products(rows, text, self.on)

    def by_rank(self, rows: QuerySet, _name: str, ranks: list[str]) -> QuerySet:
        return rows.filter(rank__in=ranks)

    def by_category(self, rows: QuerySet, _name: str, slugs: list[str]) -> QuerySet:
        return rows.filter(category__in=self.tree.ids_under(self.tree.narrowed(slugs)))

    def by_place(self, rows: QuerySet, _name: str, slugs: list[str]) -> QuerySet:
        return rows.filter(located__in=self.inside(slugs))

    def by_class(self, rows: QuerySet, _name: str, classes: list[str]) -> QuerySet:
        return rows.filter(producer__legal_form__in=forms_in(classes))

    def by_status(self, rows: QuerySet, _name: str, statuses: list[str]) -> QuerySet:
        return rows.filter(status__in=statuses)

    def by_order(self, rows: QuerySet, _name: str, _order: list[str]) -> QuerySet:
        """The order is put on last, in filter_queryset."""
        return rows

    def facets(self) -> list[Facet[Cell]]:
        """The same filters as above, for counting."""
        tree = self.tree
        return [
            Facet("sao", lambda cell: (cell.rank,), self.chosen("sao")),
            Facet("nhom", lambda cell: tree.slugs_over(cell.category), tree.narrowed(self.chosen("nhom"))),
            self.place_facet(),
            self.class_facet(),
            Facet(
                "tinh-trang",
                lambda cell: (cell.status,),
                self.chosen("tinh-trang"),
                lambda cell: cell.is_in_catalogue,
            ),
        ]


class ProducerFilter(PlacedFilterSet):
    """The keys of the list of producers."""

    q = django_filters.CharFilter(method="by_text")
    chu_the = KnownChoicesFilter(choices=ReportingClass.choices, method="by_class")
    noi = KnownChoicesFilter(method="by_place")

    def searched(self) -> QuerySet:
        """What the text alone finds."""
        return self.by_text(self.queryset, "q", self.text)

    def by_text(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return search_producers(rows, text, self.on)

    def by_class(self, rows: QuerySet, _name: str, classes: list[str]) -> QuerySet:
        return rows.filter(legal_form__in=forms_in(classes))

    def by_place(self, rows: QuerySet, _name: str, slugs: list[str]) -> QuerySet:
        return rows.filter(place__in=self.inside(slugs))

    def facets(self) -> list[Facet[ProducerCell]]:
        """The same filters, for counting."""
        return [self.class_facet(), self.place_facet()]


class DecisionFilter(PublicFilterSet):
    """The keys of the list of decisions; `years` are those that the register has."""

    nam = KnownChoicesFilter(method="by_year")
    loai = KnownChoicesFilter(choices=DecisionKind.choices, field_name="kind")

    def __init__(self, data: QueryDict, *, queryset: QuerySet, on: date, years: Sequence[str]) -> None:
        self.years = years
        super().__init__(data, queryset=queryset, on=on)

    def dynamic_choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        return {"nam": [(year, year) for year in self.years]}

    def by_year(self, rows: QuerySet, _name: str, years: list[str]) -> QuerySet:
        return rows.filter(year__in=[0 if year == UNKNOWN_YEAR else int(year) for year in years])

    def facets(self) -> list[Facet[DecisionCell]]:
        """The same filters, for counting."""
        return [
            Facet("nam", lambda cell: (cell.year,), self.chosen("nam")),
            Facet("loai", lambda cell: (cell.kind,), self.chosen("loai")),
        ]
