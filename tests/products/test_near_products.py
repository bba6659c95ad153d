"""Other products of the same place on a product's page: in force, best first, of the unit of today."""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Place
from products.actions.decisions import issue_decision
from products.actions.merging import merge_products
from tests.factories import line, make_place, make_product, make_province, paper

pytestmark = pytest.mark.django_db
IN_FORCE, LONG_AGO = date(2022, 1, 12), date(2018, 1, 12)


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_place("Huyện Minh Hoạ", parent=make_province(), level="district"))


def rated(name, place, stars=3, on=IN_FORCE, **fields):
    product = make_product(name, place=place, slug=fields.pop("slug", name.lower()), **fields)
    issue_decision(paper(f"{name}/QĐ", on), [line(product, stars)], by=None)
    return product


def near(client, slug="a"):
    response = client.get(f"/san-pham/{slug}/")
    assert response.status_code == 200
    return response.context["near"]


def names(found):
    return [card["name"] for card in found["cards"]()] if found else None


def test_up_to_four_best_first_then_by_name_without_the_product_itself(client, commune):
    for name, stars in (("A", 3), ("G", 3), ("F", 3), ("E", 4), ("D", 3)):
        rated(name, commune, stars)
    assert names(near(client)) == ["E", "D", "F", "G"]
    rated("C", commune, None)  # approved for five stars: between five and four
    found = near(client)
    assert names(found) == ["C", "E", "D", "F"]
    assert (found["place"], found["url"]) == ("Xã Minh Hoạ", "/san-pham/?noi=xa-minh-hoa")
    assert client.get(found["url"]).context["count"] == 6
    assert names(near(client, "e")) == ["C", "A", "D", "F"]


def test_only_what_the_catalogue_shows_of_this_very_place(client, commune, administrator):
    rated("A", commune)
    elsewhere = make_place("Xã Khác", parent=commune.parent)
    rated("B", elsewhere)
    rated("C", commune, on=LONG_AGO)  # expired
    gone = rated("D", commune)
    assert names(near(client)) == ["D"]
    merge_products(make_product("E", place=elsewhere), gone, why="trùng", by=administrator)
    assert near(client) is None
    assert b"/san-pham/?noi=" not in client.get("/san-pham/a/").content


def test_a_product_known_by_its_district_has_the_district_and_one_of_the_province_nothing(client, commune):
    rated("A", commune.parent)
    rated("B", commune)
    found = near(client)
    assert (names(found), found["place"]) == (["B"], "Huyện Minh Hoạ")
    rated("C", make_province())
    assert near(client, "c") is None
    rated("D", None)
    assert near(client, "d") is None


def test_after_a_succession_the_whole_new_unit_is_near(client, law, places, settings):
    settings.BUSINESS_DAY = date(2026, 10, 1)
    old, new = (Place.objects.get(slug=slug) for slug in ("xa-huyen-hoi-huyen-cang-long", "xa-tan-an"))
    rated("A", old, on=date(2024, 3, 30))
    rated("B", new, on=date(2026, 3, 30))
    for slug, other in (("a", "B"), ("b", "A")):
        found = near(client, slug)
        assert (names(found), found["place"]) == ([other], "Xã Tân An")


def test_it_takes_one_query_however_many_there_are_and_none_where_their_cards_are_kept(client, commune):
    asked = []
    for group in ("A", "B", "CDEFG"):
        for name in group:
            rated(name, commune)
        client.get("/san-pham/a/")  # reads what was published
        caches["template_fragments"].clear()
        client.get("/huong-dan/")  # keeps the parts that all pages share
        for _time in range(2):
            with CaptureQueriesContext(connection) as queries:
                near(client)
            asked.append(len(queries))
    assert asked == [2, 2, 3, 2, 3, 2]


def test_kept_cards_are_those_of_the_page_and_of_what_was_published_last(client, commune):
    for name in "ABC":
        rated(name, commune)

    def linked(slug):
        html = client.get(f"/san-pham/{slug}/").content.decode().partition("Sản phẩm khác ở")[2]
        return [other for other in "abcd" if f'href="/san-pham/{other}/"' in html]

    assert (linked("a"), linked("b"), linked("a")) == (["b", "c"], ["a", "c"], ["b", "c"])
    rated("D", commune)
    assert linked("a") == ["b", "c", "d"]
