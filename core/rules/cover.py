"""What lies in what: hierarchy and succession of places worked out into one table.

"A covers B since d" reads: what was recorded at B lies in A, asked from day d on (always when d is None). Everything
follows from one rule, used three ways: *whoever covers all the parts covers the whole*.

- a unit lies where its parent lies, always;
- a unit that ended lies where all its successors lie, from the day they took over: with one successor that one covers
  it, a divided unit is covered only by what covers every successor (its province, say);
- a unit founded by others lies where all of these lay, with all that they had taken in meanwhile, so former units
  find what is recorded under newer names. A unit that stood before it took others in has land of its own besides:
  this way tells nothing about it.

The table is the least that these rules give, so it is closed: if A covers B and B covers C, A covers C.
docs/decisions/0004-places-and-succession.md tells why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# For each covered unit: the units that cover it and since when (None: always).
Cover = dict[str, dict[str, date | None]]
ALWAYS = date.min


@dataclass(frozen=True)
class Unit:
    """A place as far as covering goes; `starts_on` is early when no source gives the day."""

    key: str
    parent: str | None
    starts_on: date


@dataclass(frozen=True)
class Succession:
    """On a day the predecessor went to the successor: wholly, or in part when it has several."""

    predecessor: str
    successor: str
    on: date


@dataclass(frozen=True)
class _Whole:
    """Whoever covers all the parts covers the key too, not before a day."""

    key: str
    parts: tuple[str, ...]
    not_before: date = ALWAYS


def cover_of(units: Iterable[Unit], successions: Iterable[Succession]) -> Cover:
    """Who covers whom, and since when."""
    units, successions = list(units), list(successions)
    wholes = [*_in_parents(units), *_in_successors(successions), *_in_predecessors(units, successions)]
    since: dict[str, dict[str, date]] = {unit.key: {unit.key: ALWAYS} for unit in units}
    changed = True
    while changed:
        changed = False
        for whole in wholes:
            changed |= _apply(whole, since)
    return {
        key: {place: None if day == ALWAYS else day for place, day in places.items()} for key, places in since.items()
    }


def _apply(whole: _Whole, since: dict[str, dict[str, date]]) -> bool:
    """Write down what one rule gives now; True when something is new or earlier."""
    parts = [since[part] for part in whole.parts]
    known, changed = since[whole.key], False
    for place in set.intersection(*map(set, parts)):
        day = max(whole.not_before, *(part[place] for part in parts))
        if place not in known or day < known[place]:
            known[place], changed = day, True
    return changed


def _in_parents(units: list[Unit]) -> list[_Whole]:
    return [_Whole(unit.key, (unit.parent,)) for unit in units if unit.parent is not None]


def _in_successors(successions: list[Succession]) -> list[_Whole]:
    grouped: dict[str, list[Succession]] = {}
    for succession in successions:
        grouped.setdefault(succession.predecessor, []).append(succession)
    return [
        _Whole(key, tuple(row.successor for row in rows), max(row.on for row in rows)) for key, rows in grouped.items()
    ]


def _in_predecessors(units: list[Unit], successions: list[Succession]) -> list[_Whole]:
    first_day = {unit.key: unit.starts_on for unit in units}
    into: dict[str, set[str]] = {}
    taken_in: dict[str, set[str]] = {}
    for row in successions:
        into.setdefault(row.successor, set()).add(row.predecessor)
        if row.on > first_day[row.successor]:
            taken_in.setdefault(row.successor, set()).add(row.predecessor)
    founded = sorted({row.successor for row in successions if row.on == first_day[row.successor]})
    return [_Whole(key, tuple(sorted(_with_what_they_took_in(into[key], taken_in)))) for key in founded]


def _with_what_they_took_in(keys: set[str], taken_in: dict[str, set[str]]) -> set[str]:
    """The units as they were at their end: with those that they took in during their life, and so on."""
    found, ahead = set(keys), list(keys)
    while ahead:
        new = taken_in.get(ahead.pop(), set()) - found
        found |= new
        ahead.extend(new)
    return found
