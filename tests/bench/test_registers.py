"""A register is made once; every run gets a copy of it to publish in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.bench.registers import Shelf

pytestmark = [pytest.mark.database, pytest.mark.slow]
SIZE = 7


class SmallShelf(Shelf):
    """Registers of one table with one row."""

    made = 0

    def _make(self, size: int, name: str) -> None:
        self.made += 1
        self._tell("CREATE DATABASE {}", name)
        self.ask(self._url(name), "CREATE TABLE rating AS SELECT 3 AS stars")

    def ask(self, url: str, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(url, autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []


@pytest.fixture
def shelf(tmp_path) -> Iterator[SmallShelf]:
    shelf = SmallShelf(os.environ["DATABASE_URL"], {}, tmp_path / "log")
    yield shelf
    for name in (shelf._name(SIZE), f"measured_{SIZE}"):
        shelf._tell("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def test_what_a_run_publishes_is_gone_in_the_next(shelf):
    first = shelf.take(SIZE)
    assert (first.size, urlsplit(first.url).path) == (SIZE, f"/measured_{SIZE}")
    shelf.ask(first.url, "INSERT INTO rating VALUES (4)")
    assert shelf.ask(first.url, "SELECT stars FROM rating ORDER BY stars") == [(3,), (4,)]
    again = shelf.take(SIZE)
    assert shelf.ask(again.url, "SELECT stars FROM rating") == [(3,)]
    assert (shelf.made, shelf.has(SIZE)) == (1, True)
