"""Searching in other spellings (Mĩ for Mỹ) and by categories: beside other words, with typing errors too."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from products.actions.decisions import issue_decision
from products.queries.search import Said, said_by, synonyms
from products.rules.synonyms import Synonyms
from products.views.marking import marked
from tests.factories import category, line, make_place, make_producer, make_product, make_province, paper


def names(client, text, **query):
    return [card["name"] for card in client.get("/san-pham/", {"q": text, **query}).context["cards"]]


def hits(client, text):
    return [(hit["kind"], hit["label"]) for hit in client.get("/san-pham/", {"q": text}).context["hits"]]


@pytest.fixture
def shelf(law):
    """Two foods and a noodle in Mỹ Long (Cầu Ngang), a skill of a maker called so elsewhere, a travel beside it."""
    province = make_province()
    district = make_place("Huyện Cầu Ngang", parent=province, level="district")
    there = make_place("Thị trấn Mỹ Long", parent=district)
    here = make_place("Xã Long Đức", parent=province)
    co_op = make_producer("Hợp tác xã Mỹ Long", place=there)
    firm = make_producer("Công ty TNHH Kỹ nghệ Long Đức", place=here)
    rows = [
        ("Mắm rươi", co_op, "thuc-pham-1048"),
        ("Rượu", co_op, "do-uong-1048"),
        ("Miến Long Đức", firm, "thuc-pham-1048"),
        ("Vườn cây", firm, None),
    ]
    products = [
        make_product(name, producer=maker, category=category(slug) if slug else None) for name, maker, slug in rows
    ]
    issue_decision(paper("612/QĐ-UBND", date(2022, 3, 30)), [line(product, 3) for product in products], by=None)
    return products


# --------------------------------------------------------------------- i and y
def test_the_house_list_writes_i_and_y_both_ways():
    known = synonyms()
    for one, other in (("hy", "hi"), ("ky", "ki"), ("ly", "li"), ("my", "mi"), ("quy", "qui"), ("sy", "si")):
        assert known.terms([one]) == [((one,), (other,))]
        assert known.terms([other]) == [((other,), (one,))]
    assert known.ways(["cong", "ti"]) == [["cong", "ti"], ["cty"], ["cong", "ty"]]


def test_ways_to_say_a_text_begin_with_itself_and_are_not_without_end():
    known = Synonyms.of([("mỹ", "mĩ"), ("htx", "hợp tác xã")])
    assert known.ways(["htx", "mi"]) == [
        ["htx", "mi"],
        ["htx", "my"],
        ["hop", "tac", "xa", "mi"],
        ["hop", "tac", "xa", "my"],
    ]
    assert known.ways(["dua"]) == [["dua"]]
    assert len(known.ways(["mi"] * 10)) == 16


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mĩ Long", ["Miến Long Đức", "Mắm rươi", "Rượu"]),  # "miến" bears what is typed, in its own name
        ("mi long cau ngang", ["Mắm rươi", "Rượu"]),
        ("Mỹ Long", ["Mắm rươi", "Rượu"]),  # "mi" of "miến" is none of Mỹ
        ("kĩ nghệ", ["Miến Long Đức", "Vườn cây"]),
        ("ki", ["Miến Long Đức", "Vườn cây"]),
        ("công ti tnhh", ["Miến Long Đức", "Vườn cây"]),
        ("mi", ["Miến Long Đức", "Mắm rươi", "Rượu"]),  # what is typed may be a part of a word, in names first
        ("rươu mĩ", ["Rượu"]),
    ],
)
def test_what_is_written_with_i_finds_what_is_written_with_y(client, shelf, text, found):
    assert names(client, text) == found


@pytest.mark.django_db
def test_places_producers_and_categories_are_named_in_the_other_spelling_too(client, shelf):
    assert hits(client, "mĩ long") == [("Địa bàn", "Thị trấn Mỹ Long")]
    assert ("Nhóm", "Thủ công mỹ nghệ, trang trí") in hits(client, "mĩ nghệ")
    links = client.get("/goi-y/", {"q": "htx mĩ long"}).json()["links"]
    assert [link["label"] for link in links if link["kind"] == "Chủ thể"] == ["Hợp tác xã Mỹ Long"]
    found = {text: client.get("/chu-the/", {"q": text}).context["page_obj"] for text in ("mĩ", "kĩ", "ti", "ky ngh")}
    assert {text: [row["public_name__name"] for row in rows] for text, rows in found.items()} == {
        "mĩ": ["Hợp tác xã Mỹ Long"],
        "kĩ": ["Công ty TNHH Kỹ nghệ Long Đức"],
        "ti": ["Công ty TNHH Kỹ nghệ Long Đức"],
        "ky ngh": ["Công ty TNHH Kỹ nghệ Long Đức"],
    }


def test_parts_are_marked_as_they_were_typed_and_other_spellings_whole():
    said = said_by("mỹ long")
    assert said == Said(["my", "long"], ["mi"])
    assert marked("Miến Mỹ Long, mĩ", said.typed, said.also) == (
        "Miến <mark>Mỹ</mark> <mark>Long</mark>, <mark>mĩ</mark>"
    )
    assert marked("Miến Mỹ", ["mi"], ["my"]) == "<mark>Mi</mark>ến <mark>Mỹ</mark>"


# --------------------------------------------------------------------- categories
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thực phẩm cầu ngang", ["Mắm rươi"]),
        ("cầu ngang thực phẩm", ["Mắm rươi"]),
        ("đồ uống htx mỹ long", ["Rượu"]),
        ("htx thuc pham mi long", ["Mắm rươi"]),
        ("thực phẩm miến", ["Miến Long Đức"]),
        ("thực phẩm dừa", []),
        ("phẩm cầu ngang", []),  # one word alone is no category beside others
        ("phẩm", ["Mắm rươi", "Miến Long Đức"]),
        ("phẩm thực cầu ngang", []),
    ],
)
def test_words_of_a_category_go_with_other_words(client, shelf, text, found):
    assert names(client, text) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("thuwc pham", "thực phẩm", ["Mắm rươi", "Miến Long Đức"]),
        ("thucc phamm", "thực phẩm", ["Mắm rươi", "Miến Long Đức"]),
        ("do uongg", "đồ uống", ["Rượu"]),
        ("thuc phan cau ngang", "thực phẩm cầu ngang", ["Mắm rươi"]),
        ("du lihc", "", []),  # a category that nothing in the catalogue belongs to
    ],
)
def test_a_category_is_meant_by_its_misspelt_words(client, shelf, typed, meant, found):
    assert client.get("/san-pham/", {"q": typed}).context["nothing"]["meant"] == meant
    assert (names(client, meant) if meant else []) == found


@pytest.mark.django_db
def test_neither_asks_the_database_for_more(client, shelf):
    counts = {}
    for text in ("mam", "mĩ long", "thực phẩm cầu ngang", "thuc phan cau ngang", "mamm"):
        client.get("/san-pham/", {"q": text, "xem": "bang"})
        with CaptureQueriesContext(connection) as queries:
            client.get("/san-pham/", {"q": text})
        counts[text] = len(queries)
    assert counts["mĩ long"] == counts["thực phẩm cầu ngang"] == counts["mam"]
    assert counts["thuc phan cau ngang"] == counts["mamm"]
