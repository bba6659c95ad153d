"""The members' points side by side, criterion by criterion, for the talk about them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from evaluations.models import CriterionNode
from evaluations.queries.councils import Standing
from evaluations.queries.criteria import kept_nodes_of
from evaluations.queries.meeting import points_given
from evaluations.rules.reasons import points_words


@dataclass(frozen=True)
class Compared:
    """One criterion with the points of each member, in the order of the seats."""

    node: CriterionNode
    cells: list[tuple[str, str]]

    @property
    def differs(self) -> bool:
        """True when the members gave different points."""
        return len({points for _who, points in self.cells}) > 1


def compared(standing: Standing, besides: Container[int]) -> list[Compared]:
    """Every criterion but some, those that differ first; one query. For who may see the points."""
    given = points_given(standing.entry)
    rows = [
        Compared(node, [(sheet.member.full_name, _words(given, node, sheet.member_id)) for sheet in standing.signed])
        for node in kept_nodes_of(standing.entry.dossier.criteria_set)
        if node.is_criterion and node.pk not in besides
    ]
    return sorted(rows, key=lambda row: not row.differs)


def _words(given: dict[int, dict[int, Decimal | None]], node: CriterionNode, member: int) -> str:
    points = given.get(node.pk, {}).get(member)
    return "–" if points is None else points_words(points)
