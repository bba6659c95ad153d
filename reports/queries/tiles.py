"""The map of tiles: where the units of a question stand, kept in process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from core.models import Generation, PlaceLevel
from core.publishing import current_generation
from core.queries.place_book import HomeUnits, place_book
from core.reading import Kept, Reader
from reports.models import PlaceTile
from reports.queries.figures import Figures


@dataclass(frozen=True)
class TileGroup:
    """Tiles that stand together: slugs of units, each with its row and column when it has a place of its own."""

    name: str
    places: Mapping[str, tuple[int, int] | None]


def _read(_kept: Kept[dict[str, tuple[int, int]]] | None) -> Kept[dict[str, tuple[int, int]]]:
    generation = current_generation()
    rows = PlaceTile.objects.values_list("place__slug", "row", "column")
    return Kept(generation.number, generation.changed_at, {slug: (row, column) for slug, row, column in rows})


_tiles = Reader(_read)


def tile_groups(answer: Figures) -> list[TileGroup]:
    """One map where every unit has its place, else the units by former district, in the order of names."""
    units, tiles = answer.grouping.units, _tiles.current(answer.generation).value
    if units.names and set(units.names) <= set(tiles):
        return [TileGroup("", {slug: tiles[slug] for slug in sorted(units.names, key=tiles.__getitem__)})]
    return _by_district(answer, units, answer.generation)


def _by_district(answer: Figures, units: HomeUnits, generation: Generation) -> list[TileGroup]:
    districts = place_book.current(generation).value.units(answer.on, PlaceLevel.DISTRICT)
    if districts is units:
        return [TileGroup("", dict.fromkeys(units.names))]
    found: dict[str, dict[str, tuple[int, int] | None]] = defaultdict(dict)
    for slug in units.names:
        found[districts.slug_of.get(units.keys[slug], "")][slug] = None
    return [TileGroup(districts.names.get(key, ""), found[key]) for key in (*districts.names, "") if key in found]
