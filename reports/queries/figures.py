"""Figures as of a day, and as the register knew them at a record time; `register_totals` shows the same.

Business time is `on` (a day), record time is `recorded_until` (a moment, or None for now). Every breakdown of the
products adds up to `total`. What is known now is read from counts kept up to date (docs/decisions/0008-derived-tables
.md); what was known before, and what was written outside publishing, is counted from the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.models import Generation, PlaceLevel
from core.publishing import current_generation
from core.queries.place_book import place_book
from producers.enums import ReportingClass
from products.enums import Counting
from products.models import Scheme
from reports.queries.day_counts import counts_now
from reports.queries.ledger_tally import ledger_tally
from reports.queries.sectors import scheme_book
from reports.queries.tally import RANKS, Tally

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Question:
    """What is asked: the day, the record time, the counting mode, the level of places, the scheme of categories."""

    on: date
    recorded_until: datetime | None = None
    potential: Counting = Counting.BESIDE
    level: PlaceLevel = PlaceLevel.COMMUNE
    scheme: Scheme | None = None


@dataclass(frozen=True)
class Figures:
    """The answer, in the shape of the `register_totals` contract."""

    on: date
    potential: Counting
    recorded_until: datetime  # what the register knew then is counted
    generation: Generation  # what is shown beside belongs to the same
    total: int
    by_rank: dict[str, int]
    potential5_inside: int
    producers_total: int
    by_class: dict[str, int]
    by_place: dict[str, int]
    by_category: dict[str, int]
    names: dict[str, str]  # what the slugs of places and categories are called
    by_former_units: bool  # no unit of the level is in force on the day: the last ones are shown

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
    generation, counts = counts_now()
    until = question.recorded_until
    # Nothing was recorded after the last change: what was known later than that is what is known now.
    if until is not None and until >= generation.changed_at:
        until = None
    if until is None and counts is not None:
        tally = counts.tally(question.on, question.potential)
    else:
        tally = ledger_tally(question.on, until, question.potential)
    return _answer(question, tally, generation)


def figures_of_ledger(question: Question) -> Figures:
    """The same figures counted from the ledger: slow, for comparing."""
    generation = current_generation()
    return _answer(question, ledger_tally(question.on, question.recorded_until, question.potential), generation)


def _answer(question: Question, tally: Tally, generation: Generation) -> Figures:
    units = place_book.current(generation).value.units(question.on, question.level)
    schemes = scheme_book.current(generation).value
    sectors = schemes.sectors(question.scheme or schemes.scheme_on(question.on))
    return Figures(
        on=question.on,
        potential=question.potential,
        recorded_until=question.recorded_until or generation.changed_at,
        generation=generation,
        total=tally.ranks.total(),
        by_rank={rank: tally.ranks[rank] for rank in RANKS},
        potential5_inside=tally.potential if question.potential == Counting.INSIDE else 0,
        producers_total=tally.classes.total(),
        by_class={name: tally.classes[name] for name in ReportingClass.values},
        by_place=_by_name(tally.places, units.slug_of, units.names),
        by_category=_by_name(tally.categories, sectors.slug_of, sectors.names),
        names={**units.names, **sectors.names},
        by_former_units=units.are_former,
    )


def _by_name(counts: Mapping[int, int], slug_of: Mapping[int, str], names: Mapping[str, str]) -> dict[str, int]:
    """Counts by slug: every name of the list, and what lies in none of them under `unknown`."""
    found = Counter[str]()
    for thing, count in counts.items():
        found[slug_of.get(thing, UNKNOWN)] += count
    return {slug: found[slug] for slug in (*names, UNKNOWN)}
