"""What a score leads to at a level: stars, an approved score, nothing, or the way up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

from evaluations.enums import Outcome
from products.rules.stars import BandRule, LevelRule, goes_up, may_approve, stars_for

STARS: dict[str, int] = {Outcome.THREE: 3, Outcome.FOUR: 4, Outcome.FIVE: 5}
# Outcomes that can stand in a decision; a product without recognition never does (26/2026 art. 4.1a).
IN_A_DECISION = frozenset({Outcome.THREE, Outcome.FOUR, Outcome.FIVE, Outcome.POTENTIAL})


class FrozenResult(Protocol):
    """What a result is judged on once scoring has closed."""

    outcome: str
    total_sum: Decimal
    member_count: int
    judged_by: dict[str, Any]


class Thresholds(Protocol):
    """The points of a level that lead a result up or back down."""

    passes_up_from: Decimal | None
    returns_below: Decimal | None


def stars_of(outcome: str) -> int | None:
    """The stars of an outcome; None for an approved score, for no recognition and for none chosen."""
    return STARS.get(outcome)


def outcome_of(score: Decimal, bands: Iterable[BandRule], level: LevelRule) -> Outcome | None:
    """The outcome that a score carries at a level; None when the level may decide nothing with it."""
    stars = stars_for(score, bands)
    if stars < 3:
        return Outcome.NONE
    if stars in level.recognises:
        return Outcome(str(stars))
    if stars == 5 and may_approve(score, level):
        return Outcome.POTENTIAL
    return None


def kept_thresholds(level: LevelRule) -> dict[str, str | None]:
    """The points that lead a result up or back down, as they stand with it: a row of the law may change later."""
    points = {"passes_up_from": level.passes_up_from, "returns_below": level.returns_below}
    return {name: None if value is None else str(value) for name, value in points.items()}


def passes_up(result: FrozenResult, level: Thresholds) -> bool:
    """True for a result that is not decided at its level and has the points that go up."""
    floor = _points_kept(result, "passes_up_from", level.passes_up_from)
    return not result.outcome and floor is not None and not lacks_points(result, level)


def lacks_points(result: FrozenResult, level: Thresholds) -> bool:
    """True for a result under the points that go up from its level."""
    floor = _points_kept(result, "passes_up_from", level.passes_up_from)
    return floor is not None and result.total_sum < floor * result.member_count


def lies_under(result: FrozenResult, level: Thresholds) -> bool:
    """True for a result under what is dealt with at its level."""
    ceiling = _points_kept(result, "returns_below", level.returns_below)
    return ceiling is not None and result.total_sum < ceiling * result.member_count


def _points_kept(result: FrozenResult, name: str, today: Decimal | None) -> Decimal | None:
    """A threshold as it was when the result was frozen; results of before it was kept are read by that of today."""
    if name not in result.judged_by:
        return today
    kept = result.judged_by[name]
    return None if kept is None else Decimal(kept)


def is_passed_up(score: Decimal | None, outcome: str, level: LevelRule) -> bool:
    """True for a score that the level only sends up, without deciding anything itself."""
    return score is not None and not outcome and goes_up(score, level)
