"""What producers are told before they file: the law's next rounds, what each star asks at least, the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evaluations.models import ChecklistItem, CriterionNode, Option
from evaluations.rules.days import Window, window_in
from products.enums import RatingKind
from products.models import FilingWindow, Level, Regime


@dataclass(frozen=True)
class Coming:
    """A round that the law plans at a level."""

    level: Level
    window: Window


def coming_rounds(on: date) -> list[Coming]:
    """Of every yearly round of the law of a day the next one that still takes dossiers, soonest first; one query."""
    regime = Regime.objects.in_force(on).values("pk")[:1]
    rows = FilingWindow.objects.filter(level__regime=regime).select_related("level")
    found = [Coming(row.level, _next(row, on)) for row in rows]
    return sorted(found, key=lambda coming: (coming.window.files_before, coming.level.position))


def _next(row: FilingWindow, on: date) -> Window:
    days = (row.files_month, row.files_day), (row.ends_month, row.ends_day)
    years = (window_in(year, row.ordinal, *days) for year in (on.year, on.year + 1))
    return next(window for window in years if window.files_before > on)


@dataclass(frozen=True)
class Minimum:
    """The least option of a criterion with which a star can be had."""

    node: CriterionNode
    option: Option


def minimums_of(nodes: list[CriterionNode]) -> dict[int, list[Minimum]]:
    """By star: the criteria that ask for at least an option, in the order of the sheet; no star without any."""
    found: dict[int, list[Minimum]] = {}
    for node in nodes:
        for option in node.options.all():
            if option.min_star is not None:
                found.setdefault(option.min_star, []).append(Minimum(node, option))
    return dict(sorted(found.items()))


def first_papers(regime: Regime) -> list[ChecklistItem]:
    """What a first dossier holds under a regime, in the order of its checklist."""
    items = ChecklistItem.objects.filter(regime=regime, is_current=True).order_by("position")
    return [item for item in items if not item.kinds or RatingKind.FIRST in item.kinds]
