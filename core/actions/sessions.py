"""Verbs about the places where a person is signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from core.history import record
from core.models import User
from core.queries.sessions import live_sessions
from core.rules.devices import device_name


def end_session(session: UserSession, *, by: User) -> None:
    """Sign the owner out in one place."""
    with transaction.atomic():
        record(by, "end_session", by=by, device=device_name(session.user_agent))
        session.end()


def end_other_sessions(user: User, *, keep: str | None) -> int:
    """Sign a person out everywhere but in the session that is kept; gives how many were ended."""
    with transaction.atomic():
        ended = end_sessions(user, keep=keep)
        record(user, "end_other_sessions", by=user, count=ended)
    return ended


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """End the sessions of a person as part of another act, which writes its own history."""
    others = live_sessions(user).exclude(session_key=keep or "")
    for session in others:
        session.end()
    return len(others)
