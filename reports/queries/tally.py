"""What a figure is made of, before places and categories are read as the units and sectors of a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from products.enums import Counting

POTENTIAL = "potential5"
RANKS = ("3", "4", "5", POTENTIAL)


@dataclass
class Tally:
    """The products counted on a day in one mode, and the producers that they were counted with."""

    ranks: Counter[str] = field(default_factory=Counter)
    potential: int = 0  # products with an approved score that waits for its answer
    classes: Counter[str] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)  # as printed; 0 where none was
    categories: Counter[int] = field(default_factory=Counter)


def rank_of(stars: int, *, is_potential: bool, mode: Counting) -> str:
    """The rank that a product counts under; one without a rating counts under four stars when `inside`."""
    return POTENTIAL if is_potential and mode == Counting.BESIDE else str(stars or 4)
