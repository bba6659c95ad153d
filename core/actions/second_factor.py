"""Verbs about second factors; the factors themselves are kept by allauth."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from core.actions.accounts import forget_failures
from core.actions.sessions import end_sessions
from core.errors import Reason, refuse_if
from core.history import record
from core.models import User
from core.permissions.second_factor import why_not_reset_second_factor


def note_second_factor(verb: str, *, by: User, kind: str = "") -> None:
    """Write down what a person did to the own second factor: that it was done, never a secret."""
    record(by, verb, by=by, **({"kind": kind} if kind else {}))


def reset_second_factor(user: User, *, why: str, by: User | None) -> None:
    """Take a person's second factor away, who lost it, and sign the person out everywhere.

    `by` is None only on the server's own command line. Raises ActionRefused.
    """
    with transaction.atomic():
        reasons = why_not_reset_second_factor(user, by) if by else []
        if not why.strip():
            reasons.append(Reason(_("Hãy ghi lý do."), "why"))
        refuse_if(reasons)
        Authenticator.objects.filter(user_id=user.pk).delete()
        ended = end_sessions(user)
        record(user, "reset_second_factor", by=by, why=why.strip(), sessions_ended=ended)
    forget_failures(user)
