"""The public catalogue kept in process: entries, places and categories of one generation, as one day tells them.

One statement reads the generation and only the entries that changed since the generation that is kept
(docs/decisions/0008-derived-tables.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain

from django.db import connection

from core.batches import batches
from core.models import Generation
from core.reading import Kept, Reader
from producers.rules.forms import class_of
from products.queries.categories import CategoryTree, category_tree
from products.queries.places import Land, land_on
from products.rules.shelf import Entry, Shelf, filled
from products.rules.shelf_day import ShelfDay

KEPT_PARTS = 200
DAYS_KEPT = 2
BATCH = 2_000
# COPY hands the rows over one by one: a hundred thousand are never in memory together.
_NEWER = """
COPY (
    SELECT generation.number, generation.changed_at, entry.product_id, entry.name_sort, entry.own_words,
        entry.maker_words, entry.form, entry.category_id, entry.place_id, entry.steps
    FROM core_generation AS generation
    LEFT JOIN products_catalogueentry AS entry ON entry.generation > {since} {standing}
    WHERE generation.id = 1
    ORDER BY entry.name_sort, entry.product_id
) TO STDOUT
"""
# The moment is the same on every row and slow to read: it is read once.
_TYPES = ["int8", "text", "int8", "text", "text", "text", "text", "int8", "int8", "text"]
_STANDING = _NEWER.format(since=-1, standing="AND entry.steps <> ''")


@dataclass(frozen=True)
class Opened:
    """The catalogue on a day."""

    on: date
    day: ShelfDay
    land: Land
    tree: CategoryTree

    @property
    def shelf(self) -> Shelf:
        """The products without regard to the day."""
        return self.day.shelf

    # ------------------------------------------------------------- words
    @cached_property
    def _bearing(self) -> dict[str, tuple[int, int]]:
        return {}

    @cached_property
    def times(self) -> dict[str, int]:
        """How many products have a word as far as that was counted: for products.queries.search."""
        return {}

    @cached_property
    def first_of_places(self) -> dict[str, list[int]]:
        """The first products of places as far as they were asked for: for products.queries.near."""
        return {}

    def bearing(self, part: str) -> tuple[int, int]:
        """The products with a part of a word in their own names, and in their producer's; the last ones are kept."""
        found = self._bearing.get(part)
        if found is None:
            if len(self._bearing) >= KEPT_PARTS:
                self._bearing.clear()
            found = self._bearing[part] = self.shelf.with_words(self.shelf.all_words.containing(part))
        return found

    def called(self, word: str) -> tuple[int, int]:
        """The products with a whole folded word in their own names, and in their producer's."""
        return self.shelf.with_words(self.shelf.all_words.spellings.get(word, ()))

    # ------------------------------------------------------------- values of filters
    @cached_property
    def by_class(self) -> dict[str, int]:
        """The products of each reporting class of producers."""
        return _gathered((class_of(form).value, bits) for form, bits in self.shelf.forms.items())

    @cached_property
    def by_category(self) -> dict[str, int]:
        """The products under each category that the day's law prints, and of those without a counterpart there."""
        return _gathered(
            (slug, bits) for pk, bits in self.shelf.categories.items() for slug in self.tree.slugs_over(pk)
        )

    @cached_property
    def by_unit(self) -> dict[str, int]:
        """The products of each unit of the day."""
        return {unit.slug: self._in_place(unit.slug) for unit in self.land.units}

    @cached_property
    def _by_former(self) -> dict[str, int]:
        return {place.slug: self._in_place(place.slug) for place in self.land.former}

    def by_place(self, others: Iterable[str]) -> dict[str, int]:
        """The products of each unit and former district to choose, and those of other places."""
        return {slug: self._in_place(slug) for slug in others} | self.by_unit | self._by_former

    def _in_place(self, slug: str) -> int:
        return self.shelf.located(self.land.inside(slug))


def _gathered(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for value, bits in pairs:
        found[value] = found.get(value, 0) | bits
    return found


class Catalogue:
    """The shelf of one generation, opened on the last two days that were asked for.

    Pages ask for the business day again and again; files of open data for any other one in between.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._opened: tuple[Opened, ...] = ()

    def on(self, day: date) -> Opened:
        """The catalogue on a day."""
        kept = self._opened
        opened = next((each for each in kept if each.on == day), None)
        if opened is None:
            opened = Opened(day, ShelfDay(self.shelf, day), land_on(day), category_tree(day))
        if not kept or kept[0] is not opened:
            self._opened = (opened, *(each for each in kept if each.on != day))[:DAYS_KEPT]
        return opened


def _read(kept: Kept[Catalogue] | None) -> Kept[Catalogue]:
    statement = _NEWER.format(since=kept.number, standing="") if kept else _STANDING
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(_TYPES)
        rows = copy.rows()
        number, changed_at, *first = next(rows)
        entries = (Entry(*row) for row in chain([first], (row[2:] for row in rows)) if row[0] is not None)
        shelf = _renewed(kept.value.shelf, list(entries)) if kept else filled(batches(entries, BATCH))
    return Kept(number, datetime.fromisoformat(changed_at), Catalogue(shelf)) if shelf else _read(None)


def _renewed(shelf: Shelf, entries: list[Entry]) -> Shelf | None:
    """The shelf with what changed; None when it is better to read everything."""
    return shelf.renewed(entries) if shelf.has_room_for(len(entries)) else None


catalogue_reader = Reader(_read)


def opened_catalogue(on: date, generation: Generation | None = None) -> Opened:
    """The catalogue of now on a day; one small query, none when the generation is known."""
    return catalogue_reader.current(generation).value.on(on)
