"""Typing errors are forgiven wherever a name is typed: at the check of a name, beside products, among producers."""

import pytest

from products.actions.decisions import issue_decision
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(law):
    place = make_place("Xã Quới Thiện", parent=make_province())
    maker = make_producer("Hợp tác xã Minh Hoạ", place=place)
    products = [make_product("Bánh tét", producer=maker), make_product("Trà sen", producer=maker)]
    issue_decision(paper(), [line(product, 3) for product in products], by=None)
    return products


def test_at_the_check_of_a_name(client, shelf, django_assert_num_queries):
    client.get("/san-pham/")
    with django_assert_num_queries(2):  # the tag, the generation of the catalogue
        answer = client.get("/xac-minh/", {"ma": "banh tec"})
    assert answer.context["meant"] == "bánh tét"
    assert '<a href="/xac-minh/?ma=b%C3%A1nh+t%C3%A9t"><strong lang="vi">bánh tét</strong></a>?' in (
        answer.content.decode()
    )
    found = client.get(answer.context["meant_url"]).context
    assert ([card["name"] for card in found["cards"]], found["meant"]) == (["Bánh tét"], "")
    assert client.get("/xac-minh/", {"ma": "xyzxyz"}).context["meant"] == ""
    assert client.get("/xac-minh/", {"ma": "OC23456789A"}).context["meant"] == ""  # a slip in a code is no name
    assert "តើអ្នកចង់រក៖" in client.get("/km/xac-minh/", {"ma": "banh tec"}).content.decode()


def test_beside_products(client, shelf):
    there = shelf[1].slug
    answer = client.get("/so-sanh/", {"sp": there, "q": "banh tec"})
    url = f"/so-sanh/?sp={there}&q=b%C3%A1nh+t%C3%A9t"
    assert answer.context["offers"] == [{"meant": "bánh tét", "url": url}]
    text = answer.content.decode()
    assert f'<a href="{url.replace("&", "&amp;")}"><strong lang="vi">bánh tét</strong></a>?' in text
    assert "Không có sản phẩm nào khớp “banh tec”." in text
    assert [offer["label"] for offer in client.get(url).context["offers"]] == ["Bánh tét"]
    assert client.get("/so-sanh/", {"q": "xyzxyz"}).context["offers"] == []


def test_what_stands_beside_already_is_no_typing_error(client, shelf):
    assert client.get("/so-sanh/", {"sp": shelf[0].slug, "q": "banh tet"}).context["offers"] == []


def test_among_producers(client, shelf):
    answer = client.get("/chu-the/", {"q": "quoi thienn"})
    assert answer.context["meant"] == "quới thiện"
    assert '<a href="/chu-the/?q=qu%E1%BB%9Bi+thi%E1%BB%87n">' in answer.content.decode()
    assert [row["name"] for row in client.get(answer.context["meant_url"]).context["rows"]] == ["Hợp tác xã Minh Hoạ"]
    # What only a product is called is no way to a producer.
    assert client.get("/chu-the/", {"q": "banh tec"}).context["meant"] == ""
    assert client.get("/chu-the/", {"q": "xyzxyz"}).context["meant"] == ""
    assert client.get("/chu-the/", {"q": "minh"}).context["meant"] == ""
