"""Reading councils: who sits, who counts for a dossier, what each of them has done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.db.models import Count, Q, QuerySet

from core.models import User
from evaluations.enums import (
    CONCLUDED_ROUNDS,
    SCORED_ENTRIES,
    SHEETS_THAT_COUNT,
    EntryStatus,
    RoundStatus,
    SheetStatus,
)
from evaluations.models import Conflict, Council, CouncilMember, Round, RoundEntry, ScoreSheet
from evaluations.queries.conflicts import Spoken, holding, interests_in, spoken_in, words_about
from evaluations.rules.scoring import spread_of


def councils_for(user: User) -> QuerySet[Council]:
    """The councils of the user's territory with how many sit on each."""
    return (
        Council.objects.visible_to(user)
        .select_related("place")
        .annotate(member_count=Count("members", filter=Q(members__left_on__isnull=True)))
        .order_by("-founded_on", "-pk")
    )


def sitting(council: Council) -> list[CouncilMember]:
    """Who sits on a council now, in the order of the decision that founded it."""
    return list(council.members.filter(left_on__isnull=True).select_related("user"))


def scoring_members(council: Council) -> list[CouncilMember]:
    """Who gives marks."""
    return list(council.members.filter(left_on__isnull=True, scores=True).order_by("position", "pk"))


def is_scoring(council: Council) -> bool:
    """True while a round of the council is being scored: then its regulation and seats stay as they are."""
    return council.rounds.filter(status=RoundStatus.SCORING).exists()


@dataclass(frozen=True)
class Corrected:
    """A word on a conflict of interest, and the one that took its place."""

    before: Conflict
    after: Conflict


@dataclass(frozen=True)
class Excused:
    """A member who would count and is not there to mark, and why."""

    member: CouncilMember
    why: str


@dataclass
class Standing:
    """How the scoring of one dossier stands in its current pass."""

    entry: RoundEntry
    counting: list[CouncilMember]  # who gives marks, is there and has no conflict
    listening: list[CouncilMember]  # who gives no marks and has no conflict
    undeclared: list[CouncilMember]  # of all who sit there, as those with a conflict are
    in_conflict: list[Conflict]
    sheets: dict[int, ScoreSheet] = field(default_factory=dict)  # by member, those that count
    corrected: list[Corrected] = field(default_factory=list)
    said: dict[int, Conflict] = field(default_factory=dict)  # by member, the words that stand
    interests: dict[int, Conflict] = field(default_factory=dict)  # by account, those that stand at whatever level
    excused: list[Excused] = field(default_factory=list)
    quorum_percent: int = 100

    @property
    def out(self) -> list[int]:
        """The members to whom the dossier is closed: they count for nothing in it, not for its quorum either."""
        return [conflict.member_id for conflict in self.in_conflict]

    @property
    def signed(self) -> list[ScoreSheet]:
        """The signed sheets of those who count."""
        found = (self.sheets.get(member.pk) for member in self.counting)
        return [sheet for sheet in found if sheet is not None and sheet.status == SheetStatus.SIGNED]

    @property
    def waiting(self) -> list[CouncilMember]:
        """Those who count and have not signed."""
        done = {sheet.member_id for sheet in self.signed}
        return [member for member in self.counting if member.pk not in done]

    @property
    def is_whole(self) -> bool:
        """True when everybody who counts has signed; a dossier without anybody who counts is not."""
        return bool(self.counting) and not self.waiting

    @property
    def away(self) -> list[int]:
        """The members who are not there for this dossier: their seats count for the quorum, they do not."""
        return [each.member.pk for each in self.excused]

    @property
    def seats(self) -> int:
        """How many would mark if everybody were there."""
        return len(self.counting) + len(self.excused)

    @property
    def has_quorum(self) -> bool:
        """True when so many have signed as the regulation asks of those who would mark."""
        return bool(self.counting) and len(self.signed) * 100 >= self.quorum_percent * self.seats

    @property
    def is_enough(self) -> bool:
        """True when the council may speak: a quorum has signed and, unless in writing, nobody is waited for."""
        return self.has_quorum and (self.is_whole or self.entry.in_writing)

    @property
    def totals(self) -> list[Decimal]:
        """The totals of the signed sheets."""
        return [sheet.total for sheet in self.signed if sheet.total is not None]

    @property
    def spread(self) -> Decimal:
        """How far the highest and the lowest signed sheet are apart."""
        return spread_of(self.totals)

    def is_over(self, limit: Decimal) -> bool:
        """True when the council may speak and its sheets are further apart than the regulation lets them."""
        return self.is_enough and self.spread > limit

    def wants_pass(self, council: Council) -> bool:
        """True when the sheets are too far apart and the regulation leaves another pass; a meeting alone begins one.

        What is excluded is out whatever its points.
        """
        has_pass = not (self.entry.in_writing or self.entry.excluded_for) and self.entry.passes < council.passes
        return has_pass and self.is_over(council.spread_limit)

    @property
    def silent(self) -> list[CouncilMember]:
        """Those who give no marks and have not said yet whether they have an interest."""
        return [member for member in self.listening if member in self.undeclared]

    def is_closed_to(self, user: User) -> bool:
        """True for who has an interest in the dossier, or is a member without a word on it yet."""
        return user.pk in self.interests or any(member.user_id == user.pk for member in self.undeclared)

    def seat_of(self, user: User) -> CouncilMember | None:
        """The seat from which a person gives marks here; None for everybody else, and for who has an interest."""
        return next((member for member in self.counting if member.user_id == user.pk), None)


