"""The act of taking the points of a round away."""

from __future__ import annotations

from core.errors import refuse_if
from core.history import record
from core.models import User
from evaluations.models import Round
from evaluations.permissions.leaving import why_not_export_round


def note_round_export(found: Round, *, by: User) -> None:
    """Write down that somebody takes the workbook of a concluded round away. Raises ActionRefused."""
    refuse_if(why_not_export_round(by, found))
    record(found, "export_round", by=by)
