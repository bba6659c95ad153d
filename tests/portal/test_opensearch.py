"""The search of the catalogue as browsers take it in."""

from xml.etree import ElementTree

import pytest

from products.actions.decisions import issue_decision
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db
SPEC = "{http://a9.com/-/spec/opensearch/1.1/}"


def described(client, path="/opensearch.xml"):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "application/opensearchdescription+xml; charset=utf-8",
    )
    return ElementTree.fromstring(response.content)


def test_name_and_addresses(client):
    found = described(client)
    assert [(node.tag.removeprefix(SPEC), node.text, node.attrib) for node in found] == [
        ("ShortName", "OCOP Trà Vinh", {}),
        ("Description", "Tìm sản phẩm OCOP Trà Vinh theo tên, chủ thể hoặc địa bàn", {}),
        ("InputEncoding", "UTF-8", {}),
        ("Url", None, {"type": "text/html", "template": "http://testserver/san-pham/?q={searchTerms}"}),
        (
            "Url",
            None,
            {
                "type": "application/opensearchdescription+xml",
                "rel": "self",
                "template": "http://testserver/opensearch.xml",
            },
        ),
    ]


def test_the_search_that_it_names_finds(client, law):
    make_province()
    issue_decision(paper(), [line(make_product("Dừa sáp"), 3)], by=None)
    search = described(client, "/en/opensearch.xml").find(f"{SPEC}Url").get("template")
    assert search == "http://testserver/en/san-pham/?q={searchTerms}"
    page = client.get(search.removeprefix("http://testserver").replace("{searchTerms}", "d%E1%BB%ABa"))
    assert [card["name"] for card in page.context["cards"]] == ["Dừa sáp"]


@pytest.mark.parametrize(
    ("province", "name"), [("", "OCOP"), ("Thừa Thiên – Huế", "OCOP Thừa Thiên"), ("A & <B>", "OCOP A & <B>")]
)
def test_the_name_is_never_longer_than_the_format_allows(client, settings, province, name):
    settings.PORTAL = settings.PORTAL | {"province": province}
    assert described(client).findtext(f"{SPEC}ShortName") == name


def test_every_public_page_leads_to_it_and_it_is_kept(client):
    first = client.get("/opensearch.xml")
    assert client.get("/opensearch.xml", headers={"if-none-match": first["ETag"]}).status_code == 304
    for root in ("", "/en", "/km"):
        text = " ".join(client.get(f"{root}/san-pham/").content.decode().split())
        assert f'<link rel="search" type="application/opensearchdescription+xml" href="{root}/opensearch.xml"' in text
