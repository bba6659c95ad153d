"""The only door for a status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.history import record
from core.models import User

Steps = Mapping[Any, frozenset[Any]]


class HasStatus(Protocol):
    """A model with a `status` column and its table of legal moves."""

    STEPS: Steps
    status: Any


Row = TypeVar("Row", bound=models.Model)


def move(row: Row, to: Any, *, by: User | None, why: str = "", **data: Any) -> Row:
    """Move a row to another status: lock it, check its class's STEPS, write history.

    Returns the row itself, refreshed. Raises ActionRefused when the table has no such move.
    """
    model = type(row)
    with transaction.atomic():
        locked = model._default_manager.select_for_update().get(pk=row.pk)
        current = locked.status  # type: ignore[attr-defined]
        if to not in model.STEPS.get(current, frozenset()):  # type: ignore[attr-defined]
            raise ActionRefused(
                _("Không thể chuyển “%(thing)s” từ “%(from)s” sang “%(to)s”.")
                % {"thing": row, "from": locked.get_status_display(), "to": to.label}  # type: ignore[attr-defined]
            )
        model._default_manager.filter(pk=row.pk).update(status=to)
        row.status = to  # type: ignore[attr-defined]
        record(row, f"status:{to}", by=by, why=why, before=str(current), after=str(to), **data)
    return row
