"""Why a member cannot declare, mark or sign, and why a sheet cannot be opened again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.access import is_in_territory
from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from evaluations.enums import EntryStatus, RoundStatus, SheetStatus
from evaluations.models import Conflict, CouncilMember, RoundEntry, ScoreSheet
from evaluations.permissions.rounds import why_not_here
from evaluations.queries.sheets import closed_to

OPEN_TO_MEMBERS = (RoundStatus.RECEIVING, RoundStatus.SCORING)


def runs_council(user: User, entry: RoundEntry) -> bool:
    """True for officers and secretaries of the place where the dossier is dealt with."""
    return user.may(Act.RUN_COUNCIL) and is_in_territory(user, entry.place_id)


def why_closed(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier is closed to a person who sits on its council, whatever other rights that person has."""
    if not closed_to(user, [entry]):
        return []
    words = _("Bạn chấm “%(entry)s”: hồ sơ chỉ mở sau khi khai không liên quan.")
    return [Reason(words % {"entry": entry})]


def why_not_sit(entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """Why a seat has nothing to do with a dossier."""
    found = entry.round
    if found is None or found.council_id != member.council_id or member.left_on is not None or not member.scores:
        return [Reason(_("%(name)s không chấm hồ sơ này.") % {"name": member.full_name}, "member")]
    return []


def why_not_declare(user: User, entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """Why a member's word on a conflict of interest cannot be taken: it is said once, before the dossier opens."""
    reasons = why_not_sit(entry, member) + _why_not_for(user, entry, member)
    if not reasons and entry.round is not None and entry.round.status not in OPEN_TO_MEMBERS:
        reasons.append(Reason(_("Đợt này %(status)s.") % {"status": entry.round.get_status_display()}))
    if Conflict.objects.filter(entry=entry, member=member).exists():
        reasons.append(Reason(_("%(name)s đã khai báo với hồ sơ này.") % {"name": member.full_name}, "member"))
    return reasons


def _why_not_for(user: User, entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """A member speaks for itself; for a seat without an account, and on paper, whoever runs the council does."""
    if member.user_id == user.pk:
        return why_not_act(user, Act.SCORE)
    if runs_council(user, entry):
        return []
    return [Reason(_("Đây là phiếu của %(name)s.") % {"name": member.full_name}, "member")]


def why_not_open_sheet(user: User, entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """Why a member's sheet cannot be begun."""
    reasons = why_not_sit(entry, member) + _why_not_for(user, entry, member)
    if entry.status != EntryStatus.SCORING:
        reasons.append(Reason(_("“%(entry)s” không trong lúc chấm điểm.") % {"entry": entry}))
    said = Conflict.objects.filter(entry=entry, member=member).first()
    if said is None:
        words = _("%(name)s phải khai báo có liên quan hay không trước khi mở hồ sơ.")
        reasons.append(Reason(words % {"name": member.full_name}, "member"))
    elif said.is_conflict:
        words = _("%(name)s đã khai có liên quan: hồ sơ này đóng với thành viên đó.")
        reasons.append(Reason(words % {"name": member.full_name}, "member"))
    return reasons


def why_not_mark(user: User, sheet: ScoreSheet) -> list[Reason]:
    """Why a sheet cannot be written on: it is marked by the member, or from paper by whoever runs the council."""
    reasons = why_not_open_sheet(user, sheet.entry, sheet.member)
    if sheet.status != SheetStatus.OPEN:
        reasons.append(Reason(_("Phiếu này %(status)s.") % {"status": sheet.get_status_display()}))
    if sheet.pass_number != sheet.entry.passes:
        reasons.append(Reason(_("Phiếu này thuộc lượt chấm trước.")))
    if sheet.on_paper and not runs_council(user, sheet.entry):
        reasons.append(Reason(_("Phiếu giấy do thư ký nhập.")))
    if not sheet.on_paper and sheet.member.user_id != user.pk:
        reasons.append(Reason(_("Chỉ %(name)s ghi được phiếu này.") % {"name": sheet.member.full_name}))
    return reasons


def why_not_reopen_sheet(user: User, sheet: ScoreSheet) -> list[Reason]:
    """Why a signed sheet cannot be opened again."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, sheet.entry.place_id) + why_closed(user, sheet.entry)
    if sheet.status != SheetStatus.SIGNED or sheet.pass_number != sheet.entry.passes:
        reasons.append(Reason(_("Chỉ mở lại được phiếu đã ký của lượt chấm này.")))
    if sheet.entry.status != EntryStatus.SCORING:
        reasons.append(Reason(_("“%(entry)s” không trong lúc chấm điểm.") % {"entry": sheet.entry}))
    return reasons
