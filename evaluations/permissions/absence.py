"""Why a member cannot be excused from marking, nor be brought back."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from evaluations.enums import RoundStatus
from evaluations.models import CouncilMember, Round, RoundEntry
from evaluations.permissions.council_rounds import why_not_run_round
from evaluations.permissions.sheets import why_any_closed


def why_not_excuse(user: User, found: Round, member: CouncilMember, missed: Collection[RoundEntry]) -> list[Reason]:
    """Why a member cannot be excused: `missed` are the dossiers that wait for its sheet."""
    reasons = _why_not_now(user, found, member, missed)
    if not reasons and not missed:
        words = _("Không hồ sơ nào ở phiên họp còn chờ phiếu của %(name)s.")
        reasons.append(Reason(words % {"name": member.full_name}))
    return reasons


def why_not_bring_back(
    user: User, found: Round, member: CouncilMember, missed: Collection[RoundEntry]
) -> list[Reason]:
    """Why a member cannot be brought back: `missed` are the dossiers that it was excused from."""
    reasons = _why_not_now(user, found, member, missed)
    if not reasons and not missed:
        words = _("%(name)s không được ghi vắng ở hồ sơ nào đang chấm.")
        reasons.append(Reason(words % {"name": member.full_name}))
    return reasons


def _why_not_now(user: User, found: Round, member: CouncilMember, missed: Collection[RoundEntry]) -> list[Reason]:
    reasons = why_not_run_round(user, found) + why_any_closed(user, missed)
    if found.status != RoundStatus.SCORING:
        reasons.append(Reason(_("Đợt này %(status)s.") % {"status": found.get_status_display()}))
    if member.council_id != found.council_id or member.left_on is not None:
        reasons.append(Reason(_("%(name)s không phải thành viên của hội đồng này.") % {"name": member.full_name}))
    return reasons
