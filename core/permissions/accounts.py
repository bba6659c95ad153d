"""Why an account cannot be managed."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act, Role

# What somebody may see hangs on these: a change has a reason, and whoever is signed in signs in again.
OPENS_OR_CLOSES = frozenset({"is_active", "role", "territory"})


def why_not_manage(by: User | None) -> list[Reason]:
    """Empty when the person may manage accounts."""
    return why_not_act(by, Act.MANAGE_ACCOUNTS)


def why_not_keep(user: User, by: User | None) -> list[Reason]:
    """Why the values of an account cannot be kept: nobody gives oneself another role, and one must manage accounts."""
    was = User.objects.filter(pk=user.pk).first()
    if was is None:
        return []
    if by is not None and was.pk == by.pk and was.role != user.role:
        return [Reason(_("Không ai tự đổi vai trò của mình: hãy nhờ một người quản trị khác."), "role")]
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=was.pk)
    if was.is_superuser and not user.is_superuser and not others.exists():
        return [Reason(_("Đây là tài khoản quản trị cuối cùng còn hoạt động."), "is_active")]
    return []


def why_not_change(user: User, changed: Iterable[str], why: str) -> list[Reason]:
    """Why a change of what somebody may see cannot be kept: the book of acts wants its reason."""
    if user.pk is None or why.strip() or not OPENS_OR_CLOSES.intersection(changed):
        return []
    return [Reason(_("Hãy ghi lý do đổi vai trò, địa bàn, hoặc ngừng, mở lại tài khoản."), "why")]


def why_not_link(user: User, by: User) -> list[Reason]:
    """Why no link for a new password can be made: a locked account is opened first."""
    if not user.is_active:
        return [*why_not_manage(by), Reason(_("Tài khoản “%(user)s” đang ngừng hoạt động.") % {"user": user.username})]
    return why_not_manage(by)
