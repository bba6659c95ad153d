"""The home page: search, ratings at a glance, the newest decisions and products."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from products.actions.decisions import issue_decision
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db


def test_an_empty_register_says_what_will_stand_here(client, law):
    page = client.get("/")
    text = page.content.decode()
    assert page.status_code == 200
    assert [(tile["value"], tile["rank"]) for tile in page.context["tiles"]] == [
        ("0", "5"),
        ("0", "tiem-nang"),
        ("0", "4"),
        ("0", "3"),
    ]
    assert "Chưa có quyết định nào được công bố." in text
    assert "Sản phẩm đứng ở đây khi có quyết định đầu tiên được công bố." in text


def test_ratings_at_a_glance_and_what_is_new(client, law):
    make_province()
    issue_decision(paper("1", date(2021, 3, 30)), [line(make_product("Cũ"), 4)], by=None)
    issue_decision(
        paper("2/QĐ-UBND", date(2022, 1, 12)), [line(make_product("Mới"), 3), line(make_product("Mật"), None)], by=None
    )
    page = client.get("/")
    assert page.context["total"] == "3"
    assert [(tile["value"], tile["url"]) for tile in page.context["tiles"]] == [
        ("0", ""),
        ("1", "/san-pham/?sao=tiem-nang"),
        ("1", "/san-pham/?sao=4"),
        ("1", "/san-pham/?sao=3"),
    ]
    assert [card["name"] for card in page.context["cards"]] == ["Mật", "Mới", "Cũ"]
    assert [row["number"] for row in page.context["decisions"]] == ["2/QĐ-UBND", "1"]
    assert 'action="/san-pham/"' in page.content.decode()


def test_nothing_dated_later(client, law, settings):
    settings.BUSINESS_DAY = date(2023, 1, 1)
    make_province()
    issue_decision(paper("1", date(2022, 12, 1)), [line(make_product("Về sau"), 4)], by=None)
    settings.BUSINESS_DAY = date(2022, 10, 1)
    page = client.get("/")
    assert (page.context["total"], page.context["cards"], page.context["decisions"]) == ("0", [], [])


def test_one_row_and_three_ask_the_same(client, law):
    make_province()
    asked = []
    for number in (1, 2, 3):
        issue_decision(paper(f"{number}", date(2022, 1, number)), [line(make_product(), 3)], by=None)
        asked.append((asking(client, "/"), asking(client, "/?la=1")))
    # Right after a publication what changed is read, with places and categories; then only cards, decisions and the
    # law's next round.
    assert asked == [(10, 5), (10, 5), (10, 5)]


def asking(client, path):
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_only_reading(client, law):
    assert client.post("/").status_code == 405
