"""Producers by what is known about their representatives: counted for a reference day, shown as published."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from core.clock import today
from producers.enums import Disability, Sex
from producers.queries.representatives import attributes_on
from producers.rules.ethnicities import UNKNOWN, group_of
from products.queries.register import approvals_open, ratings_in_force
from reports.enums import Attribute
from reports.models import RepresentativeTable
from reports.rules.reference_days import reference_days, year_before
from reports.rules.suppression import Release

# The cells of each table, in the order in which they are given up. Who has no profile is unknown in all three tables,
# so that one of them tells the others' cell: it covers for no other cell and goes last.
CELLS: dict[str, tuple[str, ...]] = {
    Attribute.SEX: (Sex.MALE, Sex.FEMALE, Sex.UNKNOWN),
    Attribute.ETHNICITY: ("other", "hoa", "kinh", "khmer", group_of(UNKNOWN)),
    Attribute.DISABILITY: (Disability.NO, Disability.YES, Disability.UNKNOWN),
}


@dataclass(frozen=True)
class Published:
    """The table of an attribute that counts now: its reference day, whom it counted, and what it shows."""

    attribute: Attribute
    on: date
    total: int
    shown: dict[str, int]
    repeated_on: date | None  # the newest reference day for which it stands unchanged


def producers_in_force(on: date) -> frozenset[int]:
    """The producers with a rating or an open score approval on a day."""
    rated = ratings_in_force(on).values_list("producer_id", flat=True)
    return frozenset(rated) | frozenset(approvals_open(on).values_list("producer_id", flat=True))


def counts_on(on: date, members: frozenset[int]) -> dict[str, dict[str, int]]:
    """For each attribute the producers by cell; who has no representative on record counts as unknown. One query."""
    known = attributes_on(members, on)
    people = [known.get(member, (Sex.UNKNOWN, UNKNOWN, Disability.UNKNOWN)) for member in members]
    of: dict[str, Counter[str]] = {
        Attribute.SEX: Counter(sex for sex, _ethnicity, _disability in people),
        Attribute.ETHNICITY: Counter(group_of(ethnicity) for _sex, ethnicity, _disability in people),
        Attribute.DISABILITY: Counter(disability for _sex, _ethnicity, disability in people),
    }
    return {attribute: {str(cell): of[attribute][cell] for cell in cells} for attribute, cells in CELLS.items()}


def releases_of(attribute: str) -> list[Release]:
    """Every table of an attribute that showed something, oldest first."""
    rows = RepresentativeTable.objects.filter(attribute=attribute).order_by("on")
    return [Release(frozenset(row.members), row.shown) for row in rows if row.shown]


def published_tables() -> list[Published]:
    """The last table of each attribute that showed something; one query."""
    rows = list(RepresentativeTable.objects.order_by("on"))
    found = (_last([row for row in rows if row.attribute == attribute]) for attribute in Attribute.values)
    return [table for table in found if table is not None]


def _last(rows: list[RepresentativeTable]) -> Published | None:
    if not rows:
        return None
    last = next((row for row in reversed(rows) if row.shown), rows[-1])
    repeated_on = rows[-1].on if rows[-1] != last else None
    return Published(Attribute(last.attribute), last.on, len(last.members), last.shown, repeated_on)


def days_to_publish() -> list[date]:
    """The reference days that are over and lie after the last published one, newest first."""
    last = RepresentativeTable.objects.order_by("-on").values_list("on", flat=True).first()
    return reference_days(before=today(), after=last or year_before(today()))
