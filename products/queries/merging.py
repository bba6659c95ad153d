"""What hangs on a product or producer and follows it when two records become one.

Read from the models themselves, so a table that is added later, in whatever app, follows without being named here.
Rows that a trigger protects from updates stay where they are: they say what was true then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models
from pghistory.models import Event

from core.models.merging import Merge
from producers.models import Producer
from products.models import Product, Recognition, ScoreApproval

Thing = Product | Producer
Ledger = Recognition | ScoreApproval


@dataclass(frozen=True)
class Follower:
    """A column of a table whose rows follow the thing that they point to."""

    model: type[models.Model]
    column: str

    @property
    def key(self) -> str:
        """The name under which a merge keeps what it moved."""
        return f"{self.model._meta.label_lower}.{self.column}"

    @property
    def label(self) -> str:
        """What people call the rows."""
        return str(self.model._meta.verbose_name_plural)

    def rows(self, thing: Thing) -> models.QuerySet:
        """The rows that point to a thing and may be re-pointed."""
        return self.model._base_manager.filter(**{self.column: thing}).exclude(frozen(self.model))


def followers_of(model: type[models.Model]) -> list[Follower]:
    """Every column that points to the model, but those of row history, of merges and of tables derived from it.

    A row of a derived table has the thing itself for its key and is made anew for either thing.
    """
    relations = model._meta.related_objects
    return [
        Follower(relation.related_model, relation.field.name)
        for relation in relations
        if not issubclass(relation.related_model, Event | Merge) and not relation.field.primary_key
    ]


def follower(key: str) -> Follower:
    """The follower of a name that a merge kept."""
    label, column = key.rsplit(".", 1)
    return Follower(apps.get_model(label), column)


def frozen(model: type[models.Model]) -> models.Q:
    """The rows of a table that its triggers protect from updates."""
    none = models.Q(pk__in=[])
    for trigger in getattr(model._meta, "triggers", []):
        if isinstance(trigger, pgtrigger.Protect) and "UPDATE" in str(trigger.operation).upper():
            none |= _as_now(trigger.condition) if trigger.condition else models.Q(pk__isnull=False)
    return none


def _as_now(condition: Any) -> models.Q:
    """A trigger's condition on the old row as a condition on the row that stands there."""
    now = models.Q(_connector=condition.connector, _negated=condition.negated)
    now.children = [
        _as_now(child) if isinstance(child, models.Q) else (child[0].removeprefix("old__"), child[1])
        for child in condition.children
    ]
    return now


def clashes(follower: Follower, kept: Thing, gone: Thing) -> list[models.Model]:
    """Rows of the gone thing that a uniqueness rule keeps from standing beside a row of the kept one."""
    found: list[models.Model] = []
    for rule in follower.model._meta.constraints:
        if not isinstance(rule, models.UniqueConstraint) or follower.column not in rule.fields:
            continue
        others = [name for name in rule.fields if name != follower.column]
        held = set(_under(rule, follower.rows(kept)).values_list(*others))
        for row in _under(rule, follower.rows(gone)):
            values = tuple(_stored(row, name) for name in others)
            if None not in values and values in held:
                found.append(row)
    return found


def _stored(row: models.Model, name: str) -> Any:
    """What the column holds: for a foreign key the id."""
    return row.serializable_value(name)


def _under(rule: models.UniqueConstraint, rows: models.QuerySet) -> models.QuerySet:
    return rows.filter(rule.condition) if rule.condition else rows


def overlapping(ours: Iterable[Ledger], theirs: Iterable[Ledger]) -> list[tuple[Ledger, Ledger]]:
    """Pairs of unvoided rows, one of each side, that are in force on a common day."""
    others = list(theirs)
    return [(one, two) for one in ours for two in others if _meet(one, two)]


def _meet(one: Ledger, two: Ledger) -> bool:
    a, b = span(one), span(two)
    return (b.upper is None or a.lower < b.upper) and (a.upper is None or b.lower < a.upper)


def span(row: Ledger) -> Any:
    """The days on which a row is in force as far as is known now."""
    return row.valid if isinstance(row, Recognition) else row.open


def with_restated(rows: models.QuerySet[Any], column: str, thing: Thing) -> list[models.Model]:
    """Rows of the ledger and what said them anew since, as far as it hangs on the thing."""
    found = {row.pk: row for row in rows}
    fresh = list(found)
    while fresh:
        more = rows.model._base_manager.filter(restates__in=fresh, **{column: thing}).exclude(pk__in=found)
        fresh = [row.pk for row in more]
        found |= {row.pk: row for row in more}
    return list(found.values())
