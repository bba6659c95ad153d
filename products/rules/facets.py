"""Counting the choices of filters by sets of bits (products.rules.bits). Pure.

The count beside a choice is the length of the list when that choice is taken and every other filter stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from products.rules.bits import any_of, numbers_in

EVERYTHING = -1


@dataclass(frozen=True)
class Facet:
    """One filter: its key in the address, what answers to each value, the chosen ones, what passes without any."""

    key: str
    bits: Mapping[str, int]
    chosen: frozenset[str] = frozenset()
    unless_chosen: int = EVERYTHING

    @property
    def passed(self) -> int:
        """What the filter as it is set lets through."""
        if not self.chosen:
            return self.unless_chosen
        return any_of(self.bits.get(value, 0) for value in self.chosen)


class Counts(dict[str, int]):
    """The counts beside the values of one filter, each made when it is asked for."""

    def __init__(self, others: int, bits: Mapping[str, int], count: Callable[[int], int]) -> None:
        super().__init__()
        self._others, self._bits, self._count = others, bits, count

    def __missing__(self, value: str) -> int:
        self[value] = found = self._count(self._others & self._bits.get(value, 0))
        return found


def narrowed(found: int, facets: Iterable[Facet]) -> int:
    """What passes all filters."""
    for facet in facets:
        found &= facet.passed
    return found


def choice_counts(
    found: int, facets: Sequence[Facet], count: Callable[[int], int] = int.bit_count
) -> dict[str, Counts]:
    """For each filter the count beside each of its values: all other filters applied, not its own."""
    passed = [facet.passed for facet in facets]
    counts = {}
    for place, facet in enumerate(facets):
        others = found
        for other in (*passed[:place], *passed[place + 1 :]):
            others &= other
        counts[facet.key] = Counts(others, facet.bits, count)
    return counts


# --------------------------------------------------------------------- grouped rows
@dataclass(frozen=True)
class Groups:
    """Grouped rows of a query as a set: one bit for each group, weighed by how many things it stands for."""

    weights: Sequence[int]

    @property
    def all(self) -> int:
        """Every group."""
        return (1 << len(self.weights)) - 1

    def count(self, bits: int) -> int:
        """How many things some groups stand for."""
        return sum(self.weights[place] for place in numbers_in(bits))

    @staticmethod
    def by_value(values: Iterable[Iterable[str]]) -> dict[str, int]:
        """For each value the groups that answer to it, from the values of every group in turn."""
        bits: dict[str, int] = {}
        for place, its in enumerate(values):
            for value in its:
                bits[value] = bits.get(value, 0) | 1 << place
        return bits
