"""Pages of a list name their neighbours; a place spelt in two ways is one place."""

from __future__ import annotations

import re

import pytest

from products.actions.decisions import issue_decision
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
NEIGHBOUR = re.compile(r'<a href="([^"]*)"\s+rel="(prev|next)"')


@pytest.fixture
def fifty(law):
    """Three pages of the catalogue."""
    make_province()
    maker = make_producer()
    issue_decision(paper(), [line(make_product(f"Bánh {n}", producer=maker), 3) for n in range(50)], by=None)


def test_pages_name_their_neighbours(client, fifty):
    def neighbours(query):
        return [(kind, url) for url, kind in NEIGHBOUR.findall(client.get(f"/san-pham/{query}").content.decode())]

    assert neighbours("?sao=3") == [("next", "?sao=3&amp;trang=2")]
    assert neighbours("?trang=2&sao=3") == [("prev", "?sao=3&amp;trang=1"), ("next", "?sao=3&amp;trang=3")]
    assert neighbours("?trang=3&sao=3") == [("prev", "?sao=3&amp;trang=2")]
    assert neighbours("?sao=4") == []


@pytest.mark.parametrize("typed", ["quới thiện", "qưới thiện", "quoi thien", "Qưới", "QUỚI"])
@pytest.mark.parametrize("spelt", ["Xã Quới Thiện", "Xã Qưới Thiện"])
def test_quoi_is_one_place_in_both_spellings(client, law, spelt, typed):
    maker = make_producer("Hộ Minh Hoạ", place=make_place(spelt, parent=make_province()))
    issue_decision(paper(), [line(make_product("Bánh tét", producer=maker), 3)], by=None)
    assert [card["name"] for card in client.get("/san-pham/", {"q": typed}).context["cards"]] == ["Bánh tét"]
    assert [row["name"] for row in client.get("/chu-the/", {"q": typed}).context["rows"]] == ["Hộ Minh Hoạ"]
