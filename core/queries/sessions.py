"""Reading where people are signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from core.models import User


def live_sessions(user: User) -> QuerySet[UserSession]:
    """Where a person is signed in now, the place seen last first; one query."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    return UserSession.objects.filter(user_id=user.pk, session_key__in=alive.values("session_key")).order_by(
        "-last_seen_at", "-pk"
    )
