"""The lists behind the figures: which products, and which producers, a number counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from core.clock import today
from core.publishing import current_generation
from products.enums import Counting, Rank
from products.models import Recognition, ScoreApproval
from products.queries.public import public_producers, public_products
from reports.queries.counted import Named, counted_on, fetch
from reports.queries.figures import Grouping, Question, grouping

UNKNOWN_KEY = "khong-xac-dinh"
_WITH = ("product", "producer__public_name", "decision", "place__parent")
_OF_CLASS = "%(producer_class)s IN ('', producer_class)"


@dataclass(frozen=True)
class Cell:
    """Which of the counted products, or producers, a number counts; what is empty counts all."""

    rank: str = ""
    place: str = ""  # slugs of a unit and a sector of the question, or UNKNOWN_KEY
    category: str = ""
    producer_class: str = ""


@dataclass(frozen=True)
class Listed:
    """A counted product, or the row that a producer is counted by: its rating, its approved score, or both."""

    rating: Recognition | None
    approval: ScoreApproval | None
    products: int  # of a producer
    has_page: bool = False

    @property
    def row(self) -> Recognition | ScoreApproval:
        """The row that counts: names, place and category as they were printed."""
        found = self.rating or self.approval
        assert found is not None
        return found


class _CountedList:
    """What a number counts, in the order of names; rows are fetched for what is cut out."""

    chosen, names = "", ""

    def __init__(self, question: Question, cell: Cell) -> None:
        generation = current_generation()
        self.cell, self.grouping = cell, grouping(question, generation)
        # A list that is not cited is that of the generation as well: it may be cited by the next click.
        self.recorded_until = question.recorded_until or generation.changed_at
        counted, named = counted_on([question.on], self.recorded_until, question.potential)
        where, given = self._narrowed(question)
        narrowed = f"narrowed AS (SELECT * FROM counted WHERE {where})"  # noqa: S608 - our words
        self._chosen = f"{counted}, {narrowed}, chosen AS ({self.chosen})"
        self._count = self._chosen + "SELECT count(*) FROM chosen"  # noqa: S608
        self._named: Named = named | given | {"producer_class": cell.producer_class}

    def _narrowed(self, question: Question) -> tuple[str, Named]:
        """Which counted products are meant; of producers' classes each list has its own column."""
        cell, wanted, given = self.cell, ["true"], Named()
        if cell.rank == Rank.POTENTIAL:
            wanted.append("is_open")
        elif cell.rank:
            wanted.append("coalesce(nullif(stars, 0), 4) = %(stars)s")
            given["stars"] = int(cell.rank)
            if question.potential == Counting.BESIDE:
                wanted.append("NOT is_open")
        for column, slug, slug_of in (
            ("place_id", cell.place, self.grouping.units.slug_of),
            ("category_id", cell.category, self.grouping.sectors.slug_of),
        ):
            if slug:
                wanted.append(_lies_in(column, slug))
                given[column] = _inside(slug, slug_of)
        return " AND ".join(wanted), given

    @cached_property
    def count(self) -> int:
        """How many there are; one query."""
        return fetch(self._count, self._named)[0][0]

    def __getitem__(self, wanted: slice) -> list[Listed]:
        """Some of them; four queries."""
        limits = {"start": wanted.start or 0, "length": wanted.stop - (wanted.start or 0)}
        picked = fetch(f"{self._chosen} {self.names} OFFSET %(start)s LIMIT %(length)s", self._named | limits)
        ratings = Recognition.objects.select_related(*_WITH).in_bulk([row[0] for row in picked if row[0]])
        approvals = ScoreApproval.objects.select_related(*_WITH).in_bulk([row[1] for row in picked if row[1]])
        listed = [
            Listed(ratings.get(rating), approvals.get(approval), products) for rating, approval, products in picked
        ]
        pages = self._pages(listed)
        return [replace(each, has_page=self._thing(each) in pages) for each in listed]

    def _thing(self, listed: Listed) -> int:
        """What the row is about, as it is known now."""
        raise NotImplementedError

    def _pages(self, listed: Sequence[Listed]) -> set[int]:
        """Which of these things have a page today: a row that was voided since may be all that there was."""
        raise NotImplementedError


class CountedProducts(_CountedList):
    """The products that a number counts."""

    chosen = f"SELECT * FROM narrowed WHERE {_OF_CLASS}"  # noqa: S608 - our words
    names = """
        SELECT rating, approval, 1 FROM chosen JOIN products_product ON products_product.id = product
        ORDER BY name_sort, product
    """

    def _thing(self, listed: Listed) -> int:
        return listed.row.product_id

    def _pages(self, listed: Sequence[Listed]) -> set[int]:
        things = [self._thing(each) for each in listed]
        return set(public_products(today()).filter(pk__in=things).values_list("pk", flat=True))


def _inside(slug: str, slug_of: Mapping[int, str]) -> list[int]:
    """What lies in a unit or sector; for what lies in none, all that lies in some."""
    return [key for key, its in slug_of.items() if slug in (its, UNKNOWN_KEY)]


def _lies_in(column: str, slug: str) -> str:
    if slug == UNKNOWN_KEY:
        return f"({column} IS NULL OR {column} <> ALL(%({column})s))"
    return f"{column} = ANY(%({column})s)"


class CountedProducers(_CountedList):
    """The producers that a number counts: those of the class that make such products, each with how many they are."""

    chosen = f"SELECT * FROM latest WHERE {_OF_CLASS} AND producer IN (SELECT producer FROM narrowed)"  # noqa: S608
    names = """
        SELECT rating, approval, (SELECT count(*) FROM narrowed WHERE narrowed.producer = chosen.producer)
        FROM chosen LEFT JOIN products_publicname ON producer_id = producer
        ORDER BY name_sort NULLS LAST, producer
    """

    def _thing(self, listed: Listed) -> int:
        return listed.row.producer_id

    def _pages(self, listed: Sequence[Listed]) -> set[int]:
        things = [self._thing(each) for each in listed]
        return set(public_producers(today()).filter(pk__in=things).values_list("pk", flat=True))


def unknown_parts(cell: Cell, grouped: Grouping) -> dict[str, Any]:
    """The parts of a cell that name no unit and no sector of the question."""
    asked = {"place": (cell.place, grouped.units.names), "category": (cell.category, grouped.sectors.names)}
    return {part: slug for part, (slug, names) in asked.items() if slug and slug not in {*names, UNKNOWN_KEY}}
