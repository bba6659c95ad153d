"""Reading the law's clocks: which one runs for a dossier, until when, how many days are left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from core.models import User
from evaluations.enums import ON_THE_WAY, ROUNDS_TO_CONCLUDE, EntryStatus, Outcome, RoundStatus, RoundWay
from evaluations.models import Ask, Dossier, Probe, Round, RoundEntry
from evaluations.queries.advisory import TAKES_PROBES
from evaluations.queries.going_up import WAITS_TO_GO_UP, days_to_go_up
from evaluations.rules.days import FilingTime, due_on, filing_time
from products.enums import DayUnit, DeadlineKey, LevelMode, RatingKind
from products.models import Deadline, Recognition, Regime

AFTER_A_CHANGE = frozenset({DeadlineKey.TRANSITION_FIRST, DeadlineKey.TRANSITION_AGAIN})
# Until the decision: a result that waits for it is not done.
RUNNING = frozenset({EntryStatus.RECEIVED, EntryStatus.ACCEPTED, EntryStatus.SCORING, EntryStatus.SCORED})
UNDECIDED = ON_THE_WAY | {EntryStatus.SCORED}
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """A span that runs for a dossier at a level, or for a round; `left` is negative once it is over."""

    what: str
    due: date
    left: int
    of: RoundEntry | Round


def clocks_of(entries: Iterable[RoundEntry], on: date) -> dict[int, list[Clock]]:
    """The clocks of each entry on a day: those of the law, what is asked for, surveys and tests.

    Entries come with level, regime, dossier, council and result; three queries for all of them, two more where a
    decision was taken. A dossier that waits for more has no clock of the law but that of a later one, whose days count
    from its own first day.
    """
    entries = list(entries)
    found: dict[int, list[Clock]] = defaultdict(list)
    for entry, words, due in [*_by_law(entries, on), *_asked(entries), *_probed(entries), *days_to_go_up(entries)]:
        found[entry.pk].append(Clock(words, due, (due - on).days, entry))
    return found


def running_clocks(user: User, on: date) -> list[Clock]:
    """Every clock that runs in the user's territory, overdue ones first; five queries, or seven.

    What is asked for runs where the dossier was filed, too: there it is brought.
    """
    by_law = Q(level__mode=LevelMode.SCREEN) | Q(dossier__kind=RatingKind.RE_RATING, complete_on__isnull=False)
    probed = Q(probes__done_at__isnull=True, probes__due_on__isnull=False)
    later = Deadline.objects.filter(
        key__in=AFTER_A_CHANGE,
        regime__in_force_from__gt=OuterRef("level__regime__in_force_from"),
        regime__in_force_from__lte=on,
    )
    runs = Q(by_law, status__in=RUNNING) | probed & TAKES_PROBES | Q(Exists(later), status__in=UNDECIDED)
    runs |= Q(status=EntryStatus.INCOMPLETE) | WAITS_TO_GO_UP
    here, filed_here = Q(pk__in=RoundEntry.objects.visible_to(user)), Dossier.objects.visible_to(user)
    entries = (
        RoundEntry.objects.filter(here & runs | Q(status=EntryStatus.INCOMPLETE, dossier__in=filed_here))
        .select_related("dossier__product__producer", "level__regime", "place", "round__council", "result")
        .order_by("pk")
        .distinct()
    )
    clocks = [clock for of_one in clocks_of(entries, on).values() for clock in of_one]
    rounds = Round.objects.visible_to(user).filter(way=RoundWay.COUNCIL, status__in=ROUNDS_TO_CONCLUDE)
    for found in rounds.select_related("level", "place"):
        clocks += [Clock(words, due, (due - on).days, found) for words, due in _of_round(found)]
    return sorted(clocks, key=lambda clock: clock.due)


Span = tuple[RoundEntry, str, date]


def _by_law(entries: list[RoundEntry], on: date) -> Iterator[Span]:
    """The clock of the dossier's own law, and that of the first law that came after it."""
    regimes = {entry.level.regime_id for entry in entries}
    rows = Deadline.objects.filter(Q(regime__in=regimes) | Q(key__in=AFTER_A_CHANGE)).select_related("regime")
    deadlines = {(each.regime_id, each.key): each for each in rows.order_by("regime__in_force_from")}
    for entry in entries:
        key, start = _span(entry)
        if start is not None:
            yield from _own_law(entry, deadlines.get((entry.level.regime_id, key)), start)
        yield from _later_law(entry, deadlines.values(), on)


