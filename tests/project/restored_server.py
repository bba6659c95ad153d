"""What tests of backups share: a register with files, people at work on it, and another server to restore into."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from core.models import Place, User
from ocop_portal.backups import programs, taking
from products.actions.decisions import issue_decision
from products.actions.merging import merge_products
from products.imports.register import load_register
from products.models import Photo, Product
from products.photos import stored_names
from tests.conftest import FIXTURES
from tests.factories import line, make_producer, make_product, make_user, paper
from tests.project.kept_files import bring_files

ROOT = Path(__file__).resolve().parent.parent.parent
DAYS = [
    date(2019, 12, 31),
    date(2020, 12, 31),
    date(2021, 6, 30),
    date(2022, 1, 12),
    date(2022, 9, 30),
    date(2022, 10, 1),
    date(2023, 1, 1),
    date(2024, 3, 1),
    date(2025, 7, 1),
    date(2026, 11, 1),
]
ON = date(2022, 10, 1)
TODAY = date(2026, 11, 1)
SCAN = b"%PDF-1.4 quyet dinh minh hoa\n%%EOF\n"


# ------------------------------------------------------------------ the other server
@contextmanager
def empty_database() -> Iterator[str]:
    """A second database of the server that the tests run on, whose version may be any."""
    known = conninfo_to_dict(os.environ["DATABASE_URL"])
    name = f"ocop_restored_{os.getpid()}"
    with psycopg.connect(**{**known, "dbname": "postgres"}, autocommit=True) as made:
        made.execute(f"CREATE DATABASE {name}")
        try:
            query = "&".join(f"{key}={value}" for key, value in known.items() if key not in ("dbname", "password"))
            yield f"postgresql://:{known.get('password', '')}@/{name}?{query}"
        finally:
            made.execute(f"DROP DATABASE {name} WITH (FORCE)")


def last_line(said: str) -> dict[str, object]:
    return json.loads(said.splitlines()[-1])


class Server:
    """Another server of the portal: its database and its files."""

    def __init__(self, url: str, files: Path) -> None:
        self.url = url
        self.media = files / "media"
        self.env = {
            **os.environ,
            "OCOP_MODE": "test",
            "DATABASE_URL": url,
            "OCOP_DATA_DIR": str(files),
            "OCOP_TODAY": TODAY.isoformat(),
        }

    def manage(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )

    def totals(self, days: list[date]) -> list[dict[str, object]]:
        """What `register_totals` prints on each day; two at a time, for every one is a process of its own."""
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda day: self.manage("register_totals", "--on", day.isoformat()), days))
        assert {(each.returncode, each.stderr) for each in done} == {(0, "")}
        return [last_line(each.stdout) for each in done]

    def counts(self, tables: Iterable[str]) -> dict[str, int]:
        """How many rows each table has."""
        return {name: self.ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in tables}

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url.replace("postgresql://:@/", "postgresql:///")) as made:
            return made.execute(question).fetchall()


# ------------------------------------------------------------------ the register
def put(media: Path, name: str, content: bytes) -> str:
    (media / name).parent.mkdir(exist_ok=True)
    (media / name).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def issue_with_scan(media: Path, number: str, product: Product) -> str:
    """Publish a decision of one line; gives the name of its scan, which lies there before the row is committed."""
    scan = f"decisions/{hashlib.sha256(number.encode()).hexdigest()[:32]}.pdf"
    sha256 = put(media, scan, SCAN + number.encode())
    head = paper(number, date(2022, 9, 1), scan=scan, scan_sha256=sha256)
    issue_decision(head, [line(product, 3)], by=User.objects.get(username="canbo-minh-hoa"))
    return scan


def fill(media: Path) -> None:
    """The real register of Trà Vinh, a decision with its scan, a photo, a merge, an account, a file of each kind."""
    officer = make_user(username="canbo-minh-hoa")
    load_register(FIXTURES / "register" / "tra-vinh", until=TODAY)
    one, other = (make_product(name, producer=make_producer()) for name in ("Mứt minh hoạ", "Mứt minh hoạ (trùng)"))
    issue_with_scan(media, "99/QĐ-UBND", one)
    merge_products(one, other, why="Nhập hai lần (minh hoạ)", by=officer)
    Photo.objects.create(product=one, stem="b" * 32, width=400, height=300)
    for name in stored_names("b" * 32, 400):
        put(media, name, f"ảnh minh hoạ {name}".encode())
    bring_files(
        media, make_product("Mứt minh hoạ của hồ sơ", producer=make_producer(place=Place.objects.first())), officer
    )


def totals_here(days: list[date]) -> list[dict[str, object]]:
    """What `register_totals` prints on each day, of the database of the tests."""
    found = []
    for day in days:
        said = StringIO()
        call_command("register_totals", on=day, stdout=said)
        found.append(last_line(said.getvalue()))
    return found


class PeopleAtWork:
    """Decisions with scans that are committed by somebody else in the middle of a backup."""

    def __init__(self, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.media = media
        self.early, self.late = (make_product(f"Bánh minh hoạ {when}") for when in ("sớm", "muộn"))
        self.scans: dict[str, str] = {}
        self.totals: dict[str, Any] = {}  # as they stood when the state of the database was fixed
        monkeypatch.setattr(taking, "_snapshot", self._snapshot(taking._snapshot))
        monkeypatch.setattr(taking, "run_program", self._run_program)

    def _snapshot(self, real: Callable[[], AbstractContextManager[str]]) -> Callable[[], AbstractContextManager[str]]:
        """One comes when the files were copied and the state of the database was not yet fixed …"""

        @contextmanager
        def snapshot() -> Iterator[str]:
            self._publish("early", "97/QĐ-UBND", self.early)
            with real() as name:
                yield name

        return snapshot

    def _run_program(self, folder: Path, name: str, words: list[str | Path], **options: bool) -> str:
        """… another one when it was, right before pg_dump reads it."""
        if name == "pg_dump":
            (self.totals,) = totals_here([ON])
            self._publish("late", "98/QĐ-UBND", self.late)
        return programs.run_program(folder, name, words, **options)

    def _publish(self, when: str, number: str, product: Product) -> None:
        """In a thread, for a thread has a connection and a transaction of its own."""

        def publish() -> None:
            try:
                self.scans[when] = issue_with_scan(self.media, number, product)
            finally:
                connection.close()

        thread = Thread(target=publish)
        thread.start()
        thread.join()


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def guards(rows: list[tuple[object, ...]]) -> list[str]:
    # PostgreSQL writes casts and brackets of a condition otherwise when it reads its own text again.
    return sorted(re.sub(r"::[a-z ]+(\[\])?|[()]", "", str(row[0])) for row in rows)


GUARDS = """
    SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT table_name || '.' || column_name || ' ' || generation_expression FROM information_schema.columns
        WHERE table_schema = 'public' AND is_generated = 'ALWAYS'
    UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'extension ' || extname FROM pg_extension
"""
