"""Why another body's result cannot be recorded, nor drafted as its decision."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.enums import EntryStatus
from evaluations.models import PaperResult, RoundEntry
from evaluations.permissions.rounds import why_not_here
from products.enums import LevelMode
from products.rules.stars import is_score


def waits_for_result(entry: RoundEntry) -> bool:
    """True at a level of another body that has not answered yet."""
    is_open = entry.status in (EntryStatus.RECEIVED, EntryStatus.ACCEPTED)
    return entry.level.mode == LevelMode.RECORDED and is_open


def why_not_record_result(
    user: User, entry: RoundEntry, total: Decimal, parts: dict[str, Decimal | None]
) -> list[Reason]:
    """Why a result of a body above the province cannot be written down; parts, when all are known, make the total."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, entry.place_id)
    if entry.level.mode != LevelMode.RECORDED:
        reasons.append(Reason(_("%(level)s chấm điểm trên cổng, không ghi kết quả.") % {"level": entry.level.name}))
    elif not waits_for_result(entry):
        facts = {"entry": entry, "status": entry.get_status_display()}
        reasons.append(Reason(_("“%(entry)s” %(status)s: không ghi kết quả được.") % facts))
    given = [points for points in parts.values() if points is not None]
    if not all(is_score(points) for points in [total, *given]):
        reasons.append(Reason(_("Điểm phải từ 0 đến 100, nhiều nhất hai chữ số thập phân."), "total"))
    elif len(given) == len(parts) and sum(given) != total:
        reasons.append(Reason(_("Điểm ba phần cộng lại không bằng tổng điểm."), "total"))
    return reasons


def why_not_draft_result(user: User, entry: RoundEntry) -> list[Reason]:
    """Why the decision of a body above the province cannot be begun from its recorded result."""
    reasons = why_not_here(user, Act.PUBLISH_DECISION, entry.place_id)
    if entry.level.mode != LevelMode.RECORDED or entry.status != EntryStatus.SCORED or not entry.result.outcome:
        reasons.append(Reason(_("“%(entry)s” không có kết quả được công nhận ở cấp này.") % {"entry": entry}))
    elif PaperResult.objects.filter(entry=entry).exists():
        reasons.append(Reason(_("“%(entry)s” đã ở trong một dự thảo.") % {"entry": entry}))
    return reasons
