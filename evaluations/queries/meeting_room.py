"""Reading for the page of a meeting: few queries, whatever the number of dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from core.clock import today
from evaluations.enums import SheetStatus
from evaluations.models import CouncilMember, Round, RoundEntry, ScoreLine
from evaluations.queries.councils import Standing, standings_of
from evaluations.queries.meeting import codes_to_agree
from evaluations.queries.opinions import opinions_of
from evaluations.rules.opinions import Given


def seats_at_meeting(found: Round) -> list[CouncilMember]:
    """Who sits on the council of a round; `is_here` tells who is at its meeting."""
    assert found.council is not None  # only rounds of a council meet
    here = Round.present.through.objects.filter(round=found, councilmember=OuterRef("pk"))
    return list(found.council.members.filter(left_on__isnull=True).annotate(is_here=Exists(here)))


@dataclass(frozen=True)
class Meeting:
    """What a meeting that is to be concluded knows, read once for its page and for what is in the way."""

    seats: list[CouncilMember]
    standings: list[Standing]
    codes: dict[int, list[str]]  # by dossier, the criteria that are still to be agreed on
    opinions: dict[int, list[Given]]  # by dossier that is dealt with in writing

    @property
    def present(self) -> set[int]:
        """Who is here."""
        return {seat.pk for seat in self.seats if seat.is_here}  # type: ignore[attr-defined]


def meeting_at(found: Round, entries: Iterable[RoundEntry]) -> Meeting:
    """How the meeting over some dossiers of a round stands."""
    entries = list(entries)
    standings = standings_of(found, entries)
    return Meeting(seats_at_meeting(found), standings, codes_to_agree(entries), opinions_of(standings))


def room_of(found: Round) -> dict[str, Any]:
    """The council as it meets, to be kept with what it finds: its regulation, who sits on it, leads and is here."""
    seats, council = seats_at_meeting(found), found.council
    assert council is not None  # only rounds of a council meet
    return {
        "name": council.name,
        "founded_by": council.founded_by,
        "founded_on": council.founded_on.isoformat(),
        "regulation": council.regulation,
        "quorum_percent": council.quorum_percent,
        "spread_limit": str(council.spread_limit),
        "passes": council.passes,
        "days_in_writing": council.days_in_writing if council.allows_writing else None,
        "on": today().isoformat(),
        "meets_on": found.meets_on.isoformat() if found.meets_on else None,
        "delegation": _delegation(found),
        "seats": [
            {
                "pk": seat.pk,
                "name": seat.full_name,
                "role": seat.role,
                "unit": seat.unit,
                "scores": seat.scores,
                "here": bool(seat.is_here),  # type: ignore[attr-defined]
            }
            for seat in seats
        ],
    }


def _delegation(found: Round) -> dict[str, str] | None:
    if found.delegated_to is None:
        return None
    assert found.delegated_on is not None  # constraint round_delegation_whole
    return {
        "name": found.delegated_to.full_name,
        "paper": found.delegation_paper,
        "on": found.delegated_on.isoformat(),
    }


def words_of_room(standing: Standing) -> dict[str, Any]:
    """What the minutes keep of a dossier beside its marks: words of members, who was away, faults of its sheet."""
    entry = standing.entry
    excused = [{"name": each.member.full_name, "why": each.why} for each in standing.excused]
    ground = (
        {"ground": entry.dossier.criteria_set.knock_out, "why": entry.excluded_for} if entry.excluded_for else None
    )
    return {
        "corrected": corrected_words(standing),
        "excused": excused,
        "excluded": ground,
        "sheet_remarks": entry.dossier.criteria_set.remarks,
    }


def corrected_words(standing: Standing) -> list[dict[str, Any]]:
    """The words on conflicts that were corrected, as minutes keep them: never which interest it was, nor why."""
    return [
        {
            "name": each.before.member.full_name,
            "was": each.before.is_conflict,
            "stands": each.after.is_conflict,
            "by": str(each.after.said_by),
            "on": localdate(each.after.said_at).isoformat(),
        }
        for each in standing.corrected
    ]


def proposals_to_exclude(entry: RoundEntry) -> set[tuple[int, int]]:
    """Criterion and member of each proposal to exclude a dossier, in the signed sheets of the current pass."""
    lines = ScoreLine.objects.filter(
        sheet__entry=entry, sheet__pass_number=entry.passes, sheet__status=SheetStatus.SIGNED, knocked_out=True
    )
    return set(lines.values_list("criterion", "sheet__member"))
