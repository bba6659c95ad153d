"""The story of a round in words: what its page of events shows and its workbook takes along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.history import doer_words, verb_words
from core.parse import parse_date
from evaluations.enums import CONCLUDED_ROUNDS, SheetStatus
from evaluations.models import Round
from evaluations.queries.entries import entries_of
from evaluations.queries.timeline import Told, acts_of_round, told

AGREE = "agree"
SPEAK_OF_POINTS = ("second_pass", "put_on_meeting")
SET_ASIDE = f"status:{SheetStatus.SET_ASIDE}"  # for an interest, among others


@dataclass(frozen=True)
class Event:
    """One act, or several of one kind told together."""

    at: datetime
    title: str
    thing: str
    member: str
    who: str
    why: str


def story_of(found: Round) -> tuple[list[tuple[str, int]], Iterable[Sequence[Any]]]:
    """Every act of a concluded round, oldest first, as a list of a workbook; for who may see all its dossiers."""
    columns = [
        (_("Lúc"), 18),
        (_("Việc"), 44),
        (_("Hồ sơ"), 32),
        (_("Thành viên"), 26),
        (_("Người thực hiện"), 26),
        (_("Lý do"), 60),
    ]
    entries = list(entries_of(found).select_related("round"))
    acts = list(acts_of_round(found, entries, closes_some=False))
    events = events_of(told(acts, entries), found)
    rows = ((event.at, event.title, event.thing, event.member, event.who, event.why) for event in events)
    return columns, reversed(list(rows))


def events_of(acts: Iterable[Told], found: Round) -> Iterator[Event]:
    """Acts in words, in their order."""
    return (_event(group, found) for group in _together(acts))


def _together(acts: Iterable[Told]) -> Iterator[list[Told]]:
    """Acts one by one, but the options agreed on for a dossier together: there is one for each criterion."""
    for _which, group in groupby(
        acts, lambda each: (each.entry, each.act.by) if each.act.verb == AGREE else each.act.pk
    ):
        yield list(group)


def _event(acts: list[Told], found: Round) -> Event:
    each, act = acts[0], acts[0].act
    return Event(
        at=act.at,
        title=" ".join(part for part in (str(verb_words().get(act.verb, act.verb)), _details(acts)) if part),
        thing=str(each.entry or act.label) if each.model != "round" else "",
        member=each.member if each.model in ("scoresheet", "conflict") else "",
        who=doer_words(act),
        why=_why(each, found),
    )


def _why(each: Told, found: Round) -> str:
    """The reason of an act; never one that may speak of an interest, nor of points before they are final."""
    if each.model in ("conflict", "council") or each.act.verb == SET_ASIDE:
        return ""
    is_of_points = each.model == "scoresheet" or each.act.verb in SPEAK_OF_POINTS
    return "" if is_of_points and found.status not in CONCLUDED_ROUNDS else each.act.why


def _details(acts: list[Told]) -> str:
    """What acts say beside their name: never points, and of an agreed option no more than its criterion."""
    each, said = acts[0], acts[0].act.data
    if each.act.verb == "declare_conflict":
        return _("(có liên quan)") if said.get("is_conflict") else _("(không liên quan)")
    if each.model == "council" and said.get("name"):
        return f"({said['name']})"
    if each.model == "roundentry" and said.get("paper"):
        return _("(theo %(paper)s)") % {"paper": said["paper"]}
    if each.paper:
        return f"({each.paper})"
    if each.act.verb == AGREE:
        codes = dict.fromkeys(each.act.data.get("criterion", "") for each in reversed(acts))
        return _("ở tiêu chí %(codes)s") % {"codes": ", ".join(codes)}
    if each.act.verb == "second_pass":
        return _("(lượt %(number)s)") % {"number": said.get("number")}
    if each.act.verb in ("excuse_member", "bring_back_member"):
        return f"({said.get('member')})"
    if each.act.verb == "note_presence":
        return f"({', '.join(said.get('names', [])) or _('không có ai')})"
    if each.act.verb == "send_to_members":
        day = date_format(parse_date(said["on"]))
        return _("(%(count)s hồ sơ, ngày %(day)s)") % {"count": said.get("count"), "day": day}
    return ""
