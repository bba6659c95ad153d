"""Counting the choices of filters from grouped cells. Pure.

A cell stands for `count` things that are alike in everything that filters look at. The count beside a choice is the
length of the list when that choice is taken and every other filter stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Counted(Protocol):
    """Anything that stands for a number of things."""

    @property
    def count(self) -> int: ...


Cell = TypeVar("Cell", bound=Counted)


def takes_everything(cell: object) -> bool:
    """What a filter without a choice takes, unless it says otherwise."""
    return True


@dataclass(frozen=True)
class Facet(Generic[Cell]):
    """One filter: its key in the address, the values that a cell answers to, the chosen ones."""

    key: str
    values_of: Callable[[Cell], Collection[str]]
    chosen: frozenset[str] = frozenset()
    unless_chosen: Callable[[Cell], bool] = takes_everything

    def takes(self, cell: Cell) -> bool:
        """True when the filter as it is set lets the cell through."""
        if not self.chosen:
            return self.unless_chosen(cell)
        return not self.chosen.isdisjoint(self.values_of(cell))


def total(cells: Iterable[Cell], facets: Sequence[Facet[Cell]]) -> int:
    """How many things pass all filters."""
    return sum(cell.count for cell in cells if all(facet.takes(cell) for facet in facets))


def choice_counts(cells: Iterable[Cell], facets: Sequence[Facet[Cell]]) -> dict[str, Counter[str]]:
    """For each filter the count beside each of its values: all other filters applied, not its own."""
    counts: dict[str, Counter[str]] = {facet.key: Counter() for facet in facets}
    for cell in cells:
        refused = [facet for facet in facets if not facet.takes(cell)]
        if len(refused) > 1:
            continue
        for facet in refused or facets:
            for value in facet.values_of(cell):
                counts[facet.key][value] += cell.count
    return counts
