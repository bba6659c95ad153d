"""Reading advisory teams: those of a place, who is on them, who may be, what they found out about a dossier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.access import covered_places
from core.clock import today
from core.models import Place, User
from core.roles import MAY, SEES_EVERYWHERE, Act
from core.rows import COLUMNS, Tree, built, fetch_json, json_of
from evaluations.enums import ON_THE_WAY, TAKES_PAPERS, EntryStatus, ReportKind, SheetStatus
from evaluations.models import AdvisoryTeam, EntryReport, Probe, RoundEntry, ScoreSheet, TeamMember
from products.enums import LevelMode


def team_seats_of(user: User) -> QuerySet[TeamMember]:
    """The seats of a person on advisory teams that work."""
    return TeamMember.objects.filter(user=user, left_on__isnull=True, team__ended_on__isnull=True)


def advises_at(user: User, place_id: int) -> bool:
    """True when a person sits on an advisory team of a place."""
    return team_seats_of(user).filter(team__place=place_id).exists()


def entries_to_advise(user: User) -> QuerySet[RoundEntry]:
    """What is on the way before the advisory teams that a person sits on."""
    places = team_seats_of(user).values("team__place")
    return RoundEntry.objects.filter(place__in=places, level__mode=LevelMode.SCORE, status__in=ON_THE_WAY)


def waiting_for_report(user: User) -> QuerySet[RoundEntry]:
    """Those of them that the team has not reported on and still may, the oldest first."""
    report = EntryReport.objects.filter(entry=OuterRef("pk"), kind=ReportKind.TEAM)
    return (
        entries_to_advise(user)
        .filter(~Exists(report), status__in=TAKES_PAPERS)
        .select_related("dossier__product")
        .order_by("pk")
    )


# Between two passes: a later one is open and nobody has signed in it.
_SIGNED = ScoreSheet.objects.filter(entry=OuterRef("pk"), pass_number=OuterRef("passes"), status=SheetStatus.SIGNED)
TAKES_PROBES = Q(status__in=TAKES_PAPERS) | Q(~Exists(_SIGNED), status=EntryStatus.SCORING, passes__gt=1)


def takes_probes(entry: RoundEntry) -> bool:
    """True before scoring, and between two passes: what was found then is there for all who mark again."""
    is_later = entry.passes > 1 and RoundEntry.objects.filter(TAKES_PROBES, pk=entry.pk).exists()
    return entry.status in TAKES_PAPERS or is_later


@dataclass(frozen=True)
class TeamWork:
    """What was found out about a dossier for its council, the oldest first: reports, one an attempt, and results."""

    reports: list[EntryReport]
    probes: list[Probe]


WITH_ATTEMPT: Tree = {"entry": {COLUMNS: "attempt"}}


def team_work(entry: RoundEntry) -> TeamWork:
    """What members mark on beside the papers (26/2026 art. 7.3c): of this attempt and those before it; one query.

    The level's own alone: another level has another team. What was asked for and has no result is not there.
    """
    asked = {"entry": entry.pk, "dossier": entry.dossier_id, "level": entry.level_id, "team": ReportKind.TEAM.value}
    told = fetch_json(_work(), asked)
    reports = [built(EntryReport, row) for row in told["reports"] or ()]
    newest = {report.entry_id: report for report in reports}
    return TeamWork(list(newest.values()), [built(Probe, row) for row in told["probes"] or ()])


@cache
def _work() -> str:
    of_attempts = """
        JOIN evaluations_roundentry AS a ON a.id = w.entry_id
        WHERE a.dossier_id = %(dossier)s AND a.level_id = %(level)s AND a.id <= %(entry)s"""
    return f"""
SELECT jsonb_build_object(
    'reports', (
        SELECT jsonb_agg({json_of(EntryReport, "w", WITH_ATTEMPT)} ORDER BY w.id)
        FROM evaluations_entryreport AS w {of_attempts} AND w.kind = %(team)s),
    'probes', (
        SELECT jsonb_agg({json_of(Probe, "w", WITH_ATTEMPT)} ORDER BY w.id)
        FROM evaluations_probe AS w {of_attempts} AND w.done_at IS NOT NULL))
"""  # noqa: S608 - the names come from model definitions, never from outside


def written_since(probes: Iterable[Probe], begun_at: datetime) -> list[Probe]:
    """The results that were written down after a member began to mark."""
    return [probe for probe in probes if probe.done_at is not None and probe.done_at > begun_at]


def teams_at(place: Place) -> QuerySet[AdvisoryTeam]:
    """The advisory teams of a place, those that ended too."""
    return AdvisoryTeam.objects.filter(place=place).order_by("ended_on", "-founded_on", "-pk")


def advisers_to_seat(team: AdvisoryTeam) -> QuerySet[User]:
    """Who may be given a seat: active, may advise, at home in the team's place or above it, not sitting yet."""
    near = Q(territory__in=covered_places(team.place_id)) | Q(role__in=SEES_EVERYWHERE)
    near |= Q(territory__in=Place.objects.covering(team.place_id, today()).values("pk"))
    return (
        User.objects.filter(near, is_active=True, role__in=MAY[Act.ADVISE])
        .exclude(team_seats__in=team.members.filter(left_on__isnull=True))
        .select_related("territory")
        .order_by("full_name", "username")
    )
