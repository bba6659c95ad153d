"""Which counts about representatives may be shown. Pure.

A count under THRESHOLD is never shown. What is left out must not come back by subtraction: from the total, nor from a
table of another day. Cells are given in the order in which they are given up when more must be hidden, and that order
does not depend on the counts: who knows this rule learns nothing more. docs/decisions/0009-privacy.md has the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

THRESHOLD = 5


@dataclass(frozen=True)
class Release:
    """A table that was published: whom it counted, and the counts that it showed."""

    members: frozenset[int]
    shown: Mapping[str, int]


def cells_to_show(counts: Mapping[str, int], members: frozenset[int], earlier: Iterable[Release]) -> dict[str, int]:
    """The cells that may be shown beside the total and every table that was published before; perhaps none."""
    releases = list(earlier)
    shown = {cell: count for cell, count in counts.items() if count >= THRESHOLD}
    for cell in counts:
        if is_hidden_well(shown, counts) and all(is_no_clue(shown, members, release) for release in releases):
            break
        shown.pop(cell, None)
    return shown


def is_hidden_well(shown: Mapping[str, int], counts: Mapping[str, int]) -> bool:
    """True when the total gives no hidden cell away: there are several, together no small count, the first one too.

    Were the first cell not always among them, two hidden cells might be known to be small, and their sum of eight to
    be four and four.
    """
    hidden = {cell: count for cell, count in counts.items() if cell not in shown}
    is_first_hidden = next(iter(counts)) in hidden
    return not shown or not hidden or (is_first_hidden and len(hidden) > 1 and sum(hidden.values()) >= THRESHOLD)


def is_no_clue(shown: Mapping[str, int], members: frozenset[int], release: Release) -> bool:
    """True when this table less an earlier one says nothing about the few who joined or left in between.

    Who joined and who left is public. A reader subtracts the cells that both tables show, and the rest from the
    totals: that gives `rises` and `falls`; `slack` is how many may have joined and left within one cell unseen.
    """
    moves = [count - release.shown[cell] for cell, count in shown.items() if cell in release.shown]
    if not moves:
        return True
    moves.append(len(members) - len(release.members) - sum(moves))
    rises, falls = [max(0, move) for move in moves], [max(0, -move) for move in moves]
    # More moves than people came and went: some changed in place, and the reader may know who.
    left = max(len(release.members - members), sum(falls))
    joined = max(len(members - release.members), sum(rises))
    slack = left - sum(falls)
    return _says_nothing(rises, slack, joined) and _says_nothing(falls, slack, left)


def _says_nothing(parts: list[int], slack: int, people: int) -> bool:
    """True when of these people, known to be `part` to `part + slack` in each cell, no few are told apart.

    Neither may those inside a cell be known to be few, nor those outside; that none is inside may be known.
    """
    for part in parts:
        most, others = part + slack, people - part
        is_known = part > 0 or most < people
        if is_known and (0 < most < THRESHOLD or others < THRESHOLD):
            return False
    return True
