"""Reading what people type and paste: scores with a comma, columns from a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from core.text import fold

# What people write where a score was not published.
NO_SCORE = frozenset({"", "-", "–", "khong cong bo", "kcb", "khong"})
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d+)?")


class ScoreProblem(Enum):
    """Why a text is no score."""

    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    TOO_FINE = "too_fine"


@dataclass(frozen=True)
class ScoreReading:
    """A text read as a score: the score (None when it was not published) or the problem."""

    score: Decimal | None = None
    problem: ScoreProblem | None = None


def read_score(text: str) -> ScoreReading:
    """Read 95 · 72,5 · 72.50 · 'không công bố'; at most two decimals, 0 to 100."""
    cleaned = fold(text).strip()
    if cleaned in NO_SCORE:
        return ScoreReading()
    if not _NUMBER.fullmatch(cleaned):
        return ScoreReading(problem=ScoreProblem.NOT_A_NUMBER)
    score = Decimal(cleaned.replace(",", "."))
    if score > 100:
        return ScoreReading(problem=ScoreProblem.OUT_OF_RANGE)
    if score != score.quantize(Decimal("0.01")):
        return ScoreReading(problem=ScoreProblem.TOO_FINE)
    return ScoreReading(score=score)


@dataclass(frozen=True)
class PastedLine:
    """One line of a pasted block: the name and the score as they were typed."""

    name: str
    score: str = ""


def read_block(text: str) -> list[PastedLine]:
    """The lines of a block copied from a spreadsheet: name, a tab, score; empty lines are dropped."""
    lines = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        cells = [" ".join(cell.split()) for cell in raw.split("\t")]
        if any(cells):
            lines.append(PastedLine(cells[0], _last_score(cells[1:])))
    return lines


def _last_score(cells: list[str]) -> str:
    """The last cell that reads as a score: columns such as the producer's name may stand between."""
    for cell in reversed(cells):
        if cell and read_score(cell).problem is None:
            return cell
    return cells[-1] if cells else ""
