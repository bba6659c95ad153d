"""Why the members of a council do not go on with a newer version of a paper."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.enums import EntryStatus
from evaluations.models import DossierPaper, RoundEntry
from evaluations.permissions.rounds import why_not_here
from evaluations.permissions.sheets import why_closed_at_all
from evaluations.queries.evidence import seen_papers
from evaluations.queries.sheets import signed_sheets
from producers.permissions.acts import why_not_reason


def why_not_hand_again(user: User, entry: RoundEntry, use: DossierPaper, why: str) -> list[Reason]:
    """Why a paper cannot be handed to the members anew: marks that were signed rest on what they saw."""
    return why_not_offer_again(user, entry, use) + why_not_reason(why)


def why_not_offer_again(user: User, entry: RoundEntry, use: DossierPaper) -> list[Reason]:
    """The same, before the reason is asked for."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, entry.place_id) + why_closed_at_all(user, entry.dossier)
    if entry.status != EntryStatus.SCORING:
        reasons.append(Reason(_("“%(entry)s” không trong lúc chấm điểm.") % {"entry": entry}))
        return reasons
    if signed_sheets(entry).exists():
        words = _("“%(entry)s” đã có phiếu ký: điểm đã ký dựa trên bản đang giao.")
        reasons.append(Reason(words % {"entry": entry}))
    if not any(each.later for each in seen_papers(entry, today()) if each.use.pk == use.pk):
        reasons.append(Reason(_("Thành viên đang chấm theo bản mới nhất của giấy tờ này.")))
    return reasons
