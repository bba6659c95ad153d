"""Reading the minutes of a concluded round: from frozen rows alone, so that they never change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from core.models import HistoryEntry
from evaluations.enums import PUT_OFF, EntryStatus, MemberRole, SheetStatus
from evaluations.models import AgreedLine, Conflict, CouncilMember, Result, Round, RoundEntry, ScoreSheet
from evaluations.queries.conflicts import holding, spoken_in, words_about
from evaluations.queries.meeting_room import room_of
from evaluations.rules.scoring import spread_of

# What ends a dossier while it is scored, and the act that says so.
POSTPONED = "postpone_dossier"
LEFT_BY = {EntryStatus.UNUSED: POSTPONED, EntryStatus.WITHDRAWN: "status:withdrawn"}


@dataclass(frozen=True)
class Seat:
    """Who sat on the council when it concluded."""

    name: str
    role: str
    unit: str
    scores: bool
    here: bool

    @property
    def role_words(self) -> str:
        """What somebody is on the council."""
        return str(MemberRole(self.role).label)


@dataclass(frozen=True)
class Marks:
    """The members' totals of one pass over a dossier."""

    number: int
    totals: list[Decimal]
    on_paper: int  # how many of the sheets were done on paper

    @property
    def lowest(self) -> Decimal:
        """The lowest total."""
        return min(self.totals)

    @property
    def highest(self) -> Decimal:
        """The highest total."""
        return max(self.totals)

    @property
    def spread(self) -> Decimal:
        """How far they are apart."""
        return spread_of(self.totals)


@dataclass(frozen=True)
class Item:
    """What the minutes say of one dossier."""

    result: Result
    conflicts: list[tuple[str, str]]
    passes: list[Marks]
    remarks: list[tuple[str, str]]
    agreed: list[AgreedLine]

    @property
    def entry(self) -> RoundEntry:
        """The dossier."""
        return self.result.entry

    @property
    def number(self) -> int:
        """Its place on the list of the round."""
        return self.entry.position

    @property
    def names(self) -> dict[str, str]:
        """What product, producer and place were called on the day."""
        return self.result.judged_by

    @property
    def corrected(self) -> list[dict[str, Any]]:
        """The words on conflicts that were corrected; results of before they were kept have none."""
        kept = self.result.judged_by.get("corrected", [])
        return [{**each, "on": date.fromisoformat(each["on"])} for each in kept]

    @property
    def excluded(self) -> dict[str, str] | None:
        """The ground of the score sheet on which the dossier was excluded, and why; None for most."""
        return self.result.judged_by.get("excluded")

    @property
    def sheet_remarks(self) -> list[str]:
        """Where the score sheet was to be checked; results of before it was kept say nothing."""
        return self.result.judged_by.get("sheet_remarks", [])

    @property
    def excused(self) -> list[dict[str, str]]:
        """Who was not there to mark, and why; results of before it was kept have none."""
        return self.result.judged_by.get("excused", [])


@dataclass(frozen=True)
class WithoutResult:
    """A dossier that was put off to a later round or withdrawn while it was scored, as the book of acts has it."""

    number: int
    name: str
    is_postponed: bool
    why: str
    paper: str = ""
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    excused: list[dict[str, str]] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What became of it."""
        return str(PUT_OFF) if self.is_postponed else _("chủ thể rút hồ sơ")

    @property
    def why_words(self) -> str:
        """Why, and by which paper where there is one."""
        return f"{self.why} ({self.paper})" if self.paper else self.why


@dataclass(frozen=True)
class Minutes:
    """The minutes of a round."""

    room: dict[str, Any]
    seats: list[Seat]
    concluded_at: datetime | None
    items: list[Item]
    without_result: list[WithoutResult]

    @property
    def lines(self) -> list[Item | WithoutResult]:
        """Every dossier of the list in the order of its numbers, which have no gaps."""
        return sorted([*self.items, *self.without_result], key=lambda line: line.number)

    @property
    def present(self) -> list[Seat]:
        """Who was there."""
        return [seat for seat in self.seats if seat.here]

    @property
    def absent(self) -> list[Seat]:
        """Who was not."""
        return [seat for seat in self.seats if not seat.here]

    @property
    def founded_on(self) -> date:
        """The day on which the council was founded."""
        return date.fromisoformat(self.room["founded_on"])

    @property
    def concluded_on(self) -> date:
        """The business day on which the round was concluded."""
        return date.fromisoformat(self.room["on"])

    @property
    def meets_on(self) -> date | None:
        """The day of the meeting as it stood at the end; None when nobody typed one."""
        kept = self.room.get("meets_on")
        return date.fromisoformat(kept) if kept else None

    @property
    def delegation(self) -> dict[str, Any] | None:
        """Who led in the chair's place, by which paper of which day; None when the chair did."""
        kept = self.room.get("delegation")  # rooms of before it was kept have none
        return kept and {**kept, "on": date.fromisoformat(kept["on"])}

    @property
    def spread_limit(self) -> Decimal:
        """How far apart the regulation let the members be."""
        return Decimal(self.room["spread_limit"])