def _own_law(entry: RoundEntry, deadline: Deadline | None, start: date) -> Iterator[Span]:
    """The law's clock or, in writing, that of the council's regulation where it is the shorter one."""
    spans = [(due_on(start, deadline.days, deadline.unit), str(deadline))] if deadline is not None else []
    if (days := _days_in_writing(entry)) is not None:
        spans.append((due_on(start, days, DayUnit.CALENDAR), _("lấy ý kiến bằng văn bản")))
    if spans:
        due, words = min(spans, key=itemgetter(0))
        yield entry, words, due


def _later_law(entry: RoundEntry, deadlines: Iterable[Deadline], on: date) -> Iterator[Span]:
    """What was filed under an older law is done within the days that the one after it leaves (26/2026 art. 12.2)."""
    is_again = entry.dossier.kind == RatingKind.RE_RATING
    key = DeadlineKey.TRANSITION_AGAIN if is_again else DeadlineKey.TRANSITION_FIRST
    own = entry.level.regime.in_force_from
    if entry.status not in UNDECIDED or _is_not_recognised(entry):
        return
    for each in deadlines:
        if each.key == key and own < each.regime.in_force_from <= on:
            yield entry, str(each), due_on(each.regime.in_force_from, each.days, each.unit)
            return


def _is_not_recognised(entry: RoundEntry) -> bool:
    """True for a result that no decision follows: nothing is waited for any more."""
    return entry.status == EntryStatus.SCORED and entry.result.outcome == Outcome.NONE


def _days_in_writing(entry: RoundEntry) -> int | None:
    """The days of the regulation for opinions in writing that are still asked for; None for every other dossier."""
    is_asked = entry.in_writing and entry.status != EntryStatus.SCORED
    if not is_asked or entry.round is None or entry.round.council is None:
        return None
    return entry.round.council.days_in_writing


def _span(entry: RoundEntry) -> tuple[str, date | None]:
    if entry.status not in RUNNING or _is_not_recognised(entry):
        return "", None
    if entry.level.mode == LevelMode.SCREEN:
        return DeadlineKey.SCREENING, entry.arrived_on
    is_again = entry.dossier.kind == RatingKind.RE_RATING
    return (DeadlineKey.RE_RATING, entry.complete_on) if is_again else ("", None)


def _asked(entries: list[RoundEntry]) -> Iterator[Span]:
    """The day until which what is missing is asked for; an ask of every entry that waits, the newest counts."""
    waiting = {entry.pk: entry for entry in entries if entry.status == EntryStatus.INCOMPLETE}
    newest = {ask.entry_id: ask for ask in Ask.objects.filter(entry__in=waiting).order_by("pk")}
    for ask in newest.values():
        if ask.due_on is not None:
            yield waiting[ask.entry_id], _("chủ thể bổ sung hồ sơ"), ask.due_on


def _probed(entries: list[RoundEntry]) -> Iterator[Span]:
    by_pk = {entry.pk: entry for entry in entries}
    taking = RoundEntry.objects.filter(TAKES_PROBES, pk__in=by_pk)
    for probe in Probe.objects.filter(entry__in=taking, done_at__isnull=True, due_on__isnull=False).order_by("pk"):
        assert probe.due_on is not None  # asked for above
        yield by_pk[probe.entry_id], str(probe.get_kind_display()), probe.due_on


def _of_round(found: Round) -> Iterator[tuple[str, date]]:
    """The law says *before* a day: the last day is the one ahead of it."""
    if found.files_before is not None and found.status == RoundStatus.RECEIVING:
        yield _("đợt nhận hồ sơ"), found.files_before - ONE
    if found.ends_before is not None:
        yield _("đợt đánh giá xong"), found.ends_before - ONE


def filing_time_of(regime: Regime, held: Recognition, filed_on: date) -> FilingTime:
    """When a re-rating is filed, as the regime counts; one query."""
    days = dict(regime.deadlines.values_list("key", "days"))
    return filing_time(
        filed_on,
        held.until,
        earliest=days.get(DeadlineKey.FILE_EARLIEST),
        latest=days.get(DeadlineKey.FILE_LATEST),
    )
