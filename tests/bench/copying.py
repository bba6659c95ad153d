"""Filling tables fast: COPY with the columns and defaults that the models name, without row triggers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import JSONField
from psycopg.types.json import Jsonb

Row = dict[str, Any]


def next_id(model: type[models.Model]) -> int:
    """The first id that is free for rows copied in."""
    return (model._base_manager.aggregate(top=models.Max("pk"))["top"] or 0) + 1


def copy_rows(model: type[models.Model], rows: list[Row]) -> None:
    """Copy rows, keyed by column (`place_id`), into a table; what a row does not name has the model's default."""
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if _is_written(field, rows[0])]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for values in _values(fields, rows):
                copy.write_row(values)
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), (SELECT max({model._meta.pk.column}) FROM {table}))",
            [model._meta.db_table, model._meta.pk.column],
        )


def _is_written(field: models.Field[Any, Any], row: Row) -> bool:
    """False for what the database fills in by itself."""
    return not field.generated and (field.attname in row or not field.has_db_default())


def _values(fields: list[models.Field[Any, Any]], rows: Iterable[Row]) -> Iterator[list[Any]]:
    readers = [(field.attname, field.get_default, _converter(field)) for field in fields]
    for row in rows:
        yield [convert(row[name] if name in row else default()) for name, default, convert in readers]


def _converter(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, JSONField):
        return Jsonb
    return list if isinstance(field, ArrayField) else _plain


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, models.Choices) else value


@contextmanager
def without_triggers(*tables: type[models.Model]) -> Iterator[None]:
    """Leave out the triggers of our own on these tables; constraints and foreign keys hold all the same."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in tables:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
        yield
        for model in tables:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
