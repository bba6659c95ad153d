"""How much a process keeps of public pages: so many of so many bytes, whoever asks for what."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches

from ocop_portal import caching
from tests.project.test_operations_page import SERVER

MOST = 2000  # the settings of tests keep no pages: the number is held to the file


def test_what_a_process_keeps_is_part_of_its_room():
    assert f'"OPTIONS": {{"MAX_ENTRIES": {MOST}}}' in (settings.BASE_DIR / "ocop_portal" / "settings.py").read_text(
        encoding="utf-8"
    )
    assert MOST * caching.LARGEST_KEPT <= 64 * 1024 * 1024
    assert "keeps at most 64 MB of pages" in (SERVER.parent / "operations.md").read_text(encoding="utf-8")


def test_what_is_larger_is_not_kept(client, db, settings, monkeypatch):
    memory = {"BACKEND": "ocop_portal.caching.OwnMemory", "LOCATION": "test-page-memory"}
    settings.CACHES = {**settings.CACHES, "pages": memory}
    for largest, kept in ((10, 0), (caching.LARGEST_KEPT, 1)):
        caches["pages"].clear()
        monkeypatch.setattr(caching, "LARGEST_KEPT", largest)
        client.get("/xac-minh/")
        assert len(caches["pages"]._cache) == kept
