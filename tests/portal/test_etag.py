"""Fresh and cached at once: anonymous pages carry a tag, and a published decision shows on the next request."""

import gzip
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.publishing import publishing
from ocop_portal import caching
from products.actions.decisions import issue_decision
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(law):
    make_province()
    product = make_product("Dừa sáp", slug="dua-sap")
    issue_decision(paper("1/QĐ-UBND"), [line(product, 3)], by=None)
    return product


@pytest.fixture
def kept_pages(settings):
    """Whole pages are kept as on a server, beginning with none."""
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tests"},
    }
    caches["pages"].clear()


def public_paths(product):
    code = product.recognitions.get().certificate.code
    return [
        "/",
        "/san-pham/",
        "/san-pham/?q=dua&sao=3",
        "/san-pham/dua-sap/",
        "/chu-the/",
        f"/chu-the/{product.producer.slug}/",
        "/quyet-dinh/",
        "/quyet-dinh/1-qd-ubnd-2022-01-12/",
        "/xac-minh/",
        f"/xac-minh/{code}/",
        "/thong-ke/",
        "/sitemap.xml",
    ]


def test_a_repeated_page_costs_one_small_query(client, product):
    for path in public_paths(product):
        first = client.get(path)
        assert first.status_code == 200, path
        kept = (first["Cache-Control"], first["Vary"], dict(first.cookies))
        assert kept == ("public, no-cache", "Accept-Encoding", {}), path
        with CaptureQueriesContext(connection) as queries:
            again = client.get(path, headers={"if-none-match": f'"old", {first["ETag"]}'})
        assert (again.status_code, again.content, again["ETag"], len(queries)) == (304, b"", first["ETag"], 1), path
        assert "Vary" not in again


def test_tags_differ_by_address(client, product):
    paths = public_paths(product)
    assert len({client.get(path)["ETag"] for path in paths}) == len(paths)


def test_what_changes_the_tag(client, product, settings, monkeypatch):
    def tag():
        return client.get("/san-pham/")["ETag"]

    seen = [tag()]
    with publishing():
        pass
    seen.append(tag())
    settings.BUSINESS_DAY = date(2022, 10, 2)
    seen.append(tag())
    settings.PORTAL = settings.PORTAL | {"agency": "Cơ quan minh hoạ"}
    seen.append(tag())
    settings.HOME_PROVINCE = "tinh-khac"
    seen.append(tag())
    monkeypatch.setattr(caching, "release", lambda: "2.0")
    seen.append(tag())
    assert len(set(seen)) == len(seen)
    assert tag() == seen[-1]


def test_a_published_decision_shows_on_the_next_request(client, product):
    held = client.get("/san-pham/")["ETag"]
    issue_decision(paper("2/QĐ-UBND"), [line(make_product("Bánh tét"), 3)], by=None)
    fresh = client.get("/san-pham/", headers={"if-none-match": held})
    assert fresh.status_code == 200
    assert [card["name"] for card in fresh.context["cards"]] == ["Bánh tét", "Dừa sáp"]


def test_pages_of_signed_in_people_are_their_own(client, product, officer):
    held = client.get("/san-pham/")["ETag"]
    client.force_login(officer)
    for path in public_paths(product):
        page = client.get(path, headers={"if-none-match": held})
        assert page.status_code == 200
        assert "ETag" not in page
        assert page["Cache-Control"] == "private, no-store", path


def test_a_session_that_is_over_gets_no_tag_but_a_page(client, product):
    client.cookies["sessionid"] = "long-gone"
    page = client.get("/san-pham/")
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"
    assert "ETag" not in page


def test_what_is_not_found_and_what_leads_on_bears_no_tag(client, product):
    for path in ("/san-pham/khong-co/", "/xac-minh/OC23456789A/", f"/xac-minh/?ma={code(product)}"):
        assert "ETag" not in client.get(path)
    star = client.get("/san-pham/khong-co/", headers={"if-none-match": "*"})
    assert star.status_code == 404


def code(product):
    return product.recognitions.get().certificate.code


def test_staff_pages_and_forms_are_left_alone(client, product, officer):
    client.force_login(officer)
    for path in ("/staff/", "/tai-khoan/login/", "/healthz"):
        assert "ETag" not in client.get(path, follow=True)


def test_a_named_release_is_taken_as_it_is(settings):
    caching.release.cache_clear()
    settings.RELEASE = "2026-11-22"
    assert caching.release() == "2026-11-22"
    caching.release.cache_clear()
    settings.RELEASE = "dev"
    assert caching.release().startswith("dev-")
    caching.release.cache_clear()


def heads(response):
    """The headers of an answer without the number that each request has of its own."""
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


def test_a_page_asked_again_is_sent_as_it_was_for_one_query(client, product, kept_pages):
    for path in public_paths(product):
        first = client.get(path)
        with CaptureQueriesContext(connection) as queries:
            plain = client.get(path)
            packed = client.get(path, headers={"accept-encoding": "gzip, br"})
        assert len(queries) == 2, path
        assert (plain.status_code, plain.content, heads(plain)) == (200, first.content, heads(first)), path
        assert gzip.decompress(packed.content) == first.content, path
        assert packed["Content-Length"] == str(len(packed.content)), path
        kept = (packed["ETag"], packed["Vary"], packed["Cache-Control"], packed["Content-Encoding"])
        assert kept == (first["ETag"], "Accept-Encoding", "public, no-cache", "gzip"), path


def test_a_kept_page_is_never_for_signed_in_people_and_gone_with_the_next_publication(
    client, product, officer, kept_pages
):
    anonymous = client.get("/san-pham/")
    client.force_login(officer)
    mine = client.get("/san-pham/")
    assert ("ETag" in mine, mine["Cache-Control"], b"\xc4\x90\xc4\x83ng nh\xe1\xba\xadp" in mine.content) == (
        False,
        "private, no-store",
        False,
    )
    client.logout()
    with publishing():
        pass
    assert client.get("/san-pham/")["ETag"] != anonymous["ETag"]
    assert client.get("/khong-co/").status_code == 404


def test_pages_that_are_not_whole_are_not_kept(client, product, kept_pages):
    for path in ("/san-pham/khong-co/", "/xac-minh/OC2222222222/"):
        first = client.get(path)
        with CaptureQueriesContext(connection) as queries:
            again = client.get(path)
        assert (first.status_code == again.status_code != 200, len(queries) > 0) == (True, True), path


def test_a_page_made_anew_is_sent_packed_and_whole(client, product, kept_pages):
    for path in public_paths(product):
        packed = client.get(path, headers={"accept-encoding": "gzip"})
        plain = client.get(path)
        assert gzip.decompress(packed.content) == plain.content, path
        lengths = (packed["Content-Length"], plain["Content-Length"])
        assert lengths == (str(len(packed.content)), str(len(plain.content))), path
        assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding"), path
