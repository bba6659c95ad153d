"""The places that public lists are filtered by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import F, Q, QuerySet

from core.models import Place, PlaceCover, PlaceLevel


@dataclass(frozen=True)
class NamedPlace:
    """A place that an address names: what it is called and the ids of what lies in it."""

    slug: str
    name: str
    inside: frozenset[int]


@dataclass(frozen=True)
class Units:
    """The units of a day in Vietnamese order, the one that each known place lies in, and what else was named."""

    units: list[Place]
    unit_of: dict[int, Place]
    named: dict[str, NamedPlace]

    def slug_of(self, place: int | None) -> str:
        """The slug of the unit that a place lies in; empty when none is known."""
        unit = self.unit_of.get(place) if place is not None else None
        return unit.slug if unit else ""


def cover_on(on: date) -> Q:
    """The rows of PlaceCover that count on a day."""
    return Q(since__isnull=True) | Q(since__lte=on)


def _home_on(on: date) -> QuerySet[Place]:
    """The home province, or the one that it went into when it is no longer in force."""
    covering = PlaceCover.objects.filter(cover_on(on), covered__slug=settings.HOME_PROVINCE)
    return Place.objects.in_force(on).filter(level=PlaceLevel.PROVINCE, pk__in=covering.values("place"))


def units_to_choose(on: date, slugs: Iterable[str] = ()) -> Units:
    """The districts of the home province while there are any in force, its communes afterwards; three queries.

    Places of these slugs that are no such unit are found too, with all that lies in them.
    """
    # The province by itself first: nested in one statement a planner without statistics takes minutes over it.
    inside = PlaceCover.objects.filter(cover_on(on), place__in=list(_home_on(on))).values("covered")
    found = list(
        Place.objects.in_force(on)
        .filter(level__in=[PlaceLevel.DISTRICT, PlaceLevel.COMMUNE], pk__in=inside)
        .order_by("name_sort", "pk")
    )
    units = [place for place in found if place.level == PlaceLevel.DISTRICT] or found
    by_pk = {unit.pk: unit for unit in units}
    others = set(slugs) - {unit.slug for unit in units}
    # A commune that went to another district lies in both, later in the new one: the latest row is kept.
    rows = (
        PlaceCover.objects.filter(cover_on(on), Q(place__in=units) | Q(place__slug__in=others))
        .order_by(F("since").asc(nulls_first=True), "place_id")
        .values_list("covered_id", "place_id", "place__slug", "place__name")
    )
    unit_of: dict[int, Place] = {}
    named: dict[str, tuple[str, set[int]]] = {}
    for covered, place, slug, name in rows:
        if place in by_pk:
            unit_of[covered] = by_pk[place]
        else:
            named.setdefault(slug, (name, set()))[1].add(covered)
    return Units(units, unit_of, {slug: NamedPlace(slug, name, frozenset(ids)) for slug, (name, ids) in named.items()})
