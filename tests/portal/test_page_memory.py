"""How much a process keeps of public pages: so many bytes and no more, whoever asks for what."""

from __future__ import annotations

import os

import pytest

from ocop_portal import caching
from ocop_portal.caching import OwnMemory
from tests.project.test_operations_page import SERVER


@pytest.fixture
def memory(monkeypatch):
    monkeypatch.setattr(caching, "MOST_BYTES", 100_000)
    kept = OwnMemory("test-page-memory", {"OPTIONS": {"MAX_ENTRIES": 4000}})
    kept.clear()
    yield kept
    kept.clear()


def held(memory):
    return sum(map(len, memory._cache.values()))


def test_it_never_keeps_more_than_its_bytes_and_what_was_used_last_stays(memory):
    memory.set("used", os.urandom(9_000))
    for number in range(50):
        memory.set(f"page-{number}", os.urandom(9_000))
        assert memory.get("used") is not None
        assert held(memory) <= 100_000
    assert (memory.get("page-49") is not None, memory.get("page-0")) == (True, None)
    assert len(memory._cache) == len(memory._expire_info) == 11


def test_one_that_is_larger_than_all_is_not_kept(memory):
    memory.set("large", os.urandom(200_000))
    assert (memory.get("large"), held(memory)) == (None, 0)


def test_a_page_takes_the_place_of_itself(memory):
    for _time in range(30):
        memory.set("page", os.urandom(9_000))
    assert len(memory._cache) == 1


def test_what_a_process_keeps_is_part_of_its_room():
    assert caching.MOST_BYTES == 64 * 1024 * 1024
    assert "keeps at most 64 MB of pages" in (SERVER.parent / "operations.md").read_text(encoding="utf-8")
