"""Why a result cannot be set aside: only while no decision on it stands, by a paper, for a reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from evaluations.enums import Aside, DraftStatus, EntryStatus
from evaluations.models import PaperResult, RoundEntry
from evaluations.permissions.dossiers import why_not_run, why_not_unanswered
from evaluations.queries.entries import is_annulled
from producers.permissions.acts import why_not_reason


def why_not_set_aside(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a result stays: one that a decision stands on, or that stands in a draft of one.

    A score whose approval was annulled is assessed anew or ends (26/2026 art. 10.1b).
    """
    reasons = why_not_run(user, entry)
    if entry.status != EntryStatus.SCORED and not is_annulled(entry):
        facts = {"entry": entry, "status": entry.state}
        reasons.append(Reason(_("“%(entry)s” %(status)s: không có kết quả nào chờ quyết định.") % facts))
    if PaperResult.objects.filter(entry=entry, draft__status=DraftStatus.DRAFT).exists():
        words = _("“%(entry)s” đang ở trong một dự thảo quyết định: bỏ dòng này khỏi dự thảo hoặc bỏ dự thảo trước.")
        reasons.append(Reason(words % {"entry": entry}))
    return reasons


def why_not_aside_so(entry: RoundEntry, to: str, why: str, paper: str) -> list[Reason]:
    """Why a result is not set aside in this way; who ends a dossier answers first what the register waits for."""
    reasons = [] if to == Aside.AGAIN else why_not_unanswered(entry)
    reasons += why_not_reason(why)
    if not paper.strip():
        reasons.append(Reason(_("Ghi văn bản làm căn cứ."), "paper"))
    return reasons
