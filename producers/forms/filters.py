"""Filters of the staff list of producers."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.access import covered_places
from core.models import User
from core.rules.lengths import LONGEST_LINE
from producers.enums import ReportingClass
from producers.forms.fields import place_choices, places_for
from producers.models import Producer
from producers.models.producer import ProducerQuerySet
from producers.queries.search import named_like
from producers.rules.forms import forms_of

ANY = _("Tất cả")


class StaffFilterSet(django_filters.FilterSet):
    """Text and place: what both staff lists are narrowed by."""

    q = django_filters.CharFilter(method="by_text", label=_("Tên"), max_length=LONGEST_LINE)
    noi = django_filters.ChoiceFilter(method="by_place", label=_("Địa bàn"), empty_label=ANY)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.slug: place for place in places_for(user)}
        self.filters["noi"].extra["choices"] = place_choices(self.places.values())[1:]

    def by_text(self, rows: Any, _name: str, text: str) -> Any:
        return named_like(rows, text)

    def by_place(self, rows: Any, _name: str, slug: str) -> Any:
        return rows.filter(place__in=covered_places(self.places[slug]))


class ProducerFilter(StaffFilterSet):
    """Narrows the producers of a territory."""

    loai = django_filters.ChoiceFilter(
        method="by_class", label=_("Loại hình"), choices=ReportingClass.choices, empty_label=ANY
    )

    class Meta:
        model = Producer
        fields: list[str] = []

    def by_text(self, rows: ProducerQuerySet, _name: str, text: str) -> Any:
        """By name, or by the digits of a company's code; a citizen's number cannot be searched for."""
        digits = "".join(filter(str.isdecimal, text))
        if len(digits) >= 4 and digits == text.strip():
            return rows.filter(code__startswith=digits).exclude(code__regex=r"^\d{12}$")
        return named_like(rows, text)

    def by_class(self, rows: ProducerQuerySet, _name: str, value: str) -> Any:
        return rows.filter(legal_form__in=forms_of(value))