def minutes_of(found: Round) -> Minutes:
    """What the portal knows of the meeting of a concluded round, whatever the number of dossiers.

    Five queries, one more where an interest was declared at an earlier attempt or another level.
    """
    results = list(
        Result.objects.filter(entry__round=found)
        .select_related("entry__dossier__criteria_set", "frozen_by")
        .order_by("entry__position", "entry")
    )
    room = results[0].judged_by["council"] if results else room_of(found)
    if "meets_on" not in room and found.meets_on is not None:  # rooms of before it was kept
        room["meets_on"] = found.meets_on.isoformat()
    names = {seat["pk"]: seat["name"] for seat in room["seats"]}
    off = list(found.entries.filter(status__in=LEFT_BY, result__isnull=True))
    said = _conflicts([*(result.entry for result in results), *off], names)
    sheets, agreed = _sheets(found), _agreed(found)
    return Minutes(
        room=room,
        seats=[Seat(*(seat[key] for key in ("name", "role", "unit", "scores", "here"))) for seat in room["seats"]],
        concluded_at=results[0].frozen_at if results else None,
        items=[
            Item(
                result,
                _named(said[result.entry_id], names),
                _passes(sheets[result.entry_id]),
                _remarks(sheets[result.entry_id], names),
                agreed[result.entry_id],
            )
            for result in results
        ],
        without_result=_without_result(found, off, said, names),
    )


def _without_result(
    found: Round, left: list[RoundEntry], said: Mapping[int, list[Conflict]], names: dict[int, str]
) -> list[WithoutResult]:
    """The dossiers that left while they were scored, in the order of the list; their names stand in the book.

    `said` are the conflicts of each dossier, `names` those of the seats at the end.
    """
    off = {entry.pk: entry for entry in left}
    if not off:
        return []
    members = _members(found, names) if any(entry.excused for entry in off.values()) else {}
    kind = ContentType.objects.get_for_model(RoundEntry)
    acts = HistoryEntry.objects.filter(verb__in=LEFT_BY.values(), subject_type=kind, subject_id__in=off)
    lines = [
        WithoutResult(
            number=off[act.subject_id].position,
            name=act.label,
            is_postponed=act.verb == POSTPONED,
            why=act.why,
            paper=act.data.get("paper", ""),
            conflicts=_named(said.get(act.subject_id, []), names),
            excused=_excused(off[act.subject_id], members, said.get(act.subject_id, [])),
        )
        for act in acts
    ]
    return sorted(lines, key=lambda line: line.number)


def _excused(entry: RoundEntry, members: dict[int, str], conflicts: list[Conflict]) -> list[dict[str, str]]:
    """Who was not there to mark, and why; a member who has an interest by the word that stands is out, not absent."""
    out = {conflict.member_id for conflict in conflicts}
    free = {str(key): name for key, name in members.items() if key not in out}
    return [{"name": name, "why": entry.excused[key]} for key, name in free.items() if key in entry.excused]


def _members(found: Round, names: dict[int, str]) -> dict[int, str]:
    """Who sat on the council at any time, by the key of the seat, in its order; called as at the end."""
    seats = CouncilMember.objects.filter(council=found.council_id).order_by("position", "pk")
    return {key: names.get(key, name) for key, name in seats.values_list("pk", "full_name")}


def _conflicts(entries: list[RoundEntry], names: dict[int, str]) -> dict[int, list[Conflict]]:
    """The interests in each dossier by the words that stand, in the order of the seats.

    `names` are those of the seats at the end, which alone an interest from before holds for.
    """
    keys = {entry.pk for entry in entries}
    spoken = spoken_in(words_about({entry.dossier_id for entry in entries}).select_related("member"))
    words = [each.word for own in spoken.values() for each in own]
    seats = {word.member_id: word.member for word in words if word.entry_id in keys}
    if any(word.is_conflict and word.entry_id not in keys for word in words):
        seats |= CouncilMember.objects.in_bulk(names)
    in_order = sorted(seats.values(), key=lambda seat: (seat.position, seat.pk))
    said: dict[int, list[Conflict]] = defaultdict(list)
    for entry in entries:
        held = holding(entry, in_order, spoken.get(entry.dossier_id, ()))
        last = (held[seat.pk][-1] for seat in in_order if seat.pk in held)
        said[entry.pk] = [word for word in last if word.is_conflict]
    return said


def _named(conflicts: list[Conflict], names: dict[int, str]) -> list[tuple[str, str]]:
    """Who has which interest; who left meanwhile had no seat at the end."""
    return [(names.get(each.member_id, each.member.full_name), each.what) for each in conflicts]


def _sheets(found: Round) -> dict[int, list[ScoreSheet]]:
    """The signed sheets of each dossier, of all passes, in the order of the seats."""
    sheets: dict[int, list[ScoreSheet]] = defaultdict(list)
    signed = ScoreSheet.objects.filter(entry__round=found, status=SheetStatus.SIGNED).select_related("member")
    for sheet in signed.order_by("pass_number", "member__position", "member"):
        sheets[sheet.entry_id].append(sheet)
    return sheets


def _passes(sheets: list[ScoreSheet]) -> list[Marks]:
    found = []
    for number, group in groupby(sheets, key=lambda sheet: sheet.pass_number):
        own = list(group)
        totals = [sheet.total for sheet in own if sheet.total is not None]
        found.append(Marks(number, totals, sum(sheet.on_paper for sheet in own)))
    return found


def _remarks(sheets: list[ScoreSheet], names: dict[int, str]) -> list[tuple[str, str]]:
    """What members wrote on the whole dossier, in the last pass of each."""
    last = {sheet.member_id: sheet for sheet in sheets}
    return [
        (names.get(sheet.member_id, sheet.member.full_name), sheet.comment) for sheet in last.values() if sheet.comment
    ]


def _agreed(found: Round) -> dict[int, list[AgreedLine]]:
    agreed: dict[int, list[AgreedLine]] = defaultdict(list)
    lines = AgreedLine.objects.filter(entry__round=found).select_related("criterion", "option")
    for line in lines.order_by("criterion__position"):
        agreed[line.entry_id].append(line)
    return agreed
