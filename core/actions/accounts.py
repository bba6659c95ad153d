"""Verbs about accounts: keeping them, opening a locked sign-in, a link for the first or a new password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.db import transaction
from django.db.models import Max, Q
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from core.actions.sessions import end_sessions
from core.errors import refuse_if
from core.history import history_of, record
from core.models import User
from core.permissions.accounts import OPENS_OR_CLOSES, why_not_change, why_not_keep, why_not_link, why_not_manage
from core.rules.sign_in import attempts_key, second_step_key

INVITATION, RESET = "make_invitation", "make_reset_link"


class PasswordLinkToken(PasswordResetTokenGenerator):
    """Signs the account as it stands and the newest link made for it; its age is real time.

    So a link is good for one new password, and dead after a sign-in, after a newer link, and once the account was
    stopped.
    """

    key_salt = "core.actions.accounts.PasswordLinkToken"

    def check_token(self, user: User | None, token: str | None) -> bool:
        """True for a token of this account that is neither used nor too old."""
        return super().check_token(user, token) and self._age(token or "") <= link_life(user)  # type: ignore[arg-type]

    def _age(self, token: str) -> timedelta:
        made = datetime(2001, 1, 1) + timedelta(seconds=base36_to_int(token.partition("-")[0]))  # noqa: DTZ001
        return self._now() - made

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        ends = Q(verb__in=(INVITATION, RESET)) | Q(data__changed__contains=["is_active"])
        newest = history_of(user).filter(ends).aggregate(newest=Max("pk"))["newest"]
        return f"{super()._make_hash_value(user, timestamp)}{newest}"


password_link_token = PasswordLinkToken()


def is_invited(user: User) -> bool:
    """True for an account that never had a password: its person has not come in yet."""
    return not user.has_usable_password()


def link_life(user: User) -> timedelta:
    """How long a link for the first or for a new password is good."""
    return timedelta(hours=settings.INVITATION_HOURS if is_invited(user) else settings.RESET_LINK_HOURS)


def keep_account(user: User, *, changed: Sequence[str], by: User | None, why: str = "") -> User:
    """Save a new or edited account; history names the columns that changed, and why. Raises ActionRefused.

    A new account has no password: its person gives it one by a link. `by` is None only on the server's own command
    line.
    """
    with transaction.atomic():
        refuse_if(why_not_manage(by) + why_not_keep(user, by) + why_not_change(user, changed, why))
        verb = "edit_account"
        if user.pk is None:
            verb = "create_account"
            user.set_unusable_password()
        user.save()
        ended = end_sessions(user) if OPENS_OR_CLOSES.intersection(changed) else 0
        facts: dict[str, Any] = {"changed": sorted(changed)}
        if ended:
            facts["sessions_ended"] = ended
        record(user, verb, by=by, why=why.strip(), **facts)
    return user


def note_first_administrator(user: User, *, why: str) -> None:
    """Write down an account that nobody signed in has made: `createsuperuser` on the server's own command line."""
    record(user, "create_account", by=None, why=why, after={"username": user.username, "role": user.role})


def set_password(
    user: User, password: str, *, by: User | None, verb: str, why: str = "", keep: str | None = None
) -> None:
    """Give an account a new password; every session of it but the kept one ends and its sign-in opens again.

    `by` is None only on the server's own command line.
    """
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        ended = end_sessions(user, keep=keep)
        record(user, verb, by=by, why=why, sessions_ended=ended)
    forget_failures(user)


def unlock_sign_in(user: User, *, by: User) -> None:
    """Let somebody in again who typed a wrong password or code too often. Raises ActionRefused."""
    with transaction.atomic():
        refuse_if(why_not_manage(by))
        record(user, "unlock_sign_in", by=by)
    forget_failures(user)


def forget_failures(user: User) -> None:
    """Forget the failed sign-ins that are counted for this account; those of an address fade within a minute."""
    for rate in get_rates(app="allauth.account", action="login_failed"):
        if rate.per == "key":
            for key in (attempts_key(user.username), second_step_key(user.pk)):
                cache.delete(get_cache_key(None, app="allauth.account", action="login_failed", rate=rate, key=key))


def make_password_link(user: User, *, by: User) -> tuple[str, str]:
    """The two parts of a one-time address for a password; history says that it was made, not what it is."""
    with transaction.atomic():
        refuse_if(why_not_link(user, by))
        record(user, INVITATION if is_invited(user) else RESET, by=by)
    return urlsafe_base64_encode(force_bytes(user.pk)), password_link_token.make_token(user)
