"""What only the tables' owner can do, and only tests want: pass by the triggers that guard the books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

EACH_GUARDED = """
DO $$ DECLARE guarded regclass; BEGIN
    FOR guarded IN SELECT tgrelid FROM pg_trigger WHERE tgname = 'never_emptied' LOOP
        EXECUTE 'ALTER TABLE ' || guarded || ' {} TRIGGER never_emptied';
    END LOOP;
END $$
"""


def flush_books_too(operations: BaseDatabaseOperations, statements: list[str]) -> None:
    """Let the flush after a transactional test empty the books as well: the guards are off within its transaction."""
    everything = [EACH_GUARDED.format("DISABLE"), *statements, EACH_GUARDED.format("ENABLE")]
    BaseDatabaseOperations.execute_sql_flush(operations, everything)


@contextmanager
def behind_the_triggers(*tables: str) -> Iterator[None]:
    """Inside a transaction the owner of the tables does with their rows what no trigger would let pass."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
