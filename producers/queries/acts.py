"""The book of acts as pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.history import doer_words, public_verbs
from core.models import HistoryEntry


@dataclass(frozen=True)
class ActLine:
    """One act in words."""

    at: datetime
    by: str
    what: str
    label: str
    why: str
    details: list[str]


def act_lines(entries: Iterable[HistoryEntry], verbs: Mapping[str, str | Promise]) -> list[ActLine]:
    """Acts in words; an edit names each column that it changed, with both values where they may be shown."""
    return [
        ActLine(
            at=entry.at,
            by=doer_words(entry) if entry.by or entry.verb in public_verbs() else _("nạp từ nguồn"),
            what=str(verbs.get(entry.verb, entry.verb)),
            label=entry.label,
            why=entry.why,
            details=_details(entry),
        )
        for entry in entries
    ]


def _details(entry: HistoryEntry) -> list[str]:
    model = entry.subject_type.model_class()
    changes = entry.data.get("changes", {})
    return [_change(model, name, pair) for name, pair in changes.items()] if model else []


def _change(model: type[models.Model], name: str, pair: list[Any] | None) -> str:
    try:
        label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        label = name
    if pair is None:
        return label
    old, new = (str(value) or "–" for value in pair)
    return f"{label}: {old} → {new}"
