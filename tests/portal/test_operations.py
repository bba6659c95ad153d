"""The addresses for operations: health, readiness, robots."""

import socket
import tempfile
import time

import pytest
from django.db import connection

from ocop_portal import readiness

pytestmark = pytest.mark.django_db
READY = {"database": "ok", "migrations": "ok", "cache": "ok", "media": "ok"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_healthz_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_readyz_when_all_is_well(client, settings):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, READY)
    assert list(settings.MEDIA_ROOT.iterdir()) == []


def test_readyz_asks_on_a_connection_of_its_own(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/readyz")


def test_readyz_without_a_database(client, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nonexistent")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "failed", "migrations": "failed", "cache": "failed", "media": "ok"}


def test_readyz_with_a_database_that_hangs(client, monkeypatch):
    # A socket where somebody listens and nobody answers: what a stopped or overloaded server looks like.
    with tempfile.TemporaryDirectory(prefix="ocop-") as folder, socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(f"{folder}/.s.PGSQL.5432")
        deaf.listen()
        monkeypatch.setitem(connection.settings_dict, "HOST", folder)
        monkeypatch.setitem(connection.settings_dict, "PORT", "5432")
        started = time.monotonic()
        response = client.get("/readyz")
        assert time.monotonic() - started < 4
    assert response.status_code == 503
    assert response.json() == {"database": "failed", "migrations": "failed", "cache": "failed", "media": "ok"}


def test_readyz_of_a_release_newer_than_the_database(client, monkeypatch):
    newer = readiness._newest_migrations() | {("products", "9999_not_yet")}
    monkeypatch.setattr(readiness, "_newest_migrations", lambda: newer)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, READY | {"migrations": "failed"})


def test_readyz_of_an_empty_database(client, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "postgres")
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, READY | {"migrations": "failed", "cache": "failed"})


def test_readyz_without_the_table_of_the_cache(client, settings):
    settings.CACHES = {**settings.CACHES, "default": {**settings.CACHES["default"], "LOCATION": "not_made_yet"}}
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, READY | {"cache": "failed"})


def test_readyz_with_a_closed_media_folder(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file"
    (tmp_path / "file").write_text("no folder")
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, READY | {"media": "failed"})


def test_readyz_with_a_disk_that_is_nearly_full(client, settings):
    settings.MEDIA_MIN_FREE_BYTES = 10**18
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, READY | {"media": "full"})


def test_robots(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /staff/",
        "Disallow: /admin/",
        "Disallow: /tai-khoan/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]
