"""Stacked columns drawn as SVG: where everything stands. Pure; templates/reports/_columns.html draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEFT, TOP, PLOT, BELOW = 44, 24, 220, 44  # pixels beside, above and below the field of the columns
STEP, WIDTH = 56, 32  # from one column to the next, and across a column
READABLE = 16  # a part lower than this bears no number
STEPS = (1, 2, 5)
LINES = 5  # at most so many lines across


@dataclass(frozen=True)
class Part:
    """One rank of a column."""

    rank: str
    count: str
    y: float
    height: float
    text_y: float | None  # where its number stands; a low part has none


@dataclass(frozen=True)
class Column:
    """One day: what stands under it, what it leads to, its parts from below."""

    x: int
    middle: int
    labels: tuple[str, str]
    title: str
    url: str
    total: str
    total_y: float
    parts: list[Part]


@dataclass(frozen=True)
class Line:
    """A line across with its number."""

    y: float
    text: str


@dataclass(frozen=True)
class Columns:
    """The whole picture."""

    width: int
    columns: list[Column]
    lines: list[Line]
    height: int = TOP + PLOT + BELOW
    floor: int = TOP + PLOT
    left: int = LEFT
    step: int = STEP
    across: int = WIDTH


@dataclass(frozen=True)
class Bar:
    """What one column is about: counts by rank, the lowest first."""

    counts: Mapping[str, int]
    labels: tuple[str, str]
    title: str
    url: str


def columns_of(bars: Sequence[Bar]) -> Columns:
    """The picture of some days."""
    highest = max((sum(bar.counts.values()) for bar in bars), default=0)
    distance = _distance(highest)
    top = max(distance, -(-highest // distance) * distance)
    lines = [Line(_y(value, top), str(value)) for value in range(0, top + 1, distance)]
    columns = [_column(bar, place, top) for place, bar in enumerate(bars)]
    return Columns(LEFT + STEP * len(bars), columns, lines)


def _y(value: int, top: int) -> float:
    return round(TOP + PLOT * (1 - value / top), 1)


def _distance(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 … that needs no more than LINES lines."""
    power = 1
    while True:
        for step in STEPS:
            if step * power * LINES >= highest:
                return step * power
        power *= 10


def _column(bar: Bar, place: int, top: int) -> Column:
    parts, below = [], 0
    for rank, count in bar.counts.items():
        if count:
            y, foot = _y(below + count, top), _y(below, top)
            height = round(foot - y, 1)
            parts.append(Part(rank, str(count), y, height, round(y + height / 2, 1) if height >= READABLE else None))
        below += count
    x = LEFT + STEP * place + (STEP - WIDTH) // 2
    return Column(x, x + WIDTH // 2, bar.labels, bar.title, bar.url, str(below), _y(below, top) - 6, parts)
