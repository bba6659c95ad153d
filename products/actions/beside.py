"""What verbs about rows that stand beside a product share: values as typed, and how history tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import models

from producers.actions.values import changed_values

# They may tell where a person lives, or hold anything that somebody typed.
UNSAID = frozenset({"address", "note"})


def take(row: models.Model, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Put what was typed in its columns; gives the former values of those that changed."""
    before: dict[str, Any] = {}
    for name, value in facts.items():
        new = value.strip() if isinstance(value, str) else value
        if (old := getattr(row, name)) != new:
            before[name] = old
            setattr(row, name, new)
    return before


def changes_of(row: models.Model, before: Mapping[str, Any]) -> dict[str, Any]:
    """The changed columns with both values, under their words: the act is told of the product, which has others."""
    columns = {name: row._meta.get_field(name) for name in before}
    shown = {name: _worded(column) for name, column in columns.items() if getattr(column, "choices", None)}
    changes = changed_values(row, before, before, unsaid=UNSAID, shown=shown)
    return {str(columns[name].verbose_name): pair for name, pair in changes.items()}  # type: ignore[union-attr]


def _worded(column: Any) -> Callable[[str], str]:
    return lambda value: str(dict(column.flatchoices).get(value, value))


def as_new(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """What a new row says, as changes from nothing."""
    return changes_of(row, {name: "" for name in names if getattr(row, name) not in ("", None)})
