"""Beside a producer in the figures stands how many products of it are counted: a link to just these."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest

from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers
from tests.factories import line, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
PAGE = "/thong-ke/chu-the/?ngay=2022-03-01"


@pytest.fixture
def makers(law, officer):
    """Two producers, of two products and of one; another product of the first is rated later."""
    make_province()
    makers = [make_producer(f"Hợp tác xã Minh Hoạ {name}") for name in "AB"]
    products = [make_product(f"Bánh {n}", producer=maker) for n, maker in enumerate([*makers, makers[0], makers[0]])]
    issue_decision(paper(), [line(products[0], 3), line(products[1], 3), line(products[2], None)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 8, 1)), [line(products[3], 4)], by=officer)
    return makers


def numbers(client, page=PAGE):
    """The producers with the number of their products and what its link counts."""
    answer = client.get(page)
    found = {}
    for row in answer.context["rows"]:
        assert f'<a href="{row["products_url"]}">{row["products"]}</a>' in unescape(answer.content.decode())
        listed = client.get(row["products_url"]).context
        assert not listed["form"].errors
        found[row["producer"]] = (int(row["products"]), listed["count"], [each["product"] for each in listed["rows"]])
    return found


@pytest.mark.parametrize(("mode", "first"), [("beside", ["Bánh 0", "Bánh 2"]), ("certified", ["Bánh 0"])])
def test_the_number_leads_to_so_many_products(client, makers, mode, first):
    assert numbers(client, f"{PAGE}&cach-dem={mode}") == {
        "Hợp tác xã Minh Hoạ A": (len(first), len(first), first),
        "Hợp tác xã Minh Hoạ B": (1, 1, ["Bánh 1"]),
    }


def test_a_number_that_was_narrowed_down_leads_to_what_it_counts(client, makers):
    assert numbers(client, f"{PAGE}&sao=3") == {
        "Hợp tác xã Minh Hoạ A": (1, 1, ["Bánh 0"]),
        "Hợp tác xã Minh Hoạ B": (1, 1, ["Bánh 1"]),
    }


def test_a_cited_number_stays_that_of_the_record_of_then(client, makers, officer):
    cited = client.get(PAGE).context["citation"]
    merge_producers(makers[0], makers[1], why="Nhập hai lần (minh hoạ)", by=officer)
    assert [row[:2] for row in numbers(client).values()] == [(3, 3)]
    assert [row[:2] for row in numbers(client, cited).values()] == [(2, 2), (1, 1)]


def test_the_list_says_whose_products_they_are_and_its_citation_keeps_it(client, makers):
    url = client.get(PAGE).context["rows"][0]["products_url"]
    answer = client.get(url)
    assert answer.context["words"] == "chủ thể: Hợp tác xã Minh Hoạ A"
    assert client.get(answer.context["citation"]).context["count"] == 2
    assert client.get(f"{url}&sao=3").context["count"] == 1


@pytest.mark.parametrize("key", ["0", "-1", "abc", "99999999999999999999"])
def test_what_is_no_key_is_said(client, makers, key):
    answer = client.get(f"/thong-ke/danh-sach/?ngay=2022-03-01&cua={key}")
    assert (answer.status_code, answer.context["count"], list(answer.context["form"].errors)) == (200, 3, ["cua"])


def test_nobody_has_no_products(client, makers):
    assert client.get("/thong-ke/danh-sach/?ngay=2022-03-01&cua=999999").context["count"] == 0
