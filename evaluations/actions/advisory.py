"""Verbs of the advisory team: founding and seats, surveys and tests, samples."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from core.clock import today
from core.errors import refuse_if
from core.files.keeping import keeping_columns
from core.history import record
from core.models import Place, User
from evaluations.actions.councils import put_right
from evaluations.actions.opening import opened
from evaluations.models import AdvisoryTeam, Probe, RoundEntry, Samples, TeamMember
from evaluations.permissions.advisory import (
    why_not_attach,
    why_not_change_team,
    why_not_found_team,
    why_not_note_samples,
    why_not_probe,
    why_not_seat_adviser,
)
from evaluations.permissions.councils import why_not_correct_name
from evaluations.permissions.sheets import why_closed_at_all
from products.files import ENTRY_PAPER


# ------------------------------------------------------------------ the team
def found_team(*, place: Place, name: str, founded_on: date, founded_by: str = "", by: User) -> AdvisoryTeam:
    """Found the advisory team of a council's place; raises ActionRefused."""
    with transaction.atomic():
        refuse_if(why_not_found_team(by, place, founded_on))
        team = AdvisoryTeam.objects.create(place=place, name=name, founded_on=founded_on, founded_by=founded_by)
        record(team, "found_team", by=by, founded_on=str(founded_on), founded_by=founded_by)
    return team


def end_team(team: AdvisoryTeam, *, why: str, by: User) -> AdvisoryTeam:
    """End a team from today on: its members read and write nothing more by their seats."""
    with transaction.atomic():
        team = AdvisoryTeam.objects.select_for_update().get(pk=team.pk)
        refuse_if(why_not_change_team(by, team))
        team.ended_on = today()
        team.save(update_fields=["ended_on"])
        record(team, "end_team", by=by, why=why)
    return team


def seat_adviser(
    team: AdvisoryTeam, *, full_name: str, unit: str = "", account: User | None = None, by: User
) -> TeamMember:
    """Give somebody a seat on a team; raises ActionRefused."""
    with transaction.atomic():
        team = AdvisoryTeam.objects.select_for_update().get(pk=team.pk)
        refuse_if(why_not_seat_adviser(by, team, account))
        position = team.members.count() + 1
        member = TeamMember.objects.create(team=team, user=account, full_name=full_name, unit=unit, position=position)
        record(team, "seat_adviser", by=by, name=full_name)
    return member


def correct_adviser_name(member: TeamMember, *, full_name: str, unit: str, why: str, by: User) -> TeamMember:
    """Put the name and unit of a seat on a team right, of one that ended too. Raises ActionRefused."""
    with transaction.atomic():
        member = TeamMember.objects.select_related("team").select_for_update(of=("self",)).get(pk=member.pk)
        refuse_if(why_not_correct_name(by, member.team.place_id, full_name, why))
        changed = put_right(member, full_name=full_name, unit=unit)
        if changed:
            record(member.team, "correct_adviser_name", by=by, why=why.strip(), name=member.full_name, columns=changed)
    return member


def unseat_adviser(member: TeamMember, *, why: str, by: User) -> TeamMember:
    """End a seat from today on; what was written from it stays."""
    with transaction.atomic():
        team = AdvisoryTeam.objects.select_for_update().get(pk=member.team_id)
        refuse_if(why_not_change_team(by, team))
        member.left_on = today()
        member.save(update_fields=["left_on"])
        record(team, "unseat_adviser", by=by, why=why, name=member.full_name)
    return member


# ------------------------------------------------------------------ what it writes down
def ask_probe(entry: RoundEntry, *, kind: str, what: str, of_whom: str, due_on: date | None = None, by: User) -> Probe:
    """Ask for a survey on the spot or a test in a laboratory; raises ActionRefused."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_probe(by, entry, due_on))
        probe = Probe.objects.create(entry=entry, kind=kind, what=what, of_whom=of_whom, due_on=due_on, asked_by=by)
        record(entry, "ask_probe", by=by, kind=str(kind), what=what)
    return probe


def attach_probe(probe: Probe, *, result: str, done_on: date, paper: UploadedFile | None = None, by: User) -> Probe:
    """Attach what a survey or test came to, once; raises ActionRefused."""
    refuse_if(why_closed_at_all(by, probe.entry.dossier) + why_not_attach(by, probe, done_on))
    with keeping_columns(paper, ENTRY_PAPER, about=probe.entry, by=by) as columns, transaction.atomic():
        entry = opened(probe.entry, by)
        probe = Probe.objects.select_for_update(of=("self",)).get(pk=probe.pk)
        probe.entry = entry
        refuse_if(why_not_attach(by, probe, done_on))
        written = {"result": result, "done_on": done_on, "done_at": timezone.now(), "done_by": by}
        for name, value in (written | columns).items():
            setattr(probe, name, value)
        probe.save()
        record(entry, "attach_probe", by=by, what=probe.what, file=probe.paper_name)
    return probe


def note_samples(entry: RoundEntry, *, count: int, received_on: date, by: User) -> Samples:
    """Write down how many samples came; a newer word takes the place of an older. Raises ActionRefused."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_note_samples(by, entry, received_on))
        samples = Samples.objects.create(entry=entry, count=count, received_on=received_on, noted_by=by)
        record(entry, "note_samples", by=by, count=count)
    return samples
