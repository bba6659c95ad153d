"""The home province's units on any day, kept in process."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from core.models import Place, PlaceCover
from core.publishing import current_generation
from core.queries.places import home_province, units_on
from core.reading import Kept, Reader


@dataclass(frozen=True)
class HomeUnits:
    """The units of a level of the home province on a day."""

    slug_of: Mapping[int, str]  # of the unit that each known place lies in
    names: Mapping[str, str]  # by slug, in Vietnamese order
    keys: Mapping[str, int]  # of the units themselves, by slug
    are_former: bool  # no unit of the level is in force on the day: these are the last ones


class PlaceBook:
    """The units change on few days: they are read once for each time between two such days."""

    def __init__(self, days: list[date], new_from: date | None) -> None:
        self._days = days
        self.new_from = new_from  # the first day on which the home province lay in another one, when it does
        self._units: dict[tuple[str, int, str], HomeUnits] = {}

    def units(self, on: date, level: str) -> HomeUnits:
        """The units of a level on a day."""
        asked = settings.HOME_PROVINCE, bisect_right(self._days, on), level
        found = self._units.get(asked)
        if found is None:
            found = self._units[asked] = _home_units(on, level)
        return found


def _home_units(on: date, level: str) -> HomeUnits:
    units = units_on(on, level, home_province(on))
    return HomeUnits(
        slug_of={place: unit.slug for place, unit in units.items()},
        names={unit.slug: unit.name for unit in sorted(units.values(), key=lambda unit: unit.name_sort)},
        keys={unit.slug: unit.pk for unit in units.values()},
        are_former=any(not unit.is_in_force(on) for unit in units.values()),
    )


def _read(_kept: Kept[PlaceBook] | None) -> Kept[PlaceBook]:
    generation = current_generation()
    days = set(PlaceCover.objects.filter(since__isnull=False).values_list("since", flat=True).distinct())
    for begun, last in Place.objects.values_list("valid_from", "valid_to").order_by().distinct():
        days |= {begun, last and last + timedelta(days=1)}
    ended = Place.objects.filter(slug=settings.HOME_PROVINCE).values_list("valid_to", flat=True).first()
    book = PlaceBook(sorted(day for day in days if day), ended and ended + timedelta(days=1))
    return Kept(generation.number, generation.changed_at, book)


place_book = Reader(_read)
