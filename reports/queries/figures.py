"""Figures as of a day, and as the register knew them at a record time; `register_totals` shows the same.

Business time is `on` (a day), record time is `recorded_until` (a moment, or None for now). Every breakdown of the
products adds up to `total`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from core.models import PlaceLevel
from core.queries import home_province, units_on
from producers.enums import ReportingClass
from producers.models import ProducerMerge
from products.enums import Counting
from products.models import Category, CategoryMap, ProductMerge, Recognition, Regime, Scheme, ScoreApproval

UNKNOWN = "unknown"
POTENTIAL = "potential5"


@dataclass(frozen=True)
class Question:
    """What is asked: the day, the record time, the counting mode, the level of places, the scheme of categories."""

    on: date
    recorded_until: datetime | None = None
    potential: Counting = Counting.BESIDE
    level: PlaceLevel = PlaceLevel.COMMUNE
    scheme: Scheme | None = None


@dataclass
class Figures:
    """The answer, in the shape of the `register_totals` contract."""

    on: date
    potential: Counting
    total: int = 0
    by_rank: dict[str, int] = field(default_factory=dict)
    potential5_inside: int = 0
    producers_total: int = 0
    by_class: dict[str, int] = field(default_factory=dict)
    by_place: dict[str, int] = field(default_factory=dict)
    by_category: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # what the slugs of places and categories are called
    by_former_units: bool = False  # no unit of the level is in force on the day: the last ones are shown

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


@dataclass(frozen=True)
class Counted:
    """One product in the figures: its rank and what was printed when it got it."""

    rank: str
    is_potential: bool
    producer: int
    producer_class: str
    place: int | None
    category: int | None
    since: date


# --------------------------------------------------------------------- rows of the ledger
def _was_recorded(recorded_until: datetime | None) -> Q:
    if recorded_until is None:
        return Q(voided_at__isnull=True)
    known = Q(recorded_at__lte=recorded_until)
    return known & (Q(voided_at__isnull=True) | Q(voided_at__gt=recorded_until))


def ratings_as_of(on: date, recorded_until: datetime | None) -> QuerySet[Recognition]:
    """Ratings in force on a day, as the register knew at a record time; then the range is made from the columns."""
    rows = Recognition.objects.filter(_was_recorded(recorded_until))
    if recorded_until is None:
        return rows.filter(valid__contains=on)
    was_closed = Q(closed_at__isnull=False, closed_at__lte=recorded_until)
    extended = Case(When(extended_at__lte=recorded_until, then=F("extended_until")))
    return rows.alias(last_day=Coalesce(extended, F("until"))).filter(
        (was_closed & Q(ended_on__gt=on)) | (~was_closed & Q(last_day__gte=on)), starts_on__lte=on
    )


def approvals_as_of(on: date, recorded_until: datetime | None) -> QuerySet[ScoreApproval]:
    """Approved scores without an answer on a day, as the register knew at a record time."""
    rows = ScoreApproval.objects.filter(_was_recorded(recorded_until))
    if recorded_until is None:
        return rows.filter(open__contains=on)
    was_answered = Q(answered_at__isnull=False, answered_at__lte=recorded_until)
    return rows.filter(~was_answered | Q(ended_on__gt=on), approved_on__lte=on)


def _merges_known(merge: type[ProductMerge] | type[ProducerMerge], recorded_until: datetime | None) -> dict[int, int]:
    """What each record merged away went into, as known at a record time; the rows themselves follow merges of now."""
    if recorded_until is None:
        return {}
    stood = Q(undone_at__isnull=True) | Q(undone_at__gt=recorded_until)
    known = merge._default_manager.filter(stood, at__lte=recorded_until)
    return dict(known.values_list("gone_id", "kept_id"))


def _became(thing: int, merges: dict[int, int]) -> int:
    """The record that a record is after all merges of a chain."""
    for _hop in merges:
        thing = merges.get(thing, thing)
    return thing


_COLUMNS = ("producer_class", "place_id", "category_id")


def counted_products(question: Question) -> list[Counted]:
    """Each product counted once, in the question's mode; two queries, and two more at a record time."""
    until = question.recorded_until
    merges = _merges_known(ProductMerge, until), _merges_known(ProducerMerge, until)
    of = ("product_id", "producer_id") if until is None else ("entered_product_id", "entered_producer_id")
    ratings = ratings_as_of(question.on, until).values_list(*of, *_COLUMNS, "stars", "starts_on")
    approvals = approvals_as_of(question.on, until).values_list(*of, *_COLUMNS, Value(0), "approved_on")
    held = _by_product(ratings, *merges)
    open_scores = {} if question.potential == Counting.CERTIFIED else _by_product(approvals, *merges)
    counted = [_counted(row, key in open_scores, question.potential) for key, row in held.items()]
    counted += [_counted(row, True, question.potential) for key, row in open_scores.items() if key not in held]
    return counted


