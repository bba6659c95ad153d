"""PostgreSQL's own programs for taking and putting back, of the version that fits the server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from ocop_portal.backups.refusals import BackupRefused
from ocop_portal.ground.cluster_home import program_folders
from ocop_portal.ground.machine import clean_environment

PROGRAMS = ("pg_dump", "pg_restore", "psql")
# What Django adds to the words of libpq.
NOT_LIBPQ = {"context", "cursor_factory", "prepare_threshold", "password"}


def server_version() -> int:
    """The major version of the portal's server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def find_programs(server: int) -> Path:
    """The folder with the programs of the server's version, else of a newer one: an older cannot read it."""
    found = dict(_versions())
    fitting = [version for version in found if version >= server]
    if fitting:
        return found[min(fitting)]
    words = f"chỉ có bản {max(found)}" if found else "không có bản nào"
    raise BackupRefused(
        f"Máy chủ PostgreSQL là bản {server} và máy này {words} của pg_dump: cài gói postgresql-client-{server}, "
        "hoặc nêu thư mục chứa pg_dump trong OCOP_PG_BIN. Chưa làm gì."
    )


def _versions() -> Iterator[tuple[int, Path]]:
    """What can be run here, the preferred folder of each version last."""
    on_path = None if os.environ.get("OCOP_PG_BIN") else shutil.which("pg_dump")
    folders = [*program_folders(Path(sys.prefix)), *([Path(on_path).parent] if on_path else [])]
    for folder in reversed(folders):
        try:
            said = subprocess.run(  # noqa: S603
                [folder / "pg_dump", "--version"], capture_output=True, text=True, check=False
            ).stdout
        except OSError:
            continue
        match = re.search(r"\(PostgreSQL\) (\d+)", said)
        if match and all((folder / name).exists() for name in PROGRAMS):
            yield int(match[1]), folder


def run_program(folder: Path, name: str, words: Sequence[str | Path], *, connected: bool = True) -> str:
    """Run a program to its end, on the portal's database; raises BackupRefused with the error's first line."""
    wishes = connection.get_connection_params()
    secret = {"PGPASSWORD": wishes["password"]} if wishes.get("password") else {}
    target = make_conninfo(**{key: value for key, value in wishes.items() if key not in NOT_LIBPQ})
    done = subprocess.run(  # noqa: S603 - programs of PostgreSQL with words of ours
        [folder / name, *words, *(["--no-password", f"--dbname={target}"] if connected else [])],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        env={**clean_environment(), **secret, "LC_ALL": "C.UTF-8", "PGAPPNAME": "ocop backup"},
        check=False,
    )
    if done.returncode != 0:
        raise BackupRefused(f"{name} không làm được: {first_error(done.stderr)}")
    return done.stdout


def first_error(said: str) -> str:
    """The line that names the error; the lines below it repeat rows and stay unsaid."""
    lines = [line for line in said.splitlines() if "error" in line.lower()] or [f"mã {os.EX_SOFTWARE}"]
    return lines[0].strip()[:300]
