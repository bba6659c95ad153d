"""Inputs that staff forms share: a place, names one a line, another producer by a few letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import covered_places
from core.clock import today
from core.forms.texts import FreeTextField
from core.models import Place, PlaceLevel, User

UNKNOWN = _("Chưa rõ")


def places_for(user: User, current: Place | None = None) -> list[Place]:
    """The units in force today in the user's territory, and the one that is chosen already; one query."""
    here = Place.objects.in_force(today())
    if not user.sees_everywhere:
        here = here.filter(pk__in=covered_places(user.territory_id))
    chosen = Place.objects.filter(pk=current.pk) if current else Place.objects.none()
    rows = Place.objects.filter(Q(pk__in=here.values("pk")) | Q(pk__in=chosen.values("pk")))
    return list(rows.select_related("parent").order_by("name_sort"))


def place_choices(places: Iterable[Place], empty: Any = UNKNOWN) -> list[tuple[Any, Any]]:
    """Choices by the unit above: the larger units first, then communes under the name of theirs."""
    groups: dict[str, list[tuple[str, str]]] = {}
    large: list[tuple[Any, Any]] = [("", empty)]
    for place in places:
        choice = (place.slug, place.name)
        if place.level == PlaceLevel.COMMUNE and place.parent is not None:
            groups.setdefault(place.parent.name, []).append(choice)
        else:
            large.append(choice)
    return [*large, *groups.items()]


class PlaceField(forms.ChoiceField):
    """A place of the user's territory; gives the Place or None."""

    def __init__(self, user: User, *, current: Place | None = None, **kwargs: Any) -> None:
        self.places = {place.slug: place for place in places_for(user, current)}
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Địa bàn"))
        super().__init__(choices=place_choices(self.places.values()), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.slug if isinstance(value, Place) else value

    def clean(self, value: Any) -> Place | None:
        return self.places.get(super().clean(value))


class NamesField(FreeTextField):
    """Several names, one a line; gives a list without blanks and repeats."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Tên gọi khác"))
        kwargs.setdefault("help_text", _("Mỗi dòng một tên. Tìm kiếm nhận cả các tên này."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))
