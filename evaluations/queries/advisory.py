"""Reading advisory teams: those of a place, who is on them, who may be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.access import covered_places
from core.clock import today
from core.models import Place, User
from core.roles import MAY, SEES_EVERYWHERE, Act
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


def results_to_mark_on(entry: RoundEntry) -> list[Probe]:
    """What surveys and tests came to, for members who mark again; no query in the first pass."""
    return list(entry.probes.filter(done_at__isnull=False).order_by("pk")) if entry.passes > 1 else []


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
