"""Figures as of a day, and as the register knew them at a record time; `register_totals` shows the same.

Business time is `on` (a day), record time is `recorded_until` (a moment, or None for now). Every breakdown of the
products adds up to `total`. What is known now is read from counts kept up to date (docs/decisions/0008-derived-tables
.md); what was known before, and what was written outside publishing, is counted from the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from core.models import Generation, PlaceLevel
from core.publishing import current_generation
from core.queries.place_book import HomeUnits, PlaceBook, place_book
from producers.enums import ReportingClass
from products.enums import Counting
from products.models import Scheme
from reports.enums import Units
from reports.queries.day_counts import counts_now
from reports.queries.ledger_tally import ledger_tallies
from reports.queries.sectors import Sectors, scheme_book
from reports.queries.tally import RANKS, Tally

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Question:
    """What is asked: the day, the record time, the counting mode, the units of places, the scheme of categories."""

    on: date
    recorded_until: datetime | None = None
    potential: Counting = Counting.BESIDE
    level: Units | PlaceLevel = PlaceLevel.COMMUNE
    scheme: str = ""  # its code; that of the law of the day when empty or unknown


@dataclass(frozen=True)
class Grouping:
    """The units and sectors that a question counts by."""

    units: HomeUnits
    new_from: date | None  # from this day on there are new units
    scheme: Scheme | None
    schemes: Mapping[str, Scheme]  # all that may be chosen, by code
    sectors: Sectors


@dataclass(frozen=True)
class Tallies:
    """What is counted on some days, and what it belongs to."""

    of_day: Mapping[date, Tally]
    generation: Generation  # what is shown beside belongs to the same
    recorded_until: datetime  # what the register knew then is counted
    begins_on: date | None  # nothing is counted before, as far as is known now


@dataclass(frozen=True)
class Figures:
    """The answer, in the shape of the `register_totals` contract."""

    on: date
    potential: Counting
    recorded_until: datetime
    generation: Generation
    begins_on: date | None
    grouping: Grouping
    total: int
    by_rank: dict[str, int]
    potential5_inside: int
    producers_total: int
    by_class: dict[str, int]
    by_place: dict[str, int]
    by_category: dict[str, int]

    @property
    def names(self) -> dict[str, str]:
        """What the slugs of places and categories are called."""
        return {**self.grouping.units.names, **self.grouping.sectors.names}

    def as_json(self) -> dict[str, Any]:
        """The contract's dictionary."""
        return {
            "on": self.on.isoformat(),
            "potential": str(self.potential),
            "total": self.total,
            "by_rank": self.by_rank,
            "potential5_inside": self.potential5_inside,
            "producers": {"total": self.producers_total, "by_class": self.by_class},
            "by_place": self.by_place,
            "by_category": self.by_category,
        }


def figures(question: Question) -> Figures:
    """The figures of a day; a product approved for five stars without a rating counts under four when `inside`."""
    return _answer(question, tallies([question.on], question.recorded_until, question.potential))


def tallies(days: Iterable[date], recorded_until: datetime | None, mode: Counting) -> Tallies:
    """What is counted on some days; one query, or those of the ledger for what was known before."""
    generation, counts = counts_now()
    until = recorded_until
    # Nothing was recorded after the last change: what was known later than that is what is known now.
    if until is not None and until >= generation.changed_at:
        until = None
    if until is None and counts is not None:
        of_day = {day: counts.tally(day, mode) for day in days}
    else:
        of_day = ledger_tallies(days, until, mode)
    begins_on = counts.begins_on if counts else None
    return Tallies(of_day, generation, recorded_until or generation.changed_at, begins_on)


def first_counted() -> date | None:
    """The first day on which anything is counted, as far as is known now; one query."""
    counts = counts_now()[1]
    return counts.begins_on if counts else None


def figures_of_ledger(question: Question) -> Figures:
    """The same figures counted from the ledger: slow, for comparing."""
    generation = current_generation()
    counted = ledger_tallies([question.on], question.recorded_until, question.potential)
    until = question.recorded_until or generation.changed_at
    return _answer(question, Tallies(counted, generation, until, None))


def grouping(question: Question, generation: Generation) -> Grouping:
    """The units and sectors that a question counts by, as they are known now."""
    places, schemes = place_book.current(generation).value, scheme_book.current(generation).value
    scheme = schemes.schemes.get(question.scheme) or schemes.scheme_on(question.on)
    return Grouping(
        units=_units(question, places),
        new_from=places.new_from,
        scheme=scheme,
        schemes=schemes.schemes,
        sectors=schemes.sectors(scheme),
    )


def _units(question: Question, places: PlaceBook) -> HomeUnits:
    level = PlaceLevel.DISTRICT if question.level == Units.DISTRICT else PlaceLevel.COMMUNE
    day = question.on
    if places.new_from and question.level == Units.OLD:
        day = places.new_from - timedelta(days=1)
    if places.new_from and question.level == Units.NEW:
        day = places.new_from
    return places.units(day, level)


def _answer(question: Question, tallies: Tallies) -> Figures:
    tally, grouped = tallies.of_day[question.on], grouping(question, tallies.generation)
    units, sectors = grouped.units, grouped.sectors
    return Figures(
        on=question.on,
        potential=question.potential,
        recorded_until=tallies.recorded_until,
        generation=tallies.generation,
        begins_on=tallies.begins_on,
        grouping=grouped,
        total=tally.ranks.total(),
        by_rank={rank: tally.ranks[rank] for rank in RANKS},
        potential5_inside=tally.potential if question.potential == Counting.INSIDE else 0,
        producers_total=tally.classes.total(),
        by_class={name: tally.classes[name] for name in ReportingClass.values},
        by_place=_by_name(tally.places, units.slug_of, units.names),
        by_category=_by_name(tally.categories, sectors.slug_of, sectors.names),
    )


def _by_name(counts: Mapping[int, int], slug_of: Mapping[int, str], names: Mapping[str, str]) -> dict[str, int]:
    """Counts by slug: every name of the list, and what lies in none of them under `unknown`."""
    found = Counter[str]()
    for thing, count in counts.items():
        found[slug_of.get(thing, UNKNOWN)] += count
    return {slug: found[slug] for slug in (*names, UNKNOWN)}
