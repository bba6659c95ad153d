"""What rows without a history of their own say of a change: every column before and after, in the book of acts.

Reference data (the law, categories, places, published figures) are changed in the admin and by loaders. Both read the
rows before and after, and write down what differs: one act for each row.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from core.history import record
from core.rules.unsaid import without_numbers


@dataclass(frozen=True)
class Value:
    """A column of a row, and how the book says it: what the row points to is said by the name it then had."""

    stored: Any
    said: Any = field(compare=False)


# Rows as they stood in the database, each with its columns.
Facts = dict[models.Model, dict[str, Value]]


def facts_of(*querysets: models.QuerySet[Any]) -> Facts:
    """The rows as they are now."""
    found: Facts = {}
    for rows in querysets:
        columns = [each for each in rows.model._meta.concrete_fields if not each.generated and not each.primary_key]
        related = [column.name for column in columns if column.is_relation]
        for row in rows.select_related(*related) if related else rows.all():
            found[row] = {
                column.name: Value(getattr(row, column.attname), _said(getattr(row, column.name)))
                for column in columns
            }
    return found


def _said(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    return [_said(each) for each in value] if isinstance(value, list) else without_numbers(str(value))


def _all(facts: dict[str, Value]) -> dict[str, Any]:
    return {name: value.said for name, value in facts.items()}


def differences(before: Facts, after: Facts) -> Iterator[tuple[str, models.Model, dict[str, Any]]]:
    """Each row that was added, changed or deleted, with what an act says of it."""
    for row, new in after.items():
        old = before.get(row)
        if old is None:
            yield "add", row, {"after": _all(new)}
        elif old != new:
            changed = {name: [old[name].said, value.said] for name, value in new.items() if old[name] != value}
            yield "change", row, {"changes": changed}
    for row, old in before.items():
        if row not in after:
            yield "delete", row, {"before": _all(old)}


@contextmanager
def loading(*querysets: models.QuerySet[Any], verb: str, why: str = "") -> Iterator[None]:
    """Everything inside is done by a file: an act for each row that it changed and one for all that it added.

    That one is filed under the first of them, so the widest are named first. Nothing changed: no act.
    """
    before = facts_of(*querysets)
    yield
    after = facts_of(*querysets)
    added = [row for row in after if row not in before]
    if added:
        widest, *others = added
        record(widest, verb, by=None, why=why, after=_all(after[widest]), created=[str(row) for row in others])
    for what, row, said in differences(before, after):
        if what != "add":
            record(row, verb, by=None, why=why, **said)
