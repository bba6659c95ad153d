"""The verb of a result that no decision stands on."""

from __future__ import annotations

from django.db import transaction

from core.clock import today
from core.errors import refuse_if
from core.models import User
from core.workflow import move
from evaluations.actions.dossiers import arrive, end_if_over, finish_round
from evaluations.actions.opening import opened
from evaluations.enums import Aside, DossierStatus, EntryStatus
from evaluations.models import PaperResult, RoundEntry
from evaluations.permissions.setting_aside import why_not_aside_so, why_not_set_aside
from products.enums import LevelMode

ENDS = {
    Aside.AGAIN: (EntryStatus.UNUSED, None),
    Aside.RETURNED: (EntryStatus.RETURNED, DossierStatus.RETURNED),
    Aside.WITHDRAWN: (EntryStatus.WITHDRAWN, DossierStatus.WITHDRAWN),
}


def set_result_aside(entry: RoundEntry, *, to: str, why: str, paper: str, by: User) -> RoundEntry:
    """Take a result off the list of what is to be decided: the dossier ends, or is tried again at the same level.

    The frozen result stays as it was, and so does the row of a decision that was annulled. Returns the entry that goes
    on. Raises ActionRefused, without a paper too.
    """
    with transaction.atomic():
        entry = opened(entry, by)
        list(PaperResult.objects.filter(entry=entry).select_for_update(of=("self",)))  # no draft takes it meanwhile
        refuse_if(why_not_set_aside(by, entry) + why_not_aside_so(entry, to, why, paper))
        status, ended = ENDS[Aside(to)]
        PaperResult.objects.filter(entry=entry, decision__isnull=True).delete()
        move(entry, status, by=by, why=why.strip(), paper=paper.strip())
        if entry.round is not None:
            finish_round(entry.round, by=by)
        if ended is not None:
            end_if_over(entry, ended, why=why.strip(), by=by)
            return entry
        # A mistyped paper of another body is as old as it was; a council takes it up again today.
        on = entry.arrived_on if entry.level.mode == LevelMode.RECORDED else today()
        return arrive(entry.dossier, entry.level, on, complete_on=entry.complete_on, by=by)
