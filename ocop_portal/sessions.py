"""Sessions in the database (SESSION_ENGINE): however much one is used, it ends twelve hours after signing in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

SIGNED_IN_AT = "signed_in_at"  # seconds, as the other moments in a session


class SessionStore(DatabaseStore):
    """Counts SESSION_COOKIE_AGE from the sign-in; Django would count it anew from every time a session is written."""

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        if SIGNED_IN_AT in self:
            kwargs["modification"] = datetime.fromtimestamp(self[SIGNED_IN_AT], UTC)
        return super().get_expiry_date(**kwargs)
