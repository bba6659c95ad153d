"""Why data about a person cannot be looked for, shown or asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import HistoryEntry, User
from core.permissions.acts import why_not_act
from core.roles import Act
from producers.permissions.acts import why_not_day, why_not_reason
from reports.queries.data_requests import open_requests, requests_of


def why_not_handle(user: User, why: str) -> list[Reason]:
    """Empty when the user may handle personal data and gives a reason."""
    return why_not_act(user, Act.HANDLE_PERSONAL_DATA) + why_not_reason(why)


def why_not_show(user: User, things: Sequence[Any], why: str) -> list[Reason]:
    """Why what is held about these things cannot be shown."""
    nothing = [] if things else [Reason(_("Hãy chọn ít nhất một dòng."), "refs")]
    return why_not_handle(user, why) + nothing


def why_not_receive(user: User, on: date | None, why: str) -> list[Reason]:
    """Why a request cannot be noted."""
    return why_not_handle(user, why) + why_not_day(on)


def why_not_answer(user: User, request: HistoryEntry, why: str) -> list[Reason]:
    """Why a request cannot be noted as answered: it is another territory's, or it was answered."""
    reasons = why_not_handle(user, why)
    if not requests_of(user).filter(pk=request.pk).exists():
        reasons.append(Reason(_("Yêu cầu này không thuộc phạm vi của bạn.")))
    elif request not in open_requests(user):
        reasons.append(Reason(_("Yêu cầu này đã được trả lời.")))
    return reasons
