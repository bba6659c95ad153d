"""Verbs of opinions in writing: asking for them, putting a dossier on a meeting instead."""

from __future__ import annotations

from django.db import transaction

from core.errors import refuse_if
from core.history import record
from core.models import User
from evaluations.actions.opening import opened
from evaluations.models import RoundEntry
from evaluations.permissions.opinions import why_not_ask_in_writing, why_not_put_on_meeting


def ask_in_writing(entry: RoundEntry, *, by: User, why: str = "") -> RoundEntry:
    """Let the members give their opinions on a re-rating by their sheets alone; raises ActionRefused."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_ask_in_writing(by, entry))
        return _choose(entry, True, "ask_in_writing", why, by)


def put_on_meeting(entry: RoundEntry, *, why: str, by: User) -> RoundEntry:
    """Let the council meet over a dossier: opinions differ, or it is complex. Raises ActionRefused."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_put_on_meeting(by, entry))
        return _choose(entry, False, "put_on_meeting", why, by)


def _choose(entry: RoundEntry, in_writing: bool, verb: str, why: str, by: User) -> RoundEntry:
    entry.in_writing = in_writing
    entry.save(update_fields=["in_writing"])
    record(entry, verb, by=by, why=why)
    return entry
