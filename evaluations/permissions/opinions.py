"""Why a dossier cannot be dealt with in writing, nor be put on a meeting."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.enums import EntryStatus
from evaluations.models import RoundEntry
from evaluations.permissions.rounds import why_not_here
from products.enums import RatingKind

IN_A_ROUND = (EntryStatus.ACCEPTED, EntryStatus.SCORING)


def why_not_ask_in_writing(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier cannot be dealt with in writing: the law has that for re-ratings (26/2026 art. 7.6d)."""
    return why_not_here(user, Act.RUN_COUNCIL, entry.place_id) + why_not_in_writing(entry)


def why_not_put_on_meeting(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier cannot be put on a meeting."""
    return why_not_here(user, Act.RUN_COUNCIL, entry.place_id) + why_not_at_meeting(entry)


def why_not_in_writing(entry: RoundEntry) -> list[Reason]:
    """What of a dossier itself is in the way of opinions in writing."""
    reasons = _why_not_in_a_round(entry)
    if entry.dossier.kind != RatingKind.RE_RATING:
        words = _("“%(entry)s” không phải đánh giá lại: hội đồng họp.")
        reasons.append(Reason(words % {"entry": entry}))
    if entry.round is not None and entry.round.council is not None and not entry.round.council.allows_writing:
        reasons.append(Reason(_("Quy chế của hội đồng không cho lấy ý kiến bằng văn bản.")))
    if entry.excluded_for:
        reasons.append(Reason(_("“%(entry)s” đã bị loại ở phiên họp.") % {"entry": entry}))
    if entry.in_writing:
        reasons.append(Reason(_("“%(entry)s” đang lấy ý kiến bằng văn bản.") % {"entry": entry}))
    return reasons


def why_not_at_meeting(entry: RoundEntry) -> list[Reason]:
    """What of a dossier itself is in the way of a meeting over it."""
    reasons = _why_not_in_a_round(entry)
    if not entry.in_writing:
        reasons.append(Reason(_("“%(entry)s” đã thuộc phiên họp.") % {"entry": entry}))
    return reasons


def _why_not_in_a_round(entry: RoundEntry) -> list[Reason]:
    if entry.round is None or entry.round.council_id is None or entry.status not in IN_A_ROUND:
        return [Reason(_("“%(entry)s” không nằm trong đợt đang làm của hội đồng.") % {"entry": entry})]
    return []
