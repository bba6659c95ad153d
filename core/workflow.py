"""The only door for a status, for one row or for several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.history import record_all
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
    move_all([row], to, by=by, why=why, **data)
    return row


def move_all(rows: Sequence[Row], to: Any, *, by: User | None, why: str = "", **data: Any) -> None:
    """Move rows of one class together, all or none, in as many statements as one row takes."""
    if not rows:
        return
    model = type(rows[0])
    with transaction.atomic():
        keys = [row.pk for row in rows]
        locked = model._default_manager.order_by("pk").select_for_update().in_bulk(keys)
        told: dict[models.Model, dict[str, str]] = {row: _step(row, locked[row.pk], to) for row in rows}
        model._default_manager.filter(pk__in=keys).update(status=to)
        for row in rows:
            row.status = to  # type: ignore[attr-defined]
        record_all(told.items(), f"status:{to}", by=by, why=why, **data)


def _step(row: models.Model, locked: Any, to: Any) -> dict[str, str]:
    """What history tells of a move; raises ActionRefused when the table has no such one."""
    current = locked.status
    if to not in type(row).STEPS.get(current, frozenset()):  # type: ignore[attr-defined]
        raise ActionRefused(
            _("Không thể chuyển “%(thing)s” từ “%(from)s” sang “%(to)s”.")
            % {"thing": row, "from": locked.get_status_display(), "to": to.label}
        )
    return {"before": str(current), "after": str(to)}
