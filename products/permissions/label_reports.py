"""Why a report about a label cannot be handed in, taken in hand or closed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from producers.permissions.acts import why_not_place, why_not_reason
from products.enums import ReportOutcome
from products.models import LabelReport


def why_not_report_label(seen: str, where: str, contact: str, *, has_consent: bool) -> list[Reason]:
    """Empty when somebody says what was seen and where; a contact is kept only with consent."""
    reasons = []
    if not seen.strip():
        reasons.append(Reason(_("Hãy ghi điều bạn thấy trên nhãn."), "seen"))
    if not where.strip():
        reasons.append(Reason(_("Hãy ghi nơi bạn thấy nhãn: chợ, cửa hàng hoặc liên kết."), "where"))
    if contact.strip() and not has_consent:
        reasons.append(Reason(_("Hãy đánh dấu đồng ý, hoặc để trống ô liên hệ."), "has_consent"))
    return reasons


def why_not_take_report(user: User | None, report: LabelReport) -> list[Reason]:
    """Empty when the user may deal with this report: the right and the territory."""
    return why_not_act(user, Act.HANDLE_LABEL_REPORTS) + why_not_place(user, report.place)


def why_not_forget_contact(user: User | None, report: LabelReport, why: str) -> list[Reason]:
    """A contact is removed for a reason, at any time; where none is held there is nothing to remove."""
    reasons = why_not_take_report(user, report) + why_not_reason(why)
    if not report.contact:
        reasons.append(Reason(_("Báo cáo này không giữ liên hệ nào.")))
    return reasons


def why_not_close_report(user: User | None, report: LabelReport, outcome: str, why: str) -> list[Reason]:
    """A report is closed with an outcome and a reason."""
    reasons = why_not_take_report(user, report) + why_not_reason(why)
    if outcome not in ReportOutcome.values:
        reasons.append(Reason(_("Hãy chọn kết quả."), "outcome"))
    return reasons
