"""What only the tables' owner can do, and only tests want: pass by the triggers that guard the books."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.base.operations import BaseDatabaseOperations

EACH_GUARDED = """
DO $$ DECLARE guarded regclass; BEGIN
    FOR guarded IN SELECT tgrelid FROM pg_trigger WHERE tgname = 'never_emptied' LOOP
        EXECUTE 'ALTER TABLE ' || guarded || ' {} TRIGGER never_emptied';
    END LOOP;
END $$
"""
FORGET = "DELETE FROM django_cache"  # no model's table, so no flush knows it
OTHERS_AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
    AND xact_start IS NOT NULL
"""
PATIENCE = 10.0  # seconds that the last requests of a browser test may take
TRIES = 3


def flush_books_too(operations: BaseDatabaseOperations, statements: list[str]) -> None:
    """Let the flush after a transactional test empty the books as well: the guards are off within its transaction."""
    everything = [EACH_GUARDED.format("DISABLE"), *statements, FORGET, EACH_GUARDED.format("ENABLE")]
    for left in reversed(range(TRIES)):
        let_others_finish()
        try:
            BaseDatabaseOperations.execute_sql_flush(operations, everything)
            return
        except OperationalError:  # a request that a page sent as it was closed crossed the flush: a deadlock
            if not left:
                raise


def lay_back(creation: BaseDatabaseCreation, data: str) -> None:
    """Lay back what stood in the new database. The flush of a test that asks for none of it makes kinds and rights of
    its own, under other numbers.
    """
    Permission.objects.all().delete()
    ContentType.objects.all().delete()
    BaseDatabaseCreation.deserialize_db_from_string(creation, data)


def let_others_finish() -> None:
    """Wait for what a browser test leaves behind: requests that the server still answers when the page is closed."""
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(OTHERS_AT_WORK)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)


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
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
