"""How a product is counted otherwise on a later day, and what that adds up to. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from products.enums import EndReason
from reports.enums import Change

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

# Of the ranks that products are counted under; nothing stands for a product that is not counted.
NOTHING = ""
HEIGHT = {"3": 1, "4": 2, "potential5": 3, "5": 4}
# Why a rating ended; its time ran out when nobody ended it, and with a result that recognises nothing.
TIME_RAN_OUT = "expired"
GONE = {
    TIME_RAN_OUT: Change.EXPIRED,
    EndReason.RESULT: Change.EXPIRED,
    EndReason.REVOKED: Change.REVOKED,
    EndReason.ANNULLED: Change.ANNULLED,
}


def change_of(was: str, now: str, *, was_before: bool = False, why: str = "", is_approval: bool = False) -> Change:
    """What happened to a product between two days on which it is counted otherwise, or by another row.

    `was_before` when it was counted on some day up to the first; `why` and `is_approval` tell of the row that ended
    last, where the product is gone.
    """
    if was == NOTHING:
        return Change.BACK if was_before else Change.NEW
    if now == NOTHING:
        return GONE.get(why, Change.UNRATED if is_approval else Change.ENDED)
    if was == now:
        return Change.SAME
    return Change.UP if HEIGHT[was] < HEIGHT[now] else Change.DOWN


# What a rank gains from outside and from other ranks, and loses to them: parts of public addresses.
CAME, JOINED, LEFT, WENT = FLOWS = ("vao", "den", "di", "ra")


def flows_of(was: str, now: str) -> list[tuple[str, str]]:
    """The flows that a change of ranks belongs to, each with its rank."""
    if was == now:
        return []
    gained = [(CAME if was == NOTHING else JOINED, now)] if now else []
    lost = [(WENT if now == NOTHING else LEFT, was)] if was else []
    return gained + lost


def flows(moves: Mapping[tuple[str, str], int]) -> Counter[tuple[str, str]]:
    """How many products each flow of each rank takes along, told how many went from which rank to which."""
    found = Counter[tuple[str, str]]()
    for (was, now), count in moves.items():
        for flow in flows_of(was, now):
            found[flow] += count
    return found


def counted_by(counts: Mapping[T, int], key: Callable[[T], K]) -> Counter[K]:
    """The sums of some counts by what each belongs to."""
    found = Counter[K]()
    for thing, count in counts.items():
        found[key(thing)] += count
    return found
