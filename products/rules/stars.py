"""Stars from a score, and what a level may do with them. Scores are Decimals of 0 to 100, compared unrounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

LOWEST, HIGHEST = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class BandRule:
    """A star band: `stars` from `floor` points up to the next band."""

    stars: int
    floor: Decimal


@dataclass(frozen=True)
class LevelRule:
    """What a level may do: stars that it recognises, the score from which it only approves, its article.

    What stays under `returns_below` is the lower level's to decide.
    """

    name: str
    recognises: frozenset[int]
    approves_from: Decimal | None
    passes_up_from: Decimal | None
    article: str
    returns_below: Decimal | None = None


def is_score(score: Decimal) -> bool:
    """True for 0 to 100 with at most two decimals."""
    exponent = score.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -2 and LOWEST <= score <= HIGHEST


def stars_for(score: Decimal, bands: Iterable[BandRule]) -> int:
    """The stars (1 to 5) that a score carries; no rounding over a threshold (26/2026 art. 3.3)."""
    return max((band for band in bands if band.floor <= score), key=lambda band: band.floor).stars


class Span(NamedTuple):
    """The points of a star: from the floor to below `above`; the highest star has nothing above."""

    floor: Decimal
    above: Decimal | None


def spans_of(bands: Iterable[BandRule]) -> dict[int, Span]:
    """The points of each star of some bands, the lowest star first."""
    floors = sorted((band.floor, band.stars) for band in bands)
    above = [floor for floor, _stars in floors[1:]]
    return {stars: Span(floor, upper) for (floor, stars), upper in zip_longest(floors, above)}


def goes_up(score: Decimal, level: LevelRule) -> bool:
    """True when the level sends the product up instead of recognising it itself."""
    return level.passes_up_from is not None and score >= level.passes_up_from


def may_approve(score: Decimal | None, level: LevelRule) -> bool:
    """True when the level may approve this score for five stars (26/2026 art. 7.3e); a score may be unpublished."""
    return level.approves_from is not None and (score is None or score >= level.approves_from)