def _by_product(
    rows: Iterable[tuple[Any, ...]], products: dict[int, int], producers: dict[int, int]
) -> dict[int, tuple[Any, ...]]:
    """Rows by the product that theirs became, with the producer that theirs became."""
    return {_became(product, products): (_became(producer, producers), *rest) for product, producer, *rest in rows}


def _counted(row: tuple[Any, ...], is_potential: bool, mode: Counting) -> Counted:
    producer, producer_class, place, category, stars, since = row
    rank = POTENTIAL if is_potential and mode == Counting.BESIDE else str(stars or 4)
    return Counted(rank, is_potential, producer, producer_class, place, category, since)


# --------------------------------------------------------------------- figures
def figures(question: Question) -> Figures:
    """The figures of a day; a product approved for five stars without a rating counts under four when `inside`."""
    counted = counted_products(question)
    answer = Figures(on=question.on, potential=question.potential, total=len(counted))
    ranks = Counter(product.rank for product in counted)
    answer.by_rank = {rank: ranks[rank] for rank in ("3", "4", "5", POTENTIAL)}
    if question.potential == Counting.INSIDE:
        answer.potential5_inside = sum(product.is_potential for product in counted)
    classes = producer_classes(counted)
    answer.producers_total = len(classes)
    answer.by_class = dict.fromkeys(ReportingClass.values, 0) | Counter(classes.values())
    _count_by_place(answer, counted, question)
    _count_by_sector(answer, counted, question.scheme or scheme_on(question.on))
    return answer


def producer_classes(counted: Iterable[Counted]) -> dict[int, str]:
    """The class of each producer counted: that of its latest rating, where it changed its form in between."""
    return {row.producer: row.producer_class for row in sorted(counted, key=lambda row: row.since)}


def _count_by_place(answer: Figures, counted: Iterable[Counted], question: Question) -> None:
    """Products by unit of the level in force on the day; every unit of the home province is named."""
    units = units_on(question.on, question.level, home_province(question.on))
    answer.by_former_units = any(not unit.is_in_force(question.on) for unit in units.values())
    named = {unit.slug: unit.name for unit in sorted(units.values(), key=lambda unit: unit.name_sort)}
    counts = Counter(units[row.place].slug if row.place in units else UNKNOWN for row in counted)
    answer.by_place = dict.fromkeys(named, 0) | {UNKNOWN: 0} | counts
    answer.names |= named


def scheme_on(on: date) -> Scheme | None:
    """The scheme of the regime in force on a day."""
    regime = Regime.objects.in_force(on).select_related("scheme").first()
    return regime.scheme if regime else None


def _count_by_sector(answer: Figures, counted: Iterable[Counted], scheme: Scheme | None) -> None:
    """Products by sector of a scheme; categories of other schemes are read through the map. Two queries."""
    own = Category.objects.filter(scheme=scheme).order_by("position").select_related("sector")
    sectors = {category.pk: category.sector for category in own if category.sector}
    mapped = CategoryMap.objects.filter(target_scheme=scheme, target__isnull=False)
    of = {pk: sector.slug for pk, sector in sectors.items()}
    of |= {source: sectors[target].slug for source, target in mapped.values_list("source_id", "target_id")}
    counts = Counter(of.get(row.category or 0, UNKNOWN) for row in counted)
    named = {sector.slug: sector.name for sector in sectors.values()}
    answer.by_category = dict.fromkeys(named, 0) | {UNKNOWN: 0} | counts
    answer.names |= named
