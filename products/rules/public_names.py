"""What the public calls a producer: a home as decisions printed it, a firm by its names of today. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from products.rules.public_fields import HOMES


class Printed(NamedTuple):
    """A name on a row of the ledger: the day of the row, and when it was recorded."""

    day: date
    recorded_at: datetime
    name: str


class Names(NamedTuple):
    """A name and what else somebody is called."""

    name: str
    other_names: list[str]


def public_names(
    now: Names, *, form: str, printed: Iterable[Printed], once_at_home: Collection[str] = ()
) -> Names | None:
    """The names that the public reads; none for a home that was never printed.

    A home is called as the newest row printed it. A firm that was a home keeps to itself what it was called then
    (`once_at_home`) unless that was printed.
    """
    on_paper = list(dict.fromkeys(row.name for row in sorted(printed, reverse=True)))
    if form in HOMES:
        return Names(on_paper[0], on_paper[1:]) if on_paper else None
    return Names(now.name, [name for name in now.other_names if name in on_paper or name not in once_at_home])
