"""The registers that are measured: databases of the bench's own server, made once and kept while nothing changes.

A run publishes in copies of them, so every run begins with the same.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from ocop_portal.ground.machine import Refusal

CHECKOUT = Path(__file__).resolve().parents[2]
# What a register and its derived tables are made by; another text in any of them makes it anew.
APPS = ("core", "producers", "products", "evaluations", "reports")
LAYERS = ("migrations", "models", "rules", "queries", "actions")
GENERATOR = (
    "copying",
    "council_filling",
    "filling",
    "generate",
    "ground",
    "lives",
    "makers",
    "papers",
    "register",
    "words",
)
SOURCES = (
    *(f"tests/bench/{name}.py" for name in GENERATOR),
    *(f"{app}/{layer}{ending}" for app in APPS for layer in LAYERS for ending in (".py", "/**/*.py")),
    *(f"fixtures/{folder}/*" for folder in ("places", "regimes", "categories", "criteria")),
)


@dataclass(frozen=True)
class Register:
    """A database with so many products."""

    size: int
    url: str

    @property
    def name(self) -> str:
        """How the table calls it: 100,000."""
        return f"{self.size:,}"


def version_of(checkout: Path) -> str:
    """A short text that changes with what registers are made by."""
    digest = hashlib.sha256()
    for file in sorted(path for pattern in SOURCES for path in checkout.glob(pattern)):
        digest.update(f"{file.relative_to(checkout)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


class Shelf:
    """The registers on one server."""

    def __init__(self, server: str, environment: Mapping[str, str], log: Path) -> None:
        self.server, self.environment, self.log = server, environment, log
        self.version = version_of(CHECKOUT)

    def has(self, size: int) -> bool:
        """Whether the register needs no making."""
        return self._name(size) in self._databases()

    def take(self, size: int) -> Register:
        """A copy of the register of this size, for one run to publish in; made first when there is none that fits."""
        name, copy = self._name(size), f"measured_{size}"
        if not self.has(size):
            self._make(size, name)
        self._tell("DROP DATABASE IF EXISTS {} WITH (FORCE)", copy)
        self._tell("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", copy, name)
        return Register(size, self._url(copy))

    def run(self, url: str, *words: str) -> str:
        """Run a program of ours on a database and give what it prints."""
        env = {**self.environment, "DATABASE_URL": url}
        with self.log.open("w") as said:
            command = [sys.executable, *words]
            done = subprocess.run(command, cwd=CHECKOUT, env=env, stdout=subprocess.PIPE, stderr=said, text=True)
        if done.returncode != 0:
            last = self.log.read_text().strip().rpartition("\n")[2]
            raise Refusal(f"{' '.join(words[:3])} ended with status {done.returncode}: {last}")
        return done.stdout

    def server_version(self) -> str:
        """The PostgreSQL that answers, e.g. 18.6."""
        with psycopg.connect(self.server) as connection:
            row = connection.execute("SHOW server_version").fetchone()
        assert row is not None  # SHOW always answers
        return str(row[0]).split()[0]

    # ------------------------------------------------------------- databases
    def _name(self, size: int) -> str:
        return f"register_{size}_{self.version}"

    def _url(self, name: str) -> str:
        parts = urlsplit(self.server)  # geturl() would drop the slashes of a server without a host
        return f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"

    def _tell(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _databases(self) -> set[str]:
        with psycopg.connect(self.server) as connection:
            return {row[0] for row in connection.execute("SELECT datname FROM pg_database")}

    def _make(self, size: int, name: str) -> None:
        """Make a register beside and name it when it is whole; those of older versions go."""
        print(f"Making a register of {size:,} products ...", flush=True)
        making = f"making_{size}"
        for other in self._databases():
            if other.startswith((f"register_{size}_", making)):
                self._tell("DROP DATABASE {}", other)
        self._tell("CREATE DATABASE {}", making)
        url = self._url(making)
        self.run(url, "manage.py", "migrate", "--noinput", "--verbosity", "0")
        self.run(url, "manage.py", "createcachetable", "--verbosity", "0")
        self.run(url, "-m", "tests.bench.generate", "--size", str(size))
        self._tell("ALTER DATABASE {} RENAME TO {}", making, name)
