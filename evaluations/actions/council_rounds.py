"""Verbs of a council's round: receiving, sending out, scoring."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.errors import ActionRefused, refuse_if
from core.history import record
from core.models import User
from core.workflow import move, move_all
from evaluations.actions.falling import let_agreed_fall
from evaluations.actions.handing import hand_papers
from evaluations.actions.opening import opened
from evaluations.enums import ENDED_ENTRIES, EntryStatus, RoundStatus, SheetStatus
from evaluations.models import Council, CouncilMember, CriteriaSet, Round, RoundEntry, ScoreSheet
from evaluations.permissions.council_rounds import (
    why_not_back_to_receiving,
    why_not_delegate,
    why_not_receive,
    why_not_run_round,
    why_not_send,
    why_not_start_scoring,
    why_not_take_back,
)
from evaluations.permissions.meeting import why_not_second_pass


def start_receiving(found: Round, *, by: User, why: str = "") -> Round:
    """Begin to take dossiers into a planned round; raises ActionRefused without a chair or anybody who scores."""
    with transaction.atomic():
        found = _locked(found)
        refuse_if(why_not_receive(by, found))
        return move(found, RoundStatus.RECEIVING, by=by, why=why)


def send_to_members(found: Round, *, on: date, by: User) -> int:
    """Note the day on which the members were given the dossiers that they did not have yet; returns how many.

    Raises ActionRefused, also for a day on which one of them was not on the list yet.
    """
    with transaction.atomic():
        found = _locked(found)
        unsent = found.entries.filter(sent_to_members_on__isnull=True).select_related("dossier__product")
        refuse_if(why_not_send(by, found, unsent.select_for_update(of=("self",)), on))
        sent = unsent.update(sent_to_members_on=on)
        record(found, "send_to_members", by=by, on=on.isoformat(), count=sent)
    return sent


def start_scoring(found: Round, *, by: User) -> Round:
    """Open the sheets of all dossiers of a round; raises ActionRefused.

    Criteria sets stand still from now on, and so do the council and what members see of the papers.
    """
    with transaction.atomic():
        found = _locked(found)
        assert found.council_id is not None  # constraint round_status_fits_way
        # Nobody joins or leaves meanwhile; who changes a council (actions/councils.py) locks no round after it.
        found.council = Council.objects.select_for_update().get(pk=found.council_id)
        listed = found.entries.exclude(status__in=ENDED_ENTRIES).select_related("dossier__product")
        entries = list(listed.select_for_update(of=("self",)))
        refuse_if(why_not_start_scoring(by, found, entries))
        move(found, RoundStatus.SCORING, by=by)
        move_all(entries, EntryStatus.SCORING, by=by)
        hand_papers(entries, by=by)
        sets = {entry.dossier.criteria_set_id for entry in entries}
        CriteriaSet.objects.filter(pk__in=sets, in_use_since__isnull=True).update(in_use_since=Now())
    return found


def back_to_receiving(found: Round, *, why: str, by: User) -> Round:
    """Stop scoring that nobody has signed anything in; the sheets begun are not counted. Raises ActionRefused."""
    with transaction.atomic():
        found = _locked(found)
        list(found.entries.select_for_update(of=("self",)).values_list("pk", flat=True))  # nobody signs meanwhile
        sheets = ScoreSheet.objects.filter(entry__round=found)
        has_signed = sheets.filter(status__in=[SheetStatus.SIGNED, SheetStatus.REPLACED]).exists()
        refuse_if(why_not_back_to_receiving(by, found, has_signed=has_signed))
        move(found, RoundStatus.RECEIVING, by=by, why=why)
        begun = sheets.filter(status=SheetStatus.OPEN).select_related("member", "entry__dossier__product")
        move_all(list(begun), SheetStatus.SET_ASIDE, by=by, why=why)
        scoring = list(found.entries.filter(status=EntryStatus.SCORING).select_related("dossier__product"))
        move_all(scoring, EntryStatus.ACCEPTED, by=by, why=why)
        # Who was there need not be at the next meeting, who was not may be.
        found.present.clear()
        RoundEntry.objects.filter(pk__in=[entry.pk for entry in scoring]).update(excused={})
    return found


def note_presence(found: Round, members: Collection[CouncilMember], *, by: User) -> None:
    """Write down who is at the meeting; raises ActionRefused outside scoring."""
    with transaction.atomic():
        found = _locked(found)
        refuse_if(why_not_run_round(by, found))
        if found.status != RoundStatus.SCORING:
            raise ActionRefused(_("Đợt này %(status)s.") % {"status": found.get_status_display()})
        seats = [member for member in members if member.council_id == found.council_id]
        found.present.set(seats)
        record(found, "note_presence", by=by, names=[member.full_name for member in seats])


def delegate_meeting(found: Round, deputy: CouncilMember, *, paper: str, on: date, by: User) -> Round:
    """Write down that the chair lets a deputy lead the meeting, as the regulation allows, and by which paper.

    Raises ActionRefused.
    """
    with transaction.atomic():
        found = _locked(found)
        refuse_if(why_not_delegate(by, found, deputy, paper, on))
        found.delegated_to, found.delegation_paper, found.delegated_on = deputy, paper.strip(), on
        found.save(update_fields=["delegated_to", "delegation_paper", "delegated_on"])
        record(found, "delegate_meeting", by=by, name=deputy.full_name, paper=paper.strip(), on=on.isoformat())
    return found


def take_back_delegation(found: Round, *, why: str, by: User) -> Round:
    """Write down that the chair leads the meeting after all; raises ActionRefused."""
    with transaction.atomic():
        found = _locked(found)
        refuse_if(why_not_take_back(by, found))
        found.delegated_to, found.delegation_paper, found.delegated_on = None, "", None
        found.save(update_fields=["delegated_to", "delegation_paper", "delegated_on"])
        record(found, "take_back_delegation", by=by, why=why)
    return found


def second_pass(entry: RoundEntry, *, why: str, by: User) -> RoundEntry:
    """Begin the next pass over a dossier whose sheets are too far apart; those of this pass stay as they are.

    Raises ActionRefused.
    """
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_second_pass(by, entry))
        let_agreed_fall(entry, with_pass=True)  # it rested on the marks of this pass
        RoundEntry.objects.filter(pk=entry.pk).update(passes=F("passes") + 1)
        entry.refresh_from_db(fields=["passes"])
        record(entry, "second_pass", by=by, why=why, number=entry.passes)
    return entry


def _locked(found: Round) -> Round:
    return Round.objects.select_related("council", "level", "place").select_for_update(of=("self",)).get(pk=found.pk)
