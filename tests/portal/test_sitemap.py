"""The sitemap: an index of files below the limits, every public page in every language."""

from datetime import date
from xml.etree import ElementTree

import pytest

from ocop_portal import sitemaps
from products.actions.decisions import issue_decision
from tests.factories import line, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def places(client, path):
    """The addresses that a file names."""
    found = read(client, path)
    return [node.text.removeprefix(SITE) for node in found.iter() if node.tag == f"{{{sitemaps.PROTOCOL}}}loc"]


def in_vietnamese(client, path):
    return [place for place in places(client, path) if not place.startswith(("/en/", "/km/"))]


@pytest.fixture
def register(law, settings):
    settings.BUSINESS_DAY = date(2023, 1, 1)
    make_province()
    now = make_product("Nay", slug="nay", producer=make_producer(slug="ho-nay"))
    later = make_product("Sau", slug="sau", producer=make_producer(slug="ho-sau"))
    issue_decision(paper("1", date(2022, 1, 12)), [line(now, 3)], by=None)
    issue_decision(paper("2", date(2022, 12, 1)), [line(later, 3)], by=None)
    settings.BUSINESS_DAY = date(2022, 10, 1)


def test_what_is_public_on_the_day(client, register):
    files = [f"/sitemap-{name}-1.xml" for name in ("trang", "san-pham", "chu-the", "quyet-dinh")]
    assert places(client, "/sitemap.xml") == files
    assert [in_vietnamese(client, path) for path in files] == [
        [
            "/",
            "/tham-gia/",
            "/san-pham/",
            "/chu-the/",
            "/quyet-dinh/",
            "/xac-minh/",
            "/so-sanh/",
            "/thong-ke/",
            "/thong-ke/ban-do/",
            "/thong-ke/theo-thoi-gian/",
            "/thong-ke/thay-doi/",
            "/du-lieu-mo/",
            "/tro-nang/",
        ],
        ["/san-pham/nay/"],
        ["/chu-the/ho-nay/"],
        ["/quyet-dinh/1-2022-01-12/"],
    ]


def test_every_page_that_it_names_is_there_and_wants_to_be_found(client, register):
    found = [place for path in places(client, "/sitemap.xml") for place in places(client, path)]
    assert len(found) == len(set(found)) == 3 * 16
    pages = {place: client.get(place) for place in found}
    assert {page.status_code for page in pages.values()} == {200}
    assert [place for place, page in pages.items() if "noindex" in page.content.decode()] == []


def test_every_language_names_all_of_them(client, register):
    found = read(client, "/sitemap-san-pham-1.xml")
    named = {"vi": "/", "en": "/en/", "km": "/km/", "x-default": "/"}
    wanted = [(code, f"{SITE}{root}san-pham/nay/") for code, root in named.items()]
    pages = [
        (url[0].text.removeprefix(SITE), [(link.get("hreflang"), link.get("href")) for link in url[1:]])
        for url in found
    ]
    assert pages == [(f"{root}san-pham/nay/", wanted) for root in ("/", "/en/", "/km/")]


def test_many_pages_fill_files_in_the_order_of_addresses(client, register, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 2)
    products = [make_product(slug=f"banh-{number}") for number in range(4)]
    issue_decision(paper("3"), [line(product, 3) for product in products], by=None)
    files = [path for path in places(client, "/sitemap.xml") if "san-pham" in path]
    assert files == [f"/sitemap-san-pham-{number}.xml" for number in (1, 2, 3)]
    assert [in_vietnamese(client, path) for path in files] == [
        ["/san-pham/banh-0/", "/san-pham/banh-1/"],
        ["/san-pham/banh-2/", "/san-pham/banh-3/"],
        ["/san-pham/nay/"],
    ]
    assert client.get("/sitemap-san-pham-4.xml").status_code == 404


@pytest.mark.parametrize("part", ["trang-2", "san-pham-0", "gi-do-1", "chu-the-9", "quyet-dinh-50001"])
def test_what_there_is_no_file_of(client, register, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 20, "9" * 5000], ids=len)
def test_a_large_number_is_no_file(client, register, number):
    sections = ("trang", *sitemaps.PAGES)
    assert [client.get(f"/sitemap-{section}-{number}.xml").status_code for section in sections] == [404] * 4


def test_an_empty_register_has_the_lists_alone(client):
    assert places(client, "/sitemap.xml") == ["/sitemap-trang-1.xml"]


def test_the_limits_of_the_format():
    assert sitemaps.MOST * 3 <= 50_000
