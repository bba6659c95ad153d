"""The addresses for operations: health, readiness, robots, sitemap."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import OperationalError, connection

from ocop_portal import views
from products.actions.decisions import issue_decision
from tests.factories import line, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
READY = {"database": "ok", "migrations": "ok", "media": "ok"}


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


def test_readyz_without_a_database(client, monkeypatch):
    def refuse():
        raise OperationalError("no server")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "failed", "migrations": "failed", "media": "ok"}


def test_readyz_with_a_migration_missing(client):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'products')"
        )
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, READY | {"migrations": "failed"})


def test_readyz_with_a_closed_media_folder(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file"
    (tmp_path / "file").write_text("no folder")
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, READY | {"media": "failed"})


def test_robots(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /staff/",
        "Disallow: /admin/",
        "Disallow: /tai-khoan/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_the_sitemap_names_what_is_public(client, law, settings):
    settings.BUSINESS_DAY = date(2023, 1, 1)
    make_province()
    now = make_product("Nay", slug="nay", producer=make_producer(slug="ho-nay"))
    later = make_product("Sau", slug="sau", producer=make_producer(slug="ho-sau"))
    issue_decision(paper("1", date(2022, 1, 12)), [line(now, 3)], by=None)
    issue_decision(paper("2", date(2022, 12, 1)), [line(later, 3)], by=None)
    settings.BUSINESS_DAY = date(2022, 10, 1)
    found = ElementTree.fromstring(client.get("/sitemap.xml").content)
    paths = [node.text.removeprefix("http://testserver") for node in found.iter() if node.tag.endswith("}loc")]
    assert paths == [
        "/",
        "/san-pham/",
        "/chu-the/",
        "/quyet-dinh/",
        "/xac-minh/",
        "/thong-ke/",
        "/san-pham/nay/",
        "/chu-the/ho-nay/",
        "/quyet-dinh/1-2022-01-12/",
    ]


def test_a_reader_of_migrations_that_fails_is_no_crash(monkeypatch):
    def refuse(_connection):
        raise OperationalError("gone")

    monkeypatch.setattr(views, "MigrationExecutor", refuse)
    assert views._is_migrated() is False
