"""The verb of a dossier that its council cannot deal with in this round: it waits for a later one."""

from __future__ import annotations

from django.db import transaction

from core.clock import today
from core.errors import refuse_if
from core.history import record
from core.models import User
from core.workflow import move
from evaluations.actions.dossiers import arrive
from evaluations.actions.falling import let_agreed_fall, set_sheets_aside
from evaluations.actions.opening import opened
from evaluations.enums import EntryStatus
from evaluations.models import RoundEntry
from evaluations.permissions.meeting import why_not_postpone
from producers.permissions.acts import why_not_reason


def postpone_dossier(entry: RoundEntry, *, why: str, paper: str = "", by: User) -> RoundEntry:
    """Put a dossier off that is being scored: its sheets count no longer, and the rest of the round goes on.

    It arrives at the same level as a new attempt, which a later round takes; the clock of a full dossier goes on.
    Returns that entry. Raises ActionRefused, without a reason too.
    """
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_postpone(by, entry) + why_not_reason(why))
        set_sheets_aside(entry, None, why.strip(), by)
        let_agreed_fall(entry)
        record(entry, "postpone_dossier", by=by, why=why.strip(), paper=paper.strip())
        move(entry, EntryStatus.UNUSED, by=by)
        return arrive(entry.dossier, entry.level, today(), complete_on=entry.complete_on, by=by)
