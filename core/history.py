"""Writing the book of acts."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from core.models import HistoryEntry, User


def record(subject: models.Model, verb: str, *, by: User | None, why: str = "", **data: Any) -> HistoryEntry:
    """Write one act; call it inside the transaction of the act. `by` is None only for loaders."""
    return HistoryEntry.objects.create(
        by=by,
        verb=verb,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        label=str(subject)[:300],
        why=why,
        data=data,
    )


def history_of(subject: models.Model) -> models.QuerySet[HistoryEntry]:
    """The acts done to one thing, newest first, with their doers."""
    return HistoryEntry.objects.filter(
        subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk
    ).select_related("by")
