"""Why an account cannot be managed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act, Role


def why_not_manage(by: User) -> list[Reason]:
    """Empty when the person may manage accounts."""
    return why_not_act(by, Act.MANAGE_ACCOUNTS)


def why_not_keep(user: User) -> list[Reason]:
    """Why the values of an account cannot be kept: somebody must remain who can manage accounts."""
    if user.is_superuser or user.pk is None:
        return []
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    was_one = User.objects.filter(pk=user.pk, role=Role.ADMINISTRATOR, is_active=True).exists()
    if was_one and not others.exists():
        return [Reason(_("Đây là tài khoản quản trị cuối cùng còn hoạt động."), "role")]
    return []


def why_not_link(user: User, by: User) -> list[Reason]:
    """Why no link for a new password can be made: a locked account is opened first."""
    if not user.is_active:
        return [*why_not_manage(by), Reason(_("Tài khoản “%(user)s” đang ngừng hoạt động.") % {"user": user.username})]
    return why_not_manage(by)
