"""Rows with all that hangs on them in one statement, for pages that show one thing whole.

PostgreSQL hands each row over as JSON with its related rows inside, and `built` makes model instances of it as if the
related rows had been fetched with them. A page that asks one such question instead of six saves the making of six.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import count
from typing import Any, TypeVar

from django.db import connection, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models.base import ModelState

# Names of foreign keys and reverse one-to-one relations, each with what is to be fetched with it in turn. COLUMNS
# names the columns that are wanted of the row itself, all of them where it is not there.
Tree = Mapping[str, "Tree | str"]
COLUMNS = "*"
Row = TypeVar("Row", bound=models.Model)


def json_of(model: type[models.Model], alias: str, tree: Tree, aliases: count | None = None) -> str:
    """SQL for a row of the table known as `alias`: a JSON object with the related rows of the tree inside."""
    numbers = aliases or count(1)
    related = [
        f"'{name}', {_related(model, alias, name, below, numbers)}"
        for name, below in tree.items()
        if not isinstance(below, str)
    ]
    wanted = tree.get(COLUMNS)
    if isinstance(wanted, str):
        own = [f"'{name}', {alias}.\"{name}\"" for name in (model._meta.pk.attname, *wanted.split())]
        return f"jsonb_build_object({', '.join(own + related)})"
    return f"to_jsonb({alias}) || jsonb_build_object({', '.join(related)})" if related else f"to_jsonb({alias})"


def _related(model: type[models.Model], alias: str, name: str, tree: Tree, numbers: count) -> str:
    relation = model._meta.get_field(name)
    other: type[models.Model] = relation.related_model  # type: ignore[assignment]
    theirs = f"{alias}_{next(numbers)}"
    if isinstance(relation, models.ForeignKey):
        condition = f'{theirs}.id = {alias}."{relation.column}"'
    else:
        condition = f'{theirs}."{relation.remote_field.column}" = {alias}.id'  # type: ignore[union-attr]
    wanted = json_of(other, theirs, tree, numbers)
    return f'(SELECT {wanted} FROM "{other._meta.db_table}" AS {theirs} WHERE {condition})'  # noqa: S608 - our names


def fetch_json(statement: str, asked: Mapping[str, Any]) -> Any:
    """The JSON value of the only row and column of a statement; None without a row."""
    with _preparing_cursor() as cursor:
        cursor.execute(statement, asked)
        row = cursor.fetchone()
    return json.loads(row[0], parse_float=Decimal) if row and row[0] is not None else None


@contextmanager
def _preparing_cursor() -> Iterator[CursorWrapper]:
    """A cursor whose repeated statements PostgreSQL plans once: planning a deep tree costs more than running it.

    Only these statements are counted and prepared; what Django records of them has $1 in the place of values.
    """
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    ours: Any = connection.connection
    made: Any = ServerBindingCursor(ours)  # type: ignore[call-arg]  # a cursor of psycopg
    ours.prepare_threshold = 0  # from the first use on
    try:
        with connection.make_debug_cursor(made) if connection.queries_logged else connection.make_cursor(made) as it:
            yield it
    finally:
        ours.prepare_threshold = None


def built(model: type[Row], data: Mapping[str, Any]) -> Row:
    """The instance that a JSON object of `json_of` stands for, with its related rows in place.

    Columns that were not asked for are deferred: who reads one all the same asks the database for it. Made past
    `__init__`, which takes most of the time of a small page and does nothing else for rows just read.
    """
    row = model.__new__(model)
    row._state = ModelState()
    row._state.db, row._state.adding = "default", False
    row.__dict__.update((name, read(data[name])) for name, read in _columns(model) if name in data)
    for name, other in _relations(model):
        if name in data:
            row._state.fields_cache[name] = built(other, data[name]) if data[name] else None
    return row


@cache
def _relations(model: type[models.Model]) -> list[tuple[str, type[models.Model]]]:
    return [(field.name, field.related_model) for field in model._meta.get_fields() if field.is_relation]  # type: ignore[misc]


@cache
def _columns(model: type[models.Model]) -> list[tuple[str, Callable[[Any], Any]]]:
    """The stored columns, without those that the database makes, and how the text of JSON becomes their values."""
    return [(field.attname, _reader(field)) for field in model._meta.concrete_fields if not field.generated]


def _reader(field: models.Field) -> Callable[[Any], Any]:
    if isinstance(field, models.DateTimeField):
        return lambda value: value and datetime.fromisoformat(value)
    if isinstance(field, models.DateField):
        return lambda value: value and date.fromisoformat(value)
    if isinstance(field, models.DecimalField):
        return lambda value: None if value is None else Decimal(value)
    return lambda value: value
