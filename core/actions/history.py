"""The act of taking the book of acts away."""

from __future__ import annotations

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act


def note_export(*, filters: str, by: User) -> None:
    """Write down that somebody takes the book away, narrowed as the address says. Raises ActionRefused."""
    refuse_if(why_not_act(by, Act.SEE_AUDIT))
    record(by, "export_history", by=by, filters=filters)
