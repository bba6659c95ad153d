"""Reading the law's clocks: which one runs for a dossier, until when, how many days are left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evaluations.enums import EntryStatus
from evaluations.models import RoundEntry
from evaluations.rules.days import FilingTime, due_on, filing_time
from products.enums import DeadlineKey, LevelMode, RatingKind
from products.models import Deadline, Recognition, Regime

RUNNING = frozenset({EntryStatus.RECEIVED, EntryStatus.ACCEPTED, EntryStatus.SCORING})


@dataclass(frozen=True)
class Clock:
    """A span that runs for an entry; `left` is negative once it is over."""

    deadline: Deadline
    due: date
    left: int


def clocks_of(entries: Iterable[RoundEntry], on: date) -> dict[int, Clock]:
    """The clock of each entry that has one on a day: screening at the lowest level, a re-rating once it is complete.

    Entries come with level and dossier; one query for all of them. A dossier that waits for more has no clock.
    """
    entries = list(entries)
    regimes = {entry.level.regime_id for entry in entries}
    deadlines = {(each.regime_id, each.key): each for each in Deadline.objects.filter(regime__in=regimes)}
    found = {}
    for entry in entries:
        key, start = _span(entry)
        deadline = deadlines.get((entry.level.regime_id, key))
        if deadline is not None and start is not None:
            due = due_on(start, deadline.days, deadline.unit)
            found[entry.pk] = Clock(deadline, due, (due - on).days)
    return found


def _span(entry: RoundEntry) -> tuple[str, date | None]:
    if entry.status not in RUNNING:
        return "", None
    if entry.level.mode == LevelMode.SCREEN:
        return DeadlineKey.SCREENING, entry.arrived_on
    is_again = entry.dossier.kind == RatingKind.RE_RATING
    return (DeadlineKey.RE_RATING, entry.complete_on) if is_again else ("", None)


def filing_time_of(regime: Regime, held: Recognition, filed_on: date) -> FilingTime:
    """When a re-rating is filed, as the regime counts; one query."""
    days = dict(regime.deadlines.values_list("key", "days"))
    return filing_time(
        filed_on,
        held.until,
        earliest=days.get(DeadlineKey.FILE_EARLIEST),
        latest=days.get(DeadlineKey.FILE_LATEST),
    )
