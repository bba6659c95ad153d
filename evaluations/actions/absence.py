"""Verbs of members who are not there to mark: excused from what they have not signed, and back again."""

from __future__ import annotations

from django.db import transaction

from core.errors import refuse_if
from core.history import record_all
from core.models import User
from evaluations.actions.falling import let_agreed_fall, set_sheets_aside
from evaluations.enums import EntryStatus, SheetStatus
from evaluations.models import CouncilMember, Round, RoundEntry
from evaluations.permissions.absence import why_not_bring_back, why_not_excuse
from evaluations.queries.councils import missed_by, standings_of
from producers.permissions.acts import why_not_reason


def excuse_member(found: Round, member: CouncilMember, *, why: str, by: User) -> list[RoundEntry]:
    """Let a meeting go on without a member who is not there: it marks no dossier that it has not signed yet.

    The average is then that of the others; the seat still counts for the quorum. A sheet on the way is set aside.
    Returns the dossiers. Raises ActionRefused, without a reason too.
    """
    with transaction.atomic():
        found, entries = _locked(found)
        missed = [standing.entry for standing in standings_of(found, entries) if missed_by(standing, member)]
        refuse_if(why_not_excuse(by, found, member, missed) + why_not_reason(why))
        why = why.strip()
        for entry in missed:
            set_sheets_aside(entry, member, why, by, [SheetStatus.OPEN])
            _say(entry, {**entry.excused, str(member.pk): why})
        record_all(((entry, {"member": member.full_name}) for entry in missed), "excuse_member", by=by, why=why)
    return missed


def bring_back_member(found: Round, member: CouncilMember, *, why: str, by: User) -> list[RoundEntry]:
    """Take back that a member was not there: it marks after all, from where it stopped.

    Returns the dossiers. Raises ActionRefused, without a reason too.
    """
    with transaction.atomic():
        found, entries = _locked(found)
        missed = [entry for entry in entries if str(member.pk) in entry.excused]
        refuse_if(why_not_bring_back(by, found, member, missed) + why_not_reason(why))
        why = why.strip()
        for entry in missed:
            _say(entry, {key: said for key, said in entry.excused.items() if key != str(member.pk)})
        record_all(((entry, {"member": member.full_name}) for entry in missed), "bring_back_member", by=by, why=why)
    return missed


def _locked(found: Round) -> tuple[Round, list[RoundEntry]]:
    """The round and its dossiers that are being scored, locked as everything does that ends scoring."""
    found = Round.objects.select_related("council").select_for_update(of=("self",)).get(pk=found.pk)
    scored = found.entries.filter(status=EntryStatus.SCORING).select_related("dossier__product", "round")
    return found, list(scored.order_by("pk").select_for_update(of=("self",)))


def _say(entry: RoundEntry, excused: dict[str, str]) -> None:
    """Who counts is another now: what was agreed on rested on other sheets."""
    entry.excused = excused
    entry.save(update_fields=["excused"])
    let_agreed_fall(entry)
