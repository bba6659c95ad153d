"""Reading a grid: the rows of a round, or of a draft that stands without one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db.models import QuerySet

from core.clock import today
from evaluations.enums import Outcome
from evaluations.models import DecisionDraft, PaperResult, Round
from evaluations.rules.outcomes import is_passed_up
from products.models import Product, Recognition
from products.queries.law import rule_of
from products.queries.register import held_ratings
from products.rules.stars import LevelRule

# Where a row stands: its round, or the draft of a decision that was entered without a round.
Home: TypeAlias = Round | DecisionDraft


def home_key(home: Home) -> dict[str, Any]:
    """The columns that put a row into a home."""
    if isinstance(home, Round):
        return {"round": home}
    return {"draft": home, "round": None}


def rows_of(home: Home) -> QuerySet[PaperResult]:
    """The rows of a home in the order of the paper, with all that the grid shows."""
    return PaperResult.objects.filter(**home_key(home)).select_related(
        "product__producer", "product__place", "draft", "decision", "corrects", "updated_by"
    )


def home_of(result: PaperResult) -> Home:
    """The round of a row, or its draft."""
    home = result.round or result.draft
    assert home is not None  # a published row of a discarded draft keeps its round or is never asked
    return home


def grid_day(home: Home) -> date:
    """The day on which held ratings are looked up while results are typed.

    A draft has the day of its paper; a round the last day of its year, or today when that is still to come. The day
    of the signed decision is asked again when it is published.
    """
    if isinstance(home, Round):
        return max(home.opened_on, min(date(home.year, 12, 31), today()))
    return home.signed_on or today()


@dataclass(frozen=True)
class Held:
    """The rating that a product holds, as the grid asks about it."""

    stars: int
    until: date

    @classmethod
    def of(cls, rating: Recognition) -> Held:
        """The facts of a rating."""
        return cls(rating.stars, rating.extended_until or rating.until)


def held_by(products: Iterable[Product], on: date) -> dict[int, Held]:
    """What each product holds on a day, by product id."""
    return {key: Held.of(rating) for key, rating in held_ratings(products, on).items()}


@dataclass(frozen=True)
class Total:
    """One figure of the line under the grid."""

    key: str
    label: str
    count: int


def totals_of(home: Home, rows: Iterable[PaperResult], labels: dict[str, str]) -> list[Total]:
    """How many rows stand, and how many by outcome; `labels` names the figures in the order shown."""
    counts = dict.fromkeys(labels, 0)
    rule = rule_of(home.level)
    for row in rows:
        counts["rows"] += 1
        counts[total_key(row, rule)] += 1
    return [Total(key, label, counts[key]) for key, label in labels.items()]


def total_key(row: PaperResult, rule: LevelRule) -> str:
    """The figure that a row counts in: its outcome, `up` when the score goes up, `open` when nothing is known yet."""
    if row.outcome:
        return str(Outcome(row.outcome))
    return "up" if is_passed_up(row.score, row.outcome, rule) else "open"
