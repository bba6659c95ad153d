"""The widths that a picture is kept in."""

from collections.abc import Iterable


def widths_of(largest: int, steps: Iterable[int]) -> list[int]:
    """The steps below the largest width, then itself: a smaller picture is not blown up."""
    return [*(step for step in steps if step < largest), largest]
