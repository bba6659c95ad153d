"""Reading score sheets: a member's list, a sheet with its lines, who may see whose points."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from core.models import User
from evaluations.enums import CONCLUDED_ROUNDS, OPEN_TO_MEMBERS, Reveal, SheetStatus
from evaluations.models import CouncilMember, RoundEntry, ScoreLine, ScoreSheet
from evaluations.queries.conflicts import interests_in, spoken_in, words_about
from evaluations.queries.councils import Standing


def seats_of(user: User) -> QuerySet[CouncilMember]:
    """The seats of a person on councils whose rounds are on the way."""
    return CouncilMember.objects.filter(user=user, left_on__isnull=True).select_related("council")


def entries_to_score(member: CouncilMember) -> QuerySet[RoundEntry]:
    """The dossiers of the rounds that a member's council scores now, in the order of the list."""
    return (
        RoundEntry.objects.filter(round__council=member.council_id, round__status__in=OPEN_TO_MEMBERS)
        .select_related("dossier__product__producer", "dossier__criteria_set", "round")
        .order_by("round_id", "position", "pk")  # as the statement of queries/desks.py orders them
    )


def lines_of(sheet: ScoreSheet) -> dict[int, ScoreLine]:
    """The lines of a sheet by criterion; what has none is unanswered."""
    return {line.criterion_id: line for line in sheet.lines.order_by()}


def signed_sheets(entry: RoundEntry) -> QuerySet[ScoreSheet]:
    """The signed sheets of the current pass, by the members' names."""
    found = ScoreSheet.objects.filter(entry=entry, status=SheetStatus.SIGNED, pass_number=entry.passes)
    return found.select_related("member").order_by("member__full_name", "pk")


def may_see_points(standing: Standing, member: CouncilMember | None, reveal: str) -> bool:
    """Whether the points of others are shown.

    A member sees them once its own sheet is signed, or once all are, as the regulation says; who is no member of the
    council sees them when all are signed; a member in conflict never sees them before. In writing the sheets of a
    quorum are as good as all, but not to a member who still marks.
    """
    if standing.is_whole:
        return True
    if member is None:
        return standing.is_enough
    own = standing.sheets.get(member.pk)
    has_signed = own is not None and own.status == SheetStatus.SIGNED
    return has_signed and (standing.is_enough or reveal == Reveal.OWN_SIGNED)


def may_show_points(standing: Standing, user: User) -> bool:
    """Whether a meeting shows the points to whoever runs it: once the council may speak, and not while one marks.

    A dossier that is closed to a member shows that member nothing, whatever else the person does.
    """
    is_still_marking = standing.seat_of(user) in standing.waiting
    return standing.is_enough and not is_still_marking and not standing.is_closed_to(user)


def closed_to(user: User, entries: Iterable[RoundEntry]) -> list[RoundEntry]:
    """The dossiers on whose council a person sits and has an interest in, or has not said yet that there is none.

    An interest closes every attempt at every level, whichever of them it was declared at. Whether the seat gives marks
    makes no difference: who leads the meeting or writes for it reads everything. Once a round is over, silence closes
    nothing: who joins the council later was never asked. Entries come with their round; one query for who has no seat,
    two for members.
    """
    entries = [entry for entry in entries if entry.round is not None and entry.round.council_id is not None]
    councils = {entry.round.council_id for entry in entries if entry.round is not None}
    own = CouncilMember.objects.filter(user=user, council__in=councils, left_on__isnull=True)
    seats: dict[int | None, int] = dict(own.values_list("council", "pk"))
    if not seats:
        return []
    spoken = spoken_in(words_about({entry.dossier_id for entry in entries}, by=user))
    interested = {dossier for dossier, words in spoken.items() if interests_in(words)}
    said = {(each.word.entry_id, each.word.member_id) for words in spoken.values() for each in words}
    return [
        entry
        for entry in entries
        if entry.round is not None
        and (seat := seats.get(entry.round.council_id)) is not None
        and (
            entry.dossier_id in interested
            or ((entry.pk, seat) not in said and entry.round.status not in CONCLUDED_ROUNDS)
        )
    ]
