"""Who needs a second factor, and why one cannot be taken away."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.permissions.accounts import why_not_manage

# Recovery codes only stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factors_of(user: User) -> QuerySet[Authenticator]:
    """The second factors of a person."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)


def needs_second_factor(user: User) -> bool:
    """True when the person's role demands one (setting SECOND_FACTOR_ROLES)."""
    return user.role in settings.SECOND_FACTOR_ROLES


def lacks_second_factor(user: User) -> bool:
    """True when the person's role demands a second factor and there is none."""
    return needs_second_factor(user) and not factors_of(user).exists()


def why_not_remove_factor(user: User, factor: Authenticator) -> list[Reason]:
    """Why somebody cannot take away an own factor: a role that demands one keeps its last."""
    if not needs_second_factor(user) or factors_of(user).exclude(pk=factor.pk).exists():
        return []
    words = _("Vai trò %(role)s phải luôn có xác thực hai bước: hãy thêm một cách khác trước khi bỏ cách này.")
    return [Reason(words % {"role": user.get_role_display()})]


def why_not_reset_second_factor(user: User, by: User) -> list[Reason]:
    """Why the second factor of a person cannot be reset by an administrator."""
    reasons = why_not_manage(by)
    if user.pk == by.pk:
        reasons.append(Reason(_("Xác thực hai bước của chính mình thì đổi ở trang Tài khoản của tôi.")))
    if not Authenticator.objects.filter(user_id=user.pk).exists():
        reasons.append(Reason(_("Tài khoản “%(user)s” chưa bật xác thực hai bước.") % {"user": user.username}))
    return reasons
