"""Verbs about accounts: keeping them, opening a locked sign-in, a link for a new password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.permissions.accounts import why_not_keep, why_not_link, why_not_manage
from core.rules.sign_in import attempts_key

LINK_LIFE = timedelta(hours=24)


class OneDayToken(PasswordResetTokenGenerator):
    """Signs the account as it stands: good for 24 hours of real time and for one new password or sign-in."""

    key_salt = "core.actions.accounts.OneDayToken"

    def check_token(self, user: User | None, token: str | None) -> bool:
        """True for a token of this account that is neither used nor too old."""
        return super().check_token(user, token) and self._age(token or "") <= LINK_LIFE

    def _age(self, token: str) -> timedelta:
        made = datetime(2001, 1, 1) + timedelta(seconds=base36_to_int(token.partition("-")[0]))  # noqa: DTZ001
        return self._now() - made


one_day_token = OneDayToken()


def keep_account(user: User, *, changed: Sequence[str], by: User) -> User:
    """Save a new or edited account; history names the columns that changed. Raises ActionRefused."""
    with transaction.atomic():
        refuse_if(why_not_manage(by) + why_not_keep(user))
        verb = "create_account" if user.pk is None else "edit_account"
        user.save()
        record(user, verb, by=by, changed=sorted(set(changed) - {"password1", "password2", "usable_password"}))
    return user


def set_password(user: User, password: str, *, by: User, verb: str) -> None:
    """Give an account a new password; every other session of it ends and its sign-in opens again."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        record(user, verb, by=by)
    forget_failures(user)


def note_new_password(user: User, *, by: User) -> None:
    """Write down that an administrator gave an account a password; its sign-in opens again."""
    record(user, "set_password", by=by)
    forget_failures(user)


def unlock_sign_in(user: User, *, by: User) -> None:
    """Let somebody in again who typed a wrong password too often. Raises ActionRefused."""
    with transaction.atomic():
        refuse_if(why_not_manage(by))
        record(user, "unlock_sign_in", by=by)
    forget_failures(user)


def forget_failures(user: User) -> None:
    """Forget the failed sign-ins that are counted for this account; those of an address fade within a minute."""
    for rate in get_rates(app="allauth.account", action="login_failed"):
        if rate.per == "key":
            key = attempts_key(user.username)
            cache.delete(get_cache_key(None, app="allauth.account", action="login_failed", rate=rate, key=key))


def make_reset_link(user: User, *, by: User) -> tuple[str, str]:
    """The two parts of a one-time address for a new password; history says that it was made, not what it is."""
    with transaction.atomic():
        refuse_if(why_not_link(user, by))
        record(user, "make_reset_link", by=by)
    return urlsafe_base64_encode(force_bytes(user.pk)), one_day_token.make_token(user)
