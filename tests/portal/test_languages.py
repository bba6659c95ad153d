"""The portal in its languages: addresses, what leads from one to another, what stays Vietnamese."""

import pytest
from django.test import Client

from products.actions.decisions import issue_decision
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db

PAGES = ["/", "/san-pham/", "/chu-the/", "/quyet-dinh/", "/xac-minh/", "/thong-ke/", "/du-lieu-mo/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "km"])
def test_each_page_has_an_address_in_each_language(client: Client, path: str, language: str) -> None:
    make_province()
    response = client.get(f"/{language}{path}")
    assert response.status_code == 200
    page = response.content.decode()
    assert f'<html lang="{language}">' in page
    assert response["Content-Language"] == language
    # The way stays in the language: no link of the page leads to the Vietnamese one but the switch.
    assert f'href="/{language}/san-pham/"' in page
    assert page.count('href="/san-pham/"') == (1 if path == "/san-pham/" else 0)


def test_the_first_language_has_no_prefix_whatever_the_browser_speaks(client: Client) -> None:
    page = client.get("/san-pham/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="vi">' in page
    assert client.get("/vi/san-pham/").status_code == 404


def test_a_page_names_itself_in_all_languages_with_its_questions(client: Client) -> None:
    page = client.get("/en/san-pham/?sao=4&q=banh").content.decode()
    for language, path in (
        ("vi", "/san-pham/"),
        ("en", "/en/san-pham/"),
        ("km", "/km/san-pham/"),
        ("x-default", "/san-pham/"),
    ):
        assert f'<link rel="alternate" hreflang="{language}" href="http://testserver{path}?sao=4&amp;q=banh">' in page
    assert '<a lang="en" hreflang="en" href="/en/san-pham/?sao=4&amp;q=banh" aria-current="true">English</a>' in page
    assert '<a lang="vi" hreflang="vi" href="/san-pham/?sao=4&amp;q=banh">Tiếng Việt</a>' in page


def test_languages_are_kept_apart(client: Client, law: None) -> None:
    tags = {client.get(f"{prefix}/san-pham/")["ETag"] for prefix in ("", "/en", "/km")}
    assert len(tags) == 3
    make_province()
    product = make_product("Dừa sáp", slug="dua-sap")
    issue_decision(paper("1/QĐ-UBND"), [line(product, 3)], by=None)
    for _again in range(2):  # the second answer is the page kept
        assert '<html lang="en">' in client.get(f"/en/san-pham/{product.slug}/").content.decode()
        assert '<html lang="vi">' in client.get(f"/san-pham/{product.slug}/").content.decode()


def test_sign_in_is_vietnamese_and_leads_nowhere_else(client: Client) -> None:
    for path in ("/tai-khoan/dang-nhap/", "/tai-khoan/quen-mat-khau/", "/tai-khoan/dang-ky/"):
        assert "hreflang" not in client.get(path).content.decode()


def test_staff_pages_and_files_have_one_address(client: Client) -> None:
    for path in ("/en/staff/", "/en/admin/", "/en/tai-khoan/", "/en/anh/x.jpg", "/en/robots.txt"):
        assert client.get(path).status_code == 404
