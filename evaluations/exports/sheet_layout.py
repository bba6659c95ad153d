"""The rows of an empty score sheet and the pages they fall on: the same for every member and every dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4

from core.lettering import BOLD, REGULAR, wrapped
from evaluations.models import CriterionNode, Option

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT, RIGHT = 56.0, PAGE_WIDTH - 34.0  # room at the left to file the sheet
POINTS, MINIMUM, BOX = 34.0, 66.0, 38.0  # the columns at the right
TEXT = RIGHT - LEFT - POINTS - MINIMUM - BOX
FIRST_TOP, LATER_TOP, BOTTOM = 668.0, 800.0, 42.0  # where the table begins and ends
HEAD = 15.0
CLOSING = 124.0  # total, remarks, day and signature
SIZE, LEADING, PAD = 8.0, 9.6, 1.6


class Kind(Enum):
    """What a row is; decides its weight and how far it stands in."""

    PART = "part"
    HEADING = "heading"
    CRITERION = "criterion"
    CASE = "case"
    OPTION = "option"
    POINTS = "points"
    NOTE = "note"


BOLD_KINDS = {Kind.PART, Kind.HEADING, Kind.CRITERION}
INDENT = {Kind.CASE: 8.0, Kind.OPTION: 14.0, Kind.POINTS: 14.0, Kind.NOTE: 14.0}


@dataclass(frozen=True)
class Row:
    """One row of the table; its text is in lines already."""

    kind: Kind
    lines: tuple[str, ...]
    points: str = ""
    minimum: str = ""
    has_box: bool = False

    @property
    def font(self) -> str:
        """The weight of its text."""
        return BOLD if self.kind in BOLD_KINDS else REGULAR

    @property
    def height(self) -> float:
        """How much of the page it takes; a line to write on is higher."""
        return max(len(self.lines) * LEADING + 2 * PAD, 15.0 if self.kind in (Kind.NOTE, Kind.POINTS) else 0.0)


def _row(kind: Kind, text: str, **cells: str | bool) -> Row:
    font = BOLD if kind in BOLD_KINDS else REGULAR
    lines = wrapped(text, font, SIZE, TEXT - INDENT.get(kind, 0.0) - 2 * PAD)
    return Row(kind, tuple(lines), **cells)  # type: ignore[arg-type]


def blocks_of(nodes: Iterable[CriterionNode], knock_out: str = "") -> Iterator[list[Row]]:
    """The rows of a set in the order of the paper, in blocks that stay together: a criterion with what heads it.

    `knock_out` is on what ground the whole dossier is excluded; a member proposes it at the end.
    """
    block: list[Row] = []
    for node in nodes:
        if node.is_criterion:
            yield [*block, *_criterion(node)]
            block = []
        else:
            kind = Kind.PART if node.depth == 0 else Kind.HEADING
            block.append(_row(kind, f"{node.code}. {node.label}", points=str(node.max_points)))
    if block:
        yield block
    if knock_out:
        words = _("Đề nghị loại cả hồ sơ. %(ground)s") % {"ground": knock_out}
        yield [_row(Kind.OPTION, words, has_box=True), _row(Kind.NOTE, _("Lý do:"))]


def _criterion(node: CriterionNode) -> Iterator[Row]:
    text = f"{node.code}. {node.label} {f'({node.hint})' if node.hint else ''}"
    yield _row(Kind.CRITERION, text, points=str(node.max_points))
    options = list(node.options.all())
    for case, group in groupby(options, key=lambda option: option.case):
        yield from _case(case, list(group))
    if not any(not option.is_failure for option in options):
        words = _("Điểm chấm, từ 0 đến %(most)s:") % {"most": node.max_points}
        yield _row(Kind.POINTS, words, has_box=True)
    if node.knock_out:
        yield _row(Kind.OPTION, _("Đề nghị loại hồ sơ ở tiêu chí này"), has_box=True)
    yield _row(Kind.NOTE, _("Ghi chú:"))


def _case(case: int | None, options: list[Option]) -> Iterator[Row]:
    if case is not None:
        words, label = _("Trường hợp %(number)s") % {"number": case}, options[0].case_label
        yield _row(Kind.CASE, f"{words}: {label}" if label else words)
    for option in options:
        stars = _("%(stars)s sao") % {"stars": option.min_star} if option.min_star else ""
        marks = f"{'*' * option.min_star} {stars}" if option.min_star else ""
        yield _row(Kind.OPTION, option.label, points=str(option.points), minimum=marks, has_box=True)


def pages_of(nodes: Sequence[CriterionNode], knock_out: str = "") -> list[list[Row]]:
    """The rows on their pages; a block that is longer than a page breaks between rows."""
    pages: list[list[Row]] = [[]]
    room = FIRST_TOP - BOTTOM - HEAD
    whole = LATER_TOP - BOTTOM - HEAD
    for block in blocks_of(nodes, knock_out):
        height = sum(row.height for row in block)
        for number, row in enumerate(block):
            if row.height > room or (number == 0 and room < height <= whole):
                pages.append([])
                room = whole
            pages[-1].append(row)
            room -= row.height
    return pages if room >= CLOSING else [*pages, []]
