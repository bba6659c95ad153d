"""Bringing places in from a file, and working out what lies in what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from core.errors import Reason, refuse_if
from core.history import record
from core.models import Place, PlaceCover, PlaceSuccession, User
from core.models.places import EARLIEST
from core.publishing import publishing
from core.rules.cover import Succession, Unit, cover_of
from core.rules.place_rows import RANK, PlaceRow, check_rows, merge_rows, read_rows

_COPIED = ("slug", "code", "name", "kind", "level", "valid_to", "source", "note")


@dataclass(frozen=True)
class PlacesLoaded:
    """What a file brought: new units, units that it changed, units that were so already."""

    created: int
    changed: int
    same: int


def load_places(text: str, *, by: User | None, why: str = "") -> PlacesLoaded:
    """Load the units of a file with their validity and successors; raises ActionRefused with every fault.

    Units are matched by slug. A second run changes nothing; units that the file does not name stay as they are.
    """
    with transaction.atomic():
        known = _register()
        rows = _checked(text, known)
        created = [row for row in rows if row.slug not in known]
        changed = [row for row in rows if row.slug in known and row != known[row.slug]]
        if created or changed:
            with publishing():
                _save(created, changed)
                renew_cover()
                _record(created, changed, known, by=by, why=why)
        else:
            renew_cover()
    return PlacesLoaded(len(created), len(changed), len(rows) - len(created) - len(changed))


def _register() -> dict[str, PlaceRow]:
    """The places of the database in the shape of file rows."""
    after: dict[str, list[PlaceSuccession]] = {}
    for succession in PlaceSuccession.objects.select_related("predecessor", "successor"):
        after.setdefault(succession.predecessor.slug, []).append(succession)
    known = {}
    for place in Place.objects.select_related("parent").order_by("pk"):
        successions = after.get(place.slug, [])
        known[place.slug] = PlaceRow(
            **{name: getattr(place, name) for name in _COPIED},
            parent=place.parent.slug if place.parent else "",
            valid_from=place.valid_from if place.valid_from_known else None,
            successors=tuple(sorted(row.successor.slug for row in successions)),
            basis="; ".join(sorted({row.basis for row in successions})),
        )
    return known


def _checked(text: str, known: Mapping[str, PlaceRow]) -> list[PlaceRow]:
    rows, faults = read_rows(text)
    merged, clashes = merge_rows(known, rows)
    faults += clashes
    spoilt = {fault.line for fault in faults}
    # What could not be read is said once, not again as something that does not fit.
    faults += [fault for fault in check_rows(merged) if fault.line not in spoilt]
    refuse_if(Reason(str(fault), fault.column) for fault in sorted(faults))
    return rows


def _save(created: Iterable[PlaceRow], changed: Iterable[PlaceRow]) -> None:
    ids = dict(Place.objects.values_list("slug", "pk"))
    for level in RANK:  # a parent stands on a wider level, so it has its id when its children are made
        made = [_fill(Place(), row, ids) for row in created if row.level == level]
        ids |= {place.slug: place.pk for place in Place.objects.bulk_create(made)}
    renewed = {row.slug: row for row in changed}
    places = [_fill(place, renewed[place.slug], ids) for place in Place.objects.filter(slug__in=renewed)]
    Place.objects.bulk_update(places, [*_COPIED, "parent", "valid_from", "valid_from_known"])
    _save_successions([*created, *changed], ids)


def _fill(place: Place, row: PlaceRow, ids: Mapping[str, int]) -> Place:
    for name in _COPIED:
        setattr(place, name, getattr(row, name))
    place.parent_id = ids[row.parent] if row.parent else None
    place.valid_from, place.valid_from_known = row.valid_from or EARLIEST, row.valid_from is not None
    return place


def _save_successions(rows: Iterable[PlaceRow], ids: Mapping[str, int]) -> None:
    rows = list(rows)
    PlaceSuccession.objects.filter(predecessor__slug__in=[row.slug for row in rows]).delete()
    PlaceSuccession.objects.bulk_create(
        PlaceSuccession(
            predecessor_id=ids[row.slug],
            successor_id=ids[slug],
            on=row.valid_to + timedelta(days=1),
            basis=row.basis,
        )
        for row in rows
        if row.valid_to
        for slug in row.successors
    )


def renew_cover() -> bool:
    """Work out PlaceCover anew from all units and successions; True when it was not so already.

    To be called in the transaction that changes a place or a succession.
    """
    units = Place.objects.values_list("slug", "parent__slug", "valid_from")
    successions = PlaceSuccession.objects.values_list("predecessor__slug", "successor__slug", "on")
    cover = cover_of((Unit(*row) for row in units), (Succession(*row) for row in successions))
    wanted = {(place, covered, since) for covered, places in cover.items() for place, since in places.items()}
    if wanted == set(PlaceCover.objects.values_list("place__slug", "covered__slug", "since")):
        return False
    ids = dict(Place.objects.values_list("slug", "pk"))
    PlaceCover.objects.all().delete()
    PlaceCover.objects.bulk_create(
        PlaceCover(place_id=ids[place], covered_id=ids[covered], since=since) for place, covered, since in wanted
    )
    # Every list joins this table: without fresh statistics the planner takes it for a handful of rows.
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {Place._meta.db_table}, {PlaceCover._meta.db_table}")
    return True


def _record(
    created: list[PlaceRow], changed: list[PlaceRow], known: Mapping[str, PlaceRow], *, by: User | None, why: str
) -> None:
    """One act for the whole file, filed under its widest unit."""
    widest = min([*created, *changed], key=lambda row: (RANK[row.level], row.line))
    record(
        Place.objects.get(slug=widest.slug),
        "load_places",
        by=by,
        why=why,
        created=[row.slug for row in created],
        changed={row.slug: _differences(known[row.slug], row) for row in changed},
    )


def _differences(before: PlaceRow, after: PlaceRow) -> dict[str, list[str]]:
    names = [name for name in PlaceRow.__dataclass_fields__ if name != "line"]
    pairs = {name: [getattr(before, name), getattr(after, name)] for name in names}
    return {name: [_said(value) for value in pair] for name, pair in pairs.items() if pair[0] != pair[1]}


def _said(value: date | str | tuple[str, ...] | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
