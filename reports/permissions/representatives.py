"""Why a table about representatives cannot be seen or published."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import PlaceLevel, User
from core.permissions.acts import why_not_act
from core.roles import Act
from reports.queries.representatives import days_to_publish


def why_not_see_tables(user: User) -> list[Reason]:
    """Empty for people of the province: who knows a smaller territory could take it out of the province's figures."""
    if user.sees_everywhere or (user.territory is not None and user.territory.level == PlaceLevel.PROVINCE):
        return []
    return [Reason(_("Bảng này chỉ có cho cả tỉnh, nên chỉ người làm việc ở cấp tỉnh xem được."))]


def why_not_publish_tables(user: User, on: date | None) -> list[Reason]:
    """Empty when the day is the last of a quarter that is over and that no later table overtook."""
    reasons = why_not_act(user, Act.HANDLE_PERSONAL_DATA) + why_not_see_tables(user)
    if on not in days_to_publish():
        reasons.append(Reason(_("Hãy chọn ngày cuối một quý đã qua và chưa công bố."), "on"))
    return reasons
