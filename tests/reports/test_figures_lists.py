"""Every number of the figures is a link to the list that it counts."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from core.models import Place
from producers.enums import LegalForm
from products.actions.correcting import void_rating
from products.actions.decisions import issue_decision
from products.models import Recognition
from tests.factories import category, line, make_producer, make_product, paper

pytestmark = pytest.mark.django_db
DAY = "2022-03-01"
NUMBER = re.compile(r'<td class="number"><a href="([^"]+)">([0-9.]+)</a></td>')
TILE = re.compile(r'<span class="tile__value">([0-9.]+)</span><a class="tile__label" href="([^"]+)">')


@pytest.fixture
def recognised(law, places, officer):
    """Products of three districts and two sectors: three and four stars, and approved scores on top and alone."""
    units = [*Place.objects.filter(slug__in=["huyen-cau-ke", "xa-huyen-hoi-huyen-cang-long", "huyen-tra-cu"]), None]
    sectors = [category(), category("do-uong-1048"), None]
    products = [
        make_product(producer=make_producer(place=units[number % 4]), category=sectors[number % 3])
        for number in range(9)
    ]
    issue_decision(paper(), [line(each, 3 + number % 2) for number, each in enumerate(products[:7])], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 2, 1)), [line(each, None) for each in products[5:]], by=officer)
    return products


def numbers_of(client, address):
    """Every number of a page of figures with the address of its list."""
    text = client.get(address).content.decode()
    found = [(unescape(url), int(count.replace(".", ""))) for url, count in NUMBER.findall(text)]
    return found + [(unescape(url), int(count.replace(".", ""))) for count, url in TILE.findall(text)]


@pytest.mark.parametrize("mode", ["beside", "inside", "certified"])
@pytest.mark.parametrize("units", ["cap=district", "cap=commune&bang=26-2026"])
def test_every_number_leads_to_a_list_of_so_many(client, recognised, mode, units):
    numbers = numbers_of(client, f"/thong-ke/?ngay={DAY}&cach-dem={mode}&{units}")
    assert len(numbers) > 12
    for url, count in numbers:
        answer = client.get(url)
        assert (answer.status_code, answer.context["count"]) == (200, count), url
        assert len(answer.context["rows"]) == count
        assert not answer.context["form"].errors


def test_the_list_says_which_number_it_is(client, recognised):
    answer = client.get(f"/thong-ke/danh-sach/?ngay={DAY}&sao=4&noi=huyen-cau-ke&nhom=khong-xac-dinh")
    assert answer.context["words"] == "4 sao · địa bàn: Huyện Cầu Kè · nhóm: không xác định"
    assert "tiềm năng 5 sao đếm riêng" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "products", "makers"),
    [
        ("sao=4", ["Dừa", "Mật"], {"Hộ": "1", "Hợp tác xã": "1"}),
        ("chu-the=cooperative", ["Mật"], {"Hợp tác xã": "1"}),
        ("chu-the=household_business", ["Bánh", "Dừa"], {"Hộ": "2"}),
        ("sao=3&chu-the=household_business", ["Bánh"], {"Hộ": "1"}),
        ("sao=3&chu-the=cooperative", [], {}),
        ("noi=huyen-cau-ke", ["Mật"], {"Hợp tác xã": "1"}),
        ("nhom=do-uong-1048&sao=4", ["Dừa"], {"Hộ": "1"}),
        ("nhom=khong-xac-dinh", ["Mật"], {"Hợp tác xã": "1"}),
    ],
)
def test_both_lists_are_narrowed_by_every_key(client, law, places, officer, asked, products, makers):
    district = Place.objects.get(slug="huyen-cau-ke")
    home = make_producer("Hộ", place=Place.objects.get(slug="huyen-tra-cu"))
    joint = make_producer("Hợp tác xã", place=district, legal_form=LegalForm.COOPERATIVE)
    wine = category("do-uong-1048")
    lines = [
        line(make_product("Bánh", producer=home, category=category()), 3),
        line(make_product("Dừa", producer=home, category=wine), 4),
        line(make_product("Mật", producer=joint), 4),
    ]
    issue_decision(paper(), lines, by=officer)
    found = client.get(f"/thong-ke/danh-sach/?ngay={DAY}&{asked}").context
    assert (found["count"], [row["product"] for row in found["rows"]]) == (len(products), products)
    found = client.get(f"/thong-ke/chu-the/?ngay={DAY}&{asked}").context
    assert (found["count"], {row["producer"]: row["products"] for row in found["rows"]}) == (len(makers), makers)


def test_a_row_shows_both_stars_and_both_papers(client, recognised):
    rows = client.get(f"/thong-ke/danh-sach/?ngay={DAY}&sao=tiem-nang").context["rows"]
    assert [(row["stars"], row["is_potential"], len(row["decisions"])) for row in rows] == [
        ("4", True, 2),
        ("3", True, 2),
        ("", True, 1),
        ("", True, 1),
    ]
    assert rows[0]["decisions"][0]["label"] == "Quyết định 1/QĐ-UBND ngày 12/01/2022 của UBND tỉnh Trà Vinh"


def test_producers_stand_with_the_number_of_their_products(client, recognised):
    rows = client.get(f"/thong-ke/chu-the/?ngay={DAY}").context["rows"]
    assert [row["products"] for row in rows] == ["1"] * 9
    assert rows[0]["class"] == "Hộ kinh doanh"


def test_a_cited_list_stays_when_a_row_is_voided(client, recognised, officer):
    cited = client.get(f"/thong-ke/danh-sach/?ngay={DAY}&sao=4").context["citation"]
    void_rating(Recognition.objects.filter(stars=4).last(), why="Nhập nhầm (minh hoạ)", by=officer)
    assert client.get(f"/thong-ke/danh-sach/?ngay={DAY}&sao=4").context["count"] == 1
    answer = client.get(cited)
    assert (answer.context["count"], answer.context["rows"][0]["product_url"]) == (2, "")
    assert client.get(answer.context["rows"][1]["product_url"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("noi=huyen-khong-co", "Địa bàn: Số liệu này không có mục “huyen-khong-co”, nên danh sách gồm tất cả."),
        ("nhom=x", "Nhóm sản phẩm: Số liệu này không có mục “x”, nên danh sách gồm tất cả."),
        ("bang=999", "Theo bảng phân loại: Không có bảng phân loại “999”; có: 1048, 148, 26-2026."),
        ("ngay=31/02/2022", "Tính đến ngày: Không có ngày “31/02/2022” trên lịch."),
        ("sao=7", "Hạng sao: "),
    ],
)
def test_what_cannot_be_used_is_said(client, recognised, query, words):
    answer = client.get(f"/thong-ke/danh-sach/?{query}")
    assert (answer.status_code, answer.context["count"]) == (200, 9)
    assert words in unescape(answer.content.decode())


@pytest.mark.parametrize("page", ["danh-sach", "chu-the"])
def test_a_list_costs_as_many_queries_whatever_its_length(
    client, recognised, officer, django_assert_num_queries, page
):
    address = f"/thong-ke/{page}/?ngay={DAY}"
    client.get(address)
    # The tag of the page, the generation, merges of products and producers, how many, which, ratings, approved scores,
    # those with a page.
    with django_assert_num_queries(9):
        assert client.get(f"{address}&sao=tiem-nang").status_code == 200
    with django_assert_num_queries(9):
        assert client.get(address).context["count"] == 9
    cited = client.get(address).context["citation"]
    with django_assert_num_queries(9):
        assert client.get(cited).context["count"] == 9


def test_long_lists_have_pages(client, law, places, officer):
    issue_decision(paper(), [line() for _number in range(53)], by=officer)
    answer = client.get("/thong-ke/danh-sach/?trang=2")
    assert (answer.context["count"], len(answer.context["rows"]), answer.context["page_obj"].number) == (53, 3, 2)
