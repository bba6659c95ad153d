"""Why a draft of a decision cannot be started, edited, dropped or taken up again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import Place, PlaceLevel, User
from core.roles import Act
from evaluations.enums import OPEN_TO_EDIT, DraftStatus
from evaluations.models import DecisionDraft, Round
from evaluations.permissions.rounds import why_not_here
from products.enums import LevelMode
from products.models import Level


def why_not_start_draft(user: User, level: Level, place: Place, found: Round | None = None) -> list[Reason]:
    """Why a draft cannot be started; a decision of a higher body is written down by the province."""
    reasons = why_not_here(user, Act.PUBLISH_DECISION, place)
    if found is not None:
        return reasons
    if level.mode == LevelMode.SCREEN:
        reasons.append(
            Reason(
                _("%(level)s không ban hành quyết định công nhận (%(article)s).")
                % {"level": level.name, "article": level.article},
                "level",
            )
        )
    elif level.mode == LevelMode.RECORDED and place.level != PlaceLevel.PROVINCE:
        reasons.append(Reason(_("Quyết định của cấp trên do tỉnh ghi lại: chọn địa bàn tỉnh."), "place"))
    elif level.mode == LevelMode.SCORE and place.level != level.key:
        reasons.append(
            Reason(_("Quyết định của %(level)s cần địa bàn cùng cấp.") % {"level": level.name.lower()}, "place")
        )
    return reasons


def why_not_edit_draft(user: User, draft: DecisionDraft) -> list[Reason]:
    """Why a draft cannot be edited."""
    reasons = why_not_here(user, Act.PUBLISH_DECISION, draft.place_id)
    if draft.status not in OPEN_TO_EDIT:
        reasons.append(
            Reason(
                _("Dự thảo này %(status)s, không sửa được.") % {"status": DraftStatus(draft.status).label},
            )
        )
    return reasons


def why_not_discard_draft(user: User, draft: DecisionDraft) -> list[Reason]:
    """Why a draft cannot be dropped."""
    return why_not_edit_draft(user, draft)


def why_not_restore_draft(user: User, draft: DecisionDraft) -> list[Reason]:
    """Why a dropped draft cannot be taken up again."""
    reasons = why_not_here(user, Act.PUBLISH_DECISION, draft.place_id)
    if draft.status != DraftStatus.DISCARDED:
        reasons.append(Reason(_("Chỉ lấy lại được dự thảo đã bỏ.")))
    return reasons
