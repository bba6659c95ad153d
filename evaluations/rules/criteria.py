"""Score sheets as trees, and what does not add up in one. Pure: nodes in, sentences out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class OptionRow:
    """One answer to a criterion: its points, the star whose minimum it is, the case that it belongs to."""

    label: str
    points: int
    min_star: int | None = None
    case: int | None = None
    case_label: str = ""


@dataclass
class NodeRow:
    """A part, heading or criterion of a sheet with what stands below it; options stand in the order of the paper."""

    depth: int
    code: str
    label: str
    max_points: int
    hint: str = ""
    proofs: list[str] = field(default_factory=list)
    knock_out: bool = False
    remark: str = ""
    options: list[OptionRow] = field(default_factory=list)
    children: list[NodeRow] = field(default_factory=list)

    @property
    def is_criterion(self) -> bool:
        """True for what is scored: a node with nothing below it."""
        return not self.children

    def walk(self) -> Iterator[NodeRow]:
        """The node and all below it, in the order of the paper."""
        yield self
        for child in self.children:
            yield from child.walk()


def faults_of(parts: Sequence[NodeRow], regime_parts: Mapping[str, int]) -> list[str]:
    """What does not add up in a sheet; `regime_parts` are the points that the law gives to each part."""
    found = [fault for part in parts for node in part.walk() for fault in _faults_of_node(node)]
    printed = {part.code: part.max_points for part in parts}
    if printed != dict(regime_parts):
        found.append(_("Điểm của các phần khác với văn bản: %(parts)s.") % {"parts": _in_words(printed)})
    return found


def _in_words(points: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {value}" for code, value in points.items())


def _faults_of_node(node: NodeRow) -> Iterator[str]:
    facts = {"code": node.code, "max": node.max_points}
    if node.children:
        total = sum(child.max_points for child in node.children)
        if total != node.max_points:
            yield _("%(code)s: các mục cộng lại %(total)s điểm, văn bản ghi %(max)s.") % {**facts, "total": total}
    elif node.options:
        highest = max(option.points for option in node.options)
        if highest != node.max_points:
            yield _("%(code)s: phương án cao nhất %(total)s điểm, tối đa ghi %(max)s.") % {**facts, "total": highest}
        if any(_says_twice(list(options)) for _case, options in groupby(node.options, key=lambda each: each.case)):
            yield _("%(code)s: hai phương án có cùng số điểm, nghi lỗi in.") % facts


def _says_twice(options: list[OptionRow]) -> bool:
    points = [option.points for option in options]
    return len(set(points)) < len(points)


def structure_of(parts: Sequence[NodeRow]) -> list[tuple]:
    """All of a sheet but its words: what a set in use may not change."""
    return [
        (
            node.depth,
            node.code,
            node.max_points,
            node.knock_out,
            [(option.points, option.min_star, option.case) for option in node.options],
        )
        for part in parts
        for node in part.walk()
    ]
