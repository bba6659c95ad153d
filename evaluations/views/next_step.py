"""The sentence on a dossier's page that says what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.clock import today
from evaluations.enums import DossierStatus, EntryStatus, ProbeKind, ReportKind
from evaluations.models import Result, RoundEntry
from evaluations.permissions.recording import why_not_for_below
from evaluations.queries.clocks import Clock
from evaluations.queries.drafts import in_sentence
from evaluations.queries.entries import ends_of_way_up, has_annulled_decision
from evaluations.rules.next_step import Point, next_words
from evaluations.rules.outcomes import IN_A_DECISION, lies_under, passes_up
from evaluations.views.intake import Panel
from products.enums import Answer, LevelMode
from products.models import Level

ONE = timedelta(days=1)


def what_comes_next(panel: Panel, clocks: Sequence[Clock], *, open_papers: int) -> str:
    """Who does what next with a dossier, by its newest entry; one query for its levels, up to four by its state."""
    entry, dossier = panel.entry, panel.entry.dossier
    result: Result | None = getattr(entry, "result", None)
    above, below = _around(entry.level)
    kinds = {report.kind for report in panel.reports}
    ended, is_decided = ends_of_way_up([entry]).get(entry.pk), dossier.status == DossierStatus.DECIDED
    point = Point(
        dossier=DossierStatus(dossier.status),
        entry=EntryStatus(entry.status),
        mode=LevelMode(entry.level.mode),
        who=in_sentence(entry.place),
        filed_at=in_sentence(dossier.place),
        above=_named(above),
        below=_named(below),
        open_items=sum(item.answered_at is None for ask in panel.asks for item in ask.items.all()),
        open_papers=open_papers,
        is_reported=ReportKind.SCREENING in kinds,
        round=str(entry.round) if entry.round is not None else "",
        is_sent=entry.sent_to_members_on is not None,
        in_writing=entry.in_writing,
        is_recognised=result is not None and result.outcome in IN_A_DECISION,
        may_recognise=result is not None and not why_not_for_below(entry),
        goes_up=result is not None and passes_up(result, entry.level),
        goes_down=result is not None and _goes_down(entry.level, result),
        is_declined=ended == Answer.WITHDRAWN,
        is_annulled=ended == Answer.ANNULLED or (is_decided and has_annulled_decision(entry)),
        owes_letter=panel.is_known and ReportKind.NOTICE not in kinds,
        due=_due(entry, clocks),
    )
    return next_words(point, today())


def _around(level: Level) -> tuple[Level | None, Level | None]:
    levels = [None, *level.regime.levels.order_by("position"), None]
    place = levels.index(level)
    return levels[place + 1], levels[place - 1]


def _named(level: Level | None) -> str:
    return level.name[:1].lower() + level.name[1:] if level is not None else ""


def _goes_down(level: Level, result: Result) -> bool:
    """Under what is dealt with here; what a body above does not recognise is the province's again."""
    if result.outcome in IN_A_DECISION:
        return False
    return lies_under(result, level) or level.mode == LevelMode.RECORDED


def _due(entry: RoundEntry, clocks: Sequence[Clock]) -> date | None:
    """The nearest day of the law, of what is asked for or of the round; surveys and tests stand beside theirs."""
    days = [clock.due for clock in clocks if clock.what not in {str(label) for label in ProbeKind.labels}]
    if entry.round is not None and entry.round.ends_before is not None and entry.status == EntryStatus.SCORING:
        days.append(entry.round.ends_before - ONE)
    return min(days, default=None)