def standings_of(found: Round, entries: Iterable[RoundEntry]) -> list[Standing]:
    """How each dossier of a round stands: three queries for all of them, a fourth when a seat has ended since."""
    assert found.council is not None  # only rounds of a council have entries
    members = list(found.council.members.filter(left_on__isnull=True).order_by("position", "pk"))
    entries = list(entries)
    spoken = spoken_in(words_about([entry.dossier_id for entry in entries]))
    sheets = ScoreSheet.objects.filter(entry__in=entries, status__in=SHEETS_THAT_COUNT)
    return assembled(found.council, entries, members, spoken, sheets.order_by())


def assembled(
    council: Council,
    entries: list[RoundEntry],
    members: list[CouncilMember],
    spoken: Mapping[int, Sequence[Spoken]],
    sheets: Iterable[ScoreSheet],
) -> list[Standing]:
    """How dossiers stand by what was read of them: all seats, the words on each dossier as they were said."""
    seats = {member.pk: member for member in members}
    standings = [_standing(entry, members, spoken.get(entry.dossier_id, ())) for entry in entries]
    by_entry = {standing.entry.pk: standing for standing in standings}
    for sheet in _with_members(list(sheets), seats):
        standing = by_entry[sheet.entry_id]
        if sheet.pass_number == standing.entry.passes:
            standing.sheets[sheet.member_id] = sheet
    for standing in standings:
        standing.quorum_percent = council.quorum_percent
        if _is_over(standing.entry):  # seats may have changed since
            standing.counting = [sheet.member for sheet in standing.sheets.values()]
            standing.undeclared = []
    return standings


def _is_over(entry: RoundEntry) -> bool:
    """True once nobody marks any more; what was withdrawn after its result was scored with its round."""
    if entry.status == EntryStatus.WITHDRAWN:
        return entry.round is not None and entry.round.status in CONCLUDED_ROUNDS
    return entry.status in SCORED_ENTRIES


def _with_members(sheets: list[ScoreSheet], seats: dict[int, CouncilMember]) -> list[ScoreSheet]:
    """Sheets each with its member, in the order of the seats; a seat may have ended since."""
    gone = {sheet.member_id for sheet in sheets} - seats.keys()
    everybody = {**seats, **(CouncilMember.objects.in_bulk(gone) if gone else {})}
    for sheet in sheets:
        sheet.member = everybody[sheet.member_id]
    return sorted(sheets, key=lambda sheet: (sheet.member.position, sheet.member_id))


def _standing(entry: RoundEntry, members: list[CouncilMember], spoken: Sequence[Spoken]) -> Standing:
    words = holding(entry, members, spoken)
    said = {key: own[-1] for key, own in words.items()}
    conflicts = [said[member.pk] for member in members if member.pk in said and said[member.pk].is_conflict]
    out = {conflict.member_id for conflict in conflicts}
    free = [member for member in members if member.pk not in out]
    return Standing(
        entry=entry,
        counting=[member for member in free if member.scores and str(member.pk) not in entry.excused],
        listening=[member for member in free if not member.scores],
        excused=[Excused(member, why) for member in free if (why := entry.excused.get(str(member.pk)))],
        undeclared=[member for member in members if member.pk not in said],
        in_conflict=conflicts,
        corrected=[Corrected(*pair) for member in members for pair in pairwise(words.get(member.pk, ()))],
        said=said,
        interests=interests_in(spoken),
    )


def missed_by(standing: Standing, member: CouncilMember) -> bool:
    """True when a meeting over a dossier waits for a member's sheet."""
    return not standing.entry.in_writing and member in standing.waiting


def standing_of(entry: RoundEntry) -> Standing:
    """How the scoring of one dossier stands."""
    assert entry.round is not None
    return standings_of(entry.round, [entry])[0]
