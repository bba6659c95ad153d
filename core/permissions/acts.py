"""Whether somebody has the right to an act; an empty list means yes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.roles import Act


def why_not_act(user: User | None, act: Act) -> list[Reason]:
    """Empty when the user has the right; loaders act without a user."""
    if user is None or user.may(act):
        return []
    return [Reason(_("Tài khoản của bạn không có quyền %(act)s.") % {"act": act.label})]
