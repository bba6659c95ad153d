"""Why something does not leave the council room: sheets to print, the workbook of a round, its minutes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from evaluations.enums import CONCLUDED_ROUNDS
from evaluations.models import Round
from evaluations.permissions.council_rounds import why_not_run_round
from evaluations.queries.conflicts import interests_in, spoken_in, words_about


def why_not_print_sheets(user: User, found: Round, *, count: int) -> list[Reason]:
    """Why there is no pack of empty sheets: nothing to mark, or nobody who marks."""
    reasons = why_not_run_round(user, found)
    if not count:
        reasons.append(Reason(_("Không có phiếu nào để in: đợt chưa có hồ sơ, hoặc không thành viên nào chấm.")))
    return reasons


def why_not_export_round(user: User, found: Round) -> list[Reason]:
    """Why the points of the members do not leave the room: not before scoring is concluded."""
    return why_not_run_round(user, found) + why_not_concluded(user, found)


def why_not_read_minutes(user: User, found: Round) -> list[Reason]:
    """Why somebody does not read the minutes: there are none before scoring is concluded."""
    return why_not_act(user, Act.SEE_STAFF_PAGES) + why_not_concluded(user, found)


def why_not_concluded(user: User, found: Round) -> list[Reason]:
    """Points and words of the meeting stay in the room until they are final, and closed to who has an interest."""
    if found.status not in CONCLUDED_ROUNDS:
        words = _("Đợt này %(status)s: điểm của thành viên chỉ ra khỏi phiên họp sau khi chốt điểm.")
        return [Reason(words % {"status": found.get_status_display()})]
    spoken = spoken_in(words_about(found.entries.order_by().values("dossier"), by=user))
    interests = [dossier for dossier, words in spoken.items() if interests_in(words)]
    closed = found.entries.filter(dossier__in=interests).select_related("dossier__product")
    if interests and (names := [str(entry) for entry in closed]):
        words = _("Bạn đã khai có liên quan đến %(names)s: nhờ người khác điều hành hội đồng lấy giấy tờ này.")
        return [Reason(words % {"names": ", ".join(f"“{name}”" for name in names)})]
    return []
