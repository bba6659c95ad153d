"""What a product is from day to day, as short steps made ahead: its rank, status and days. Pure.

`state_on` tells it from the ledger's rows, the twin of products.queries.catalogue.with_state; `steps_of` tells every
day on which that changes, future ones included; `write_steps` makes a text of them in which `read_state` finds a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from products.enums import Rank
from products.rules.validity import EXPIRING_DAYS, IN_FORCE, status_on

ONE_DAY = timedelta(days=1)
NOTHING = "-"
DAY_LENGTH = len("2022-10-01")


class RatingDays(NamedTuple):
    """An unvoided rating: its stars and the days that tell its status."""

    stars: int
    starts_on: date
    until: date
    extended_until: date | None = None
    ended_on: date | None = None
    end_reason: str = ""


class ApprovalDays(NamedTuple):
    """An unvoided score approval: open from the first day until right before the last."""

    approved_on: date
    ended_on: date | None = None


class State(NamedTuple):
    """What a product is on a day; status, until and stars are empty without a rating that has begun.

    `until` is the rating's last valid day, also when it ended before its time.
    """

    rank: str
    status: str
    since: date
    until: date | None
    stars: int | None

    @property
    def is_shown(self) -> bool:
        """True when the catalogue shows it without being asked for a status."""
        return self.status in IN_FORCE or self.rank == Rank.POTENTIAL


class Step(NamedTuple):
    """From this day on a product is so, or nothing at all."""

    day: date
    state: State | None


def state_on(on: date, ratings: Iterable[RatingDays], approvals: Iterable[ApprovalDays]) -> State | None:
    """What the rows of the ledger tell of a product on a day; None before everything."""
    rating = max((row for row in ratings if row.starts_on <= on), key=lambda row: row.starts_on, default=None)
    approval = next((row for row in approvals if _is_open(row, on)), None)
    if rating is None:
        return State(Rank.POTENTIAL.value, "", approval.approved_on, None, None) if approval else None
    ended_on = rating.ended_on if rating.ended_on and rating.ended_on <= on else None
    return State(
        rank=Rank.POTENTIAL.value if approval else str(rating.stars),
        status=status_on(on, **{name: value for name, value in rating._asdict().items() if name != "stars"}) or "",
        since=max(rating.starts_on, approval.approved_on) if approval else rating.starts_on,
        until=ended_on - ONE_DAY if ended_on else rating.extended_until or rating.until,
        stars=rating.stars,
    )


def _is_open(approval: ApprovalDays, on: date) -> bool:
    return approval.approved_on <= on and (approval.ended_on is None or on < approval.ended_on)


def steps_of(ratings: Sequence[RatingDays], approvals: Sequence[ApprovalDays]) -> list[Step]:
    """Every day on which a product becomes something else, as known now."""
    days: set[date | None] = set(chain.from_iterable(approvals))
    for row in ratings:
        days |= {row.starts_on, row.ended_on, row.until + ONE_DAY, (row.extended_until or row.until) + ONE_DAY}
        days.add(row.until - timedelta(days=EXPIRING_DAYS - 1))
    steps: list[Step] = []
    for day in sorted(day for day in days if day is not None):
        state = state_on(day, ratings, approvals)
        if state != (steps[-1].state if steps else None):
            steps.append(Step(day, state))
    return steps


@lru_cache(maxsize=20_000)
def written_steps(ratings: tuple[RatingDays, ...], approvals: tuple[ApprovalDays, ...]) -> str:
    """The steps of these rows as a text; products of one decision went the same way."""
    return write_steps(steps_of(ratings, approvals))


def write_steps(steps: Iterable[Step]) -> str:
    """Steps as one short text; many products went the same way and share it."""
    return ";".join(" ".join(_said(value) for value in (step.day, *(step.state or ()))) for step in steps)


def _said(value: date | str | int | None) -> str:
    return NOTHING if value in (None, "") else str(value)


def read_state(text: str, on: date) -> State | None:
    """What the steps of a text tell on a day: days of this form stand in order as texts too."""
    day, told = on.isoformat(), ""
    for step in text.split(";"):
        if step[:DAY_LENGTH] > day:
            break
        told = step[DAY_LENGTH + 1 :]
    return _state(told) if told else None


@lru_cache(maxsize=50_000)
def _state(text: str) -> State:
    rank, status, since, until, stars = ("" if word == NOTHING else word for word in text.split(" "))
    last = date.fromisoformat(until) if until else None
    return State(rank, status, date.fromisoformat(since), last, int(stars) if stars else None)
