"""The places that public lists are filtered by and found by, as one day sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import F, Q

from core.models import Place, PlaceCover, PlaceLevel
from core.text import fold
from products.rules.likeness import WordBook
from products.rules.words import spelt_words


def cover_on(on: date) -> Q:
    """The rows of PlaceCover that count on a day."""
    return Q(since__isnull=True) | Q(since__lte=on)


class Land:
    """All places, what lies in what on the day, and the units of the home province to choose from.

    `units` are those of the day; `former` the districts that it had before its communes became the units.
    """

    def __init__(self, on: date, places: Iterable[Place], cover: Sequence[tuple[int, int]]) -> None:
        self._places = {place.pk: place for place in places}
        self._by_slug = {place.slug: place for place in self._places.values()}
        self._inside: dict[int, set[int]] = {}
        for place, covered in cover:
            self._inside.setdefault(place, set()).add(covered)
        self._at_home = set[int]().union(*(self._inside.get(home.pk, ()) for home in self._homes(on)))
        self.units, self.former = self._units(on)
        self.unit_of, self._former_of = _parts_of(self.units, cover), _parts_of(self.former, cover)
        self._in_unit: dict[str, set[int]] = {place.slug: set() for place in (*self.units, *self.former)}
        for covered, unit in (*self.unit_of.items(), *self._former_of.items()):
            self._in_unit[unit.slug].add(covered)

    def _units(self, on: date) -> tuple[list[Place], list[Place]]:
        """The districts of the home province while there are any in force; then its communes and the districts."""
        home = sorted((self._places[pk] for pk in self._at_home), key=lambda place: (place.name_sort, place.pk))
        begun = [place for place in home if place.level == PlaceLevel.DISTRICT and place.valid_from <= on]
        if districts := [place for place in begun if place.is_in_force(on)]:
            return districts, []
        return [place for place in home if place.level == PlaceLevel.COMMUNE and place.is_in_force(on)], begun

    def _homes(self, on: date) -> list[Place]:
        """The home province, or the one that it went into when it is no longer in force."""
        home = self._by_slug.get(settings.HOME_PROVINCE)
        provinces = (
            place for place in self._places.values() if place.level == PlaceLevel.PROVINCE and place.is_in_force(on)
        )
        return [place for place in provinces if home and home.pk in self._inside.get(place.pk, ())]

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def place(self, pk: int | None) -> Place | None:
        """The place of an id."""
        return self._places.get(pk) if pk is not None else None

    def name(self, slug: str) -> str:
        """What the place of a slug is called."""
        return self._by_slug[slug].name

    def others(self, slugs: Iterable[str]) -> list[Place]:
        """The places of these slugs that are none of the units to choose."""
        found = (self._by_slug.get(slug) for slug in dict.fromkeys(slugs))
        return [place for place in found if place and place.slug not in self._in_unit]

    def inside(self, slug: str) -> set[int]:
        """The places that lie in the one of a slug; a unit has only what lies in no other one of its kind."""
        if slug in self._in_unit:
            return self._in_unit[slug]
        place = self._by_slug.get(slug)
        return self._inside.get(place.pk, set()) if place else set()

    def slugs_over(self, place: int | None, others: Iterable[str]) -> list[str]:
        """The slugs of the unit and of the former district that a place lies in, and of the other ones."""
        units = (self.unit_of.get(place), self._former_of.get(place)) if place is not None else ()
        return [*(unit.slug for unit in units if unit), *(slug for slug in others if place in self.inside(slug))]

    # ------------------------------------------------------------- by words
    def called(self, word: str, words: Sequence[str]) -> set[int]:
        """The places that lie in a place called by this word of a search for all these words.

        In names of districts and communes the word must stand whole ("ca" is not Cầu Kè). A province answers only
        when all of its name is asked for, because everything lies in it: "trà" is tea, "trà vinh" is the province.
        """
        asked = f" {' '.join(words)} "
        named = (
            place
            for place in self._by_name_word.get(word, ())
            if place.level != PlaceLevel.PROVINCE or f" {place.name_fold.replace('tinh ', '')} " in asked
        )
        return set[int]().union(*(self._inside.get(place.pk, ()) for place in named))

    def named(self, words: Sequence[str]) -> list[Place]:
        """The places at home in whose name these words stand, whole and in this order: the larger first."""
        asked = f" {' '.join(words)} "
        found = [place for place in self._by_name_word.get(words[0], ()) if asked in f" {place.name_fold} "]
        return sorted((place for place in found if place.pk in self._at_home), key=_size_and_name)

    @cached_property
    def _by_name_word(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self._places.values():
            for word in set(place.name_fold.split(" ")):
                found.setdefault(word, []).append(place)
        return found

    @cached_property
    def spellings(self) -> dict[str, dict[str, set[int]]]:
        """By folded word and spelling: the places that have it in their own name or in that of the unit above."""
        found: dict[str, dict[str, set[int]]] = {}
        for place in self._places.values():
            above = self._places[place.parent_id].name if place.parent_id else ""
            for word in spelt_words(f"{place.name} {above}"):
                found.setdefault(fold(word), {}).setdefault(word, set()).add(place.pk)
        return found

    def with_word(self, spelt: str) -> set[int]:
        """The places that have a word, as it is spelt, in their own name or in that of the unit above."""
        return self.spellings.get(fold(spelt), {}).get(spelt, set())

    @cached_property
    def word_book(self) -> WordBook:
        """The words of places, to be found by what is like them."""
        return WordBook(self.spellings)


def _parts_of(units: Iterable[Place], cover: Iterable[tuple[int, int]]) -> dict[int, Place]:
    """The unit that each place lies in; one that went from a district to another lies in both: the latest counts."""
    known = {unit.pk: unit for unit in units}
    return {covered: known[place] for place, covered in cover if place in known}


def _size_and_name(place: Place) -> tuple[int, str, int]:
    return PlaceLevel.values.index(place.level), place.name_sort, place.pk


def land_on(on: date) -> Land:
    """The places as a day sees them; two queries."""
    cover = PlaceCover.objects.filter(cover_on(on)).order_by(F("since").asc(nulls_first=True), "place_id")
    return Land(on, Place.objects.order_by("pk"), list(cover.values_list("place_id", "covered_id")))
