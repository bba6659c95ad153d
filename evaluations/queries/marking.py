"""Reading for a member who marks: the own list, the own seat at a dossier, what the own marks come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q

from core.models import User
from evaluations.enums import ENDED_ENTRIES, SHEETS_THAT_COUNT, EntryStatus, SheetStatus
from evaluations.models import Conflict, CriterionNode, RoundEntry, ScoreLine, ScoreSheet
from evaluations.queries.conflicts import holding, spoken_in, words_about
from evaluations.queries.meeting import agreed_on, has_minimum
from evaluations.queries.sheets import entries_to_score, seats_of
from evaluations.rules.scoring import Agreed, Average, Rated, rate
from products.rules.stars import BandRule


@dataclass(frozen=True)
class Task:
    """One dossier on a member's list."""

    entry: RoundEntry
    said: Conflict | None
    sheet: ScoreSheet | None
    answered: int
    criteria: int
    scores: bool = True
    is_excused: bool = False

    @property
    def is_closed(self) -> bool:
        """True for a dossier that is closed to the member, who has an interest in it."""
        return self.said is not None and self.said.is_conflict

    @property
    def is_signed(self) -> bool:
        """True when the sheet is locked."""
        return self.sheet is not None and self.sheet.status == SheetStatus.SIGNED

    @property
    def is_done(self) -> bool:
        """True when the member has nothing left to do."""
        return self.is_closed or self.is_signed or self.is_excused or self.only_listens

    @property
    def only_listens(self) -> bool:
        """True for who gives no marks and has said its word."""
        return not self.scores and self.said is not None

    @property
    def waits(self) -> bool:
        """True when the member can go on with it now: with its word first, then with its marks."""
        return not self.is_done and (self.said is None or self.entry.status == EntryStatus.SCORING)


def tasks_of(user: User) -> list[Task]:
    """Every dossier that a person speaks of or scores now, in the order of the lists: five queries for all of them."""
    seats = {seat.council_id: seat for seat in seats_of(user)}
    waiting = reduce(or_, map(entries_to_score, seats.values()), RoundEntry.objects.none())
    entries = list(waiting.exclude(status__in=ENDED_ENTRIES).select_related("round__level", "round__place"))
    spoken = spoken_in(words_about({entry.dossier_id for entry in entries}, by=user))
    sheets = {
        sheet.entry_id: sheet
        for sheet in ScoreSheet.objects.filter(
            entry__in=entries, member__in=seats.values(), status__in=SHEETS_THAT_COUNT, pass_number=F("entry__passes")
        ).annotate(answered=Count("lines", filter=Q(lines__points__isnull=False)))
    }
    criteria = dict(
        CriterionNode.objects.filter(
            criteria_set__in={entry.dossier.criteria_set_id for entry in entries}, is_criterion=True
        )
        .order_by()
        .values_list("criteria_set")
        .annotate(Count("pk"))
    )
    own = {entry: seats[entry.round.council_id] for entry in entries if entry.round and entry.round.council_id}
    said = {
        entry.pk: words[-1]
        for entry, seat in own.items()
        if (words := holding(entry, [seat], spoken.get(entry.dossier_id, ())).get(seat.pk))
    }
    return [
        Task(
            entry=entry,
            said=said.get(entry.pk),
            sheet=sheets.get(entry.pk),
            answered=getattr(sheets.get(entry.pk), "answered", 0),
            criteria=criteria.get(entry.dossier.criteria_set_id, 0),
            scores=seat.scores,
            is_excused=str(seat.pk) in entry.excused,
        )
        for entry, seat in own.items()
    ]


def next_task(tasks: Sequence[Task], after: int | None = None) -> Task | None:
    """The next dossier that waits: after one of the list, then from its top; never that one itself."""
    at = next((number for number, task in enumerate(tasks, start=1) if task.entry.pk == after), 0)
    return next((task for task in (*tasks[at:], *tasks[:at]) if task.waits and task.entry.pk != after), None)


@dataclass(frozen=True)
class Position:
    """Where a dossier stands on the member's list."""

    number: int
    count: int
    before: int | None
    after: int | None


def place_on_list(entry: RoundEntry, on_list: Sequence[int]) -> Position | None:
    """The place of a dossier among the keys of a member's list; None when it is no longer there."""
    if entry.pk not in on_list:
        return None
    at = on_list.index(entry.pk)
    return Position(
        number=at + 1,
        count=len(on_list),
        before=on_list[at - 1] if at else None,
        after=on_list[at + 1] if at + 1 < len(on_list) else None,
    )


@dataclass(frozen=True)
class Opinion:
    """What a member's marks come to; without stars as long as a criterion is unanswered."""

    total: Decimal
    answered: int
    missing: list[CriterionNode]
    rated: Rated | None
    at_most: Rated | None  # what can still come of it, as soon as that is less than everything


def opinion_of(nodes: Sequence[CriterionNode], lines: Mapping[int, ScoreLine], bands: Sequence[BandRule]) -> Opinion:
    """The total so far and, once all is answered, the stars that the member's own options would give."""
    criteria = [node for node in nodes if node.is_criterion]
    given = {pk: line.points for pk, line in lines.items() if line.points is not None}
    missing = [node for node in criteria if node.pk not in given]
    total = sum((given[node.pk] for node in criteria if node.pk in given), Decimal(0))
    if not criteria:
        return Opinion(total, 0, missing, None, None)
    gated = [node for node in criteria if node.knock_out or has_minimum(node)]
    own = [_own_word(node, lines[node.pk]) for node in gated if node.pk in given]
    has_minimums = any(has_minimum(node) for node in gated)
    best = rate(Average.of([total + sum(map(_most_of, missing))]), bands, own, has_minimums=has_minimums)
    is_sure = best.stars < max(band.stars for band in bands)
    return Opinion(
        total,
        len(criteria) - len(missing),
        missing,
        rated=None if missing else best,
        at_most=best if missing and is_sure else None,
    )


def _most_of(node: CriterionNode) -> int:
    """The most points that a criterion can still get."""
    of_paper = (option.points for option in node.options.all() if not option.is_failure)
    return max(of_paper, default=node.max_points)


def _own_word(node: CriterionNode, line: ScoreLine) -> Agreed:
    """A member's option as if the council had agreed on it."""
    return agreed_on(node, line.option_id, knocked_out=line.knocked_out)
