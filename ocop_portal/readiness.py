"""Whether requests can be served: asked of the database and the disk themselves, with an answer in seconds."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OK, FAILED, FULL = "ok", "failed", "full"
PATIENCE = 2  # seconds for the way to the database, and again for each answer


def readiness() -> dict[str, str]:
    """Each thing that serving needs, with a word for how it is."""
    return {**_database(), "media": _media()}


def _database() -> dict[str, str]:
    # A connection of its own: the worker's may be lost, or wait for a server that hangs.
    wishes = connection.get_connection_params()
    wishes["connect_timeout"] = PATIENCE
    wishes["options"] = f"{wishes.get('options', '')} -c statement_timeout={PATIENCE}s"
    try:
        with psycopg.connect(**wishes, autocommit=True) as probe:
            probe.execute("SELECT 1")
            return {"database": OK, "migrations": _migrations(probe), "cache": _cache(probe)}
    except psycopg.Error:
        return {"database": FAILED, "migrations": FAILED, "cache": FAILED}


def _migrations(probe: psycopg.Connection) -> str:
    try:
        applied = set(probe.execute("SELECT app, name FROM django_migrations").fetchall())
    except psycopg.errors.UndefinedTable:
        return FAILED
    return OK if _newest_migrations() <= applied else FAILED


def _cache(probe: psycopg.Connection) -> str:
    """Whether `createcachetable` was run: without its table nobody can sign in."""
    found = probe.execute("SELECT to_regclass(quote_ident(%s))", [settings.CACHES["default"]["LOCATION"]]).fetchone()
    return OK if found and found[0] else FAILED


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every app, as this release knows them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _media() -> str:
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"ready")
            trial.flush()
        free = shutil.disk_usage(folder).free
    except OSError:
        return FAILED
    return OK if free >= settings.MEDIA_MIN_FREE_BYTES else FULL
