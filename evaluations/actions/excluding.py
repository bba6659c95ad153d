"""Verbs of excluding a whole dossier on the ground that its score sheet names, and of taking that back."""

from __future__ import annotations

from django.db import transaction

from core.errors import refuse_if
from core.history import record
from core.models import User
from evaluations.actions.opening import opened
from evaluations.models import RoundEntry
from evaluations.permissions.meeting import why_not_exclude, why_not_take_back_exclusion
from producers.permissions.acts import why_not_reason


def exclude_dossier(entry: RoundEntry, *, why: str, by: User) -> RoundEntry:
    """Write down that the council excludes a dossier: a ground of its score sheet is met, `why` says which and how.

    Its result will be no star; nothing is left to agree on. Raises ActionRefused, without a reason too.
    """
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_exclude(by, entry) + why_not_reason(why))
        _say(entry, why.strip())
        ground = entry.dossier.criteria_set.knock_out
        record(entry, "exclude_dossier", by=by, why=entry.excluded_for, ground=ground)
    return entry


def take_back_exclusion(entry: RoundEntry, *, why: str, by: User) -> RoundEntry:
    """Let a dossier count by its points again; raises ActionRefused, without a reason too."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_take_back_exclusion(by, entry) + why_not_reason(why))
        before = entry.excluded_for
        _say(entry, "")
        record(entry, "take_back_exclusion", by=by, why=why.strip(), before=before)
    return entry


def _say(entry: RoundEntry, why: str) -> None:
    entry.excluded_for = why
    entry.save(update_fields=["excluded_for"])
