"""Searching: without marks, with typing errors, by producer and place; on the real register too."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.actions.decisions import issue_decision
from products.imports.register import load_register
from products.rules.likeness import WordBook, corrections, is_one_slip, likeness, nearest, shared
from tests.conftest import FIXTURES
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

WORDS = st.text("abcdehnotu", min_size=1, max_size=8)


def names(client, query):
    return [card["name"] for card in client.get("/san-pham/", query).context["cards"]]


# --------------------------------------------------------------------- words alone
@given(WORDS, WORDS)
def test_likeness_is_mutual_and_full_only_for_the_same_word(one, other):
    assert shared(one, other) == shared(other, one)
    assert is_one_slip(one, other) == is_one_slip(other, one)
    assert (likeness(one, other) == 1) == (shared(one, other) == 1)
    assert likeness(one, one) == 1


@pytest.mark.parametrize(
    ("typed", "meant", "is_slip"),
    [
        ("bnah", "banh", True),
        ("tett", "tet", True),
        ("banh", "anh", True),
        ("tec", "tet", True),
        ("ba", "an", False),
        ("banh", "banh", False),
        ("dua", "dau", True),
        ("gao", "keo", False),
        ("mat", "tam", False),
    ],
)
def test_one_slip(typed, meant, is_slip):
    assert is_one_slip(typed, meant) == is_slip


def test_of_equals_the_more_frequent_word_is_nearer():
    times = {"san": 1, "sap": 5, "xyz": 99, "sau": 0}
    assert nearest("sat", [WordBook(times)], times.__getitem__, 2) == [(2 / 3, "sap"), (2 / 3, "san")]


def test_of_two_slips_the_one_that_shares_more_runs_is_nearer():
    times = {"tac": 99, "tet": 1}
    assert [word for _alike, word in nearest("tec", [WordBook(times)], times.__getitem__, 2)] == ["tet", "tac"]


def test_corrections_leave_out_what_was_typed():
    book = WordBook(["banh", "tet"])

    def near(word, count):
        return nearest(word, [book], lambda _word: 3, count)

    assert corrections(["bnah", "tet"], near) == [(1 + likeness("bnah", "banh"), ("banh", "tet"))]
    assert corrections(["xyzxyz"], near) == []


# --------------------------------------------------------------------- in the catalogue
@pytest.fixture
def shelf(law):
    home = make_province()
    district = make_place("Huyện Cầu Kè", parent=home, level="district")
    maker = make_producer("Hợp tác xã Minh Hoạ", place=make_place("Xã Hoà Tân", parent=district))
    products = [
        make_product("Dừa sáp sợi", producer=maker, other_names=["Dừa đặc ruột"]),
        make_product("Trà lá sen", producer=make_producer("Hộ Nguyễn Thị Đào")),
        make_product("Rượu 100% nếp", producer=make_producer("Cơ sở Trà My", place=district)),
    ]
    issue_decision(paper(), [line(product, 3) for product in products], by=None)
    return products


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dua sap", ["Dừa sáp sợi"]),
        ("Dừa Sáp", ["Dừa sáp sợi"]),
        ("sap dua", ["Dừa sáp sợi"]),
        ("dac ruot", ["Dừa sáp sợi"]),
        ("đào", ["Trà lá sen"]),
        ("hop tac xa", ["Dừa sáp sợi"]),
        ("cau ke", ["Dừa sáp sợi", "Rượu 100% nếp"]),
        ("ruou cau ke", ["Rượu 100% nếp"]),
        ("hoà tân", ["Dừa sáp sợi"]),
        ("cau", ["Dừa sáp sợi", "Rượu 100% nếp"]),
        ("ca", []),  # no whole word of a place's name
        ("tra", ["Trà lá sen", "Rượu 100% nếp"]),  # tea first; not everything in the province
        ("dua tra vinh", ["Dừa sáp sợi"]),
        ("tra vinh", ["Dừa sáp sợi", "Rượu 100% nếp"]),
        ("100%", ["Rượu 100% nếp"]),
        ("%", []),
        ("_", []),
        ("", ["Dừa sáp sợi", "Rượu 100% nếp", "Trà lá sen"]),
        ("   ", ["Dừa sáp sợi", "Rượu 100% nếp", "Trà lá sen"]),
    ],
)
def test_what_a_text_finds(client, shelf, text, found):
    assert names(client, {"q": text}) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("dua sapp", "dừa sáp"), ("bua sap", "dừa sáp"), ("hpo tac xa", "hợp tác xã"), ("xyzxyz", ""), ("%", "")],
)
def test_did_you_mean(client, shelf, typed, meant):
    page = client.get("/san-pham/", {"q": typed})
    assert page.context["nothing"]["meant"] == meant
    if meant:
        assert names(client, {"q": meant}) == ["Dừa sáp sợi"]
        assert page.context["nothing"]["meant_url"] in page.content.decode()


@pytest.mark.django_db
def test_what_stands_in_one_name_is_meant_rather_than_a_word_of_a_maker(client, law):
    make_province()
    makers = [make_producer(f"Hợp tác xã Quốc tế Minh Hoạ {name}") for name in "ABC"]
    products = [
        make_product("Bánh tét", producer=makers[0]),
        *(make_product("Bánh", producer=each) for each in makers),
    ]
    issue_decision(paper(), [line(product, 3) for product in products], by=None)
    for typed in ("banh tec", "bnah tet", "banh tett"):
        assert client.get("/san-pham/", {"q": typed}).context["nothing"]["meant"] == "bánh tét", typed
    assert client.get("/goi-y/", {"q": "banh tec"}).json()["links"][0]["label"] == "bánh tét"


@pytest.mark.django_db
def test_a_check_code_leads_to_its_page(client, shelf):
    code = shelf[0].recognitions.get().certificate.code
    response = client.get("/san-pham/", {"q": f" {code.lower()} "})
    assert (response.status_code, response["Location"]) == (302, f"/xac-minh/{code}/")


@pytest.mark.django_db
def test_a_word_of_a_later_product_is_not_offered(client, shelf, settings):
    settings.BUSINESS_DAY = date(2023, 1, 1)
    issue_decision(paper("2/QĐ-UBND", date(2022, 12, 1)), [line(make_product("Mắm cá lóc"), 3)], by=None)
    settings.BUSINESS_DAY = date(2022, 10, 1)
    assert client.get("/san-pham/?q=mamm").context["nothing"]["meant"] == ""


# --------------------------------------------------------------------- the real register
@pytest.mark.django_db
def test_the_real_register_on_the_day_of_the_demo(client, law, places):
    load_register(FIXTURES / "register" / "tra-vinh", until=date(2022, 10, 1))
    for text in ("banh tet", "Bánh tét", "BÁNH TÉT"):
        assert names(client, {"q": text}) == [
            "Bánh tét",  # called so, before those of more stars that are called more
            "Bánh tét 3 màu",
            "Bánh tét bồ ngót",
            "Bánh tét 3 màu",
            "Bánh tét thập cẩm",
        ]
    page = client.get("/san-pham/?sao=4&chu-the=cooperative").context
    assert sorted(card["name"] for card in page["cards"]) == [
        "Dừa sáp Hòa Tân",
        "Gạo hạt ngọc Quê Hương",
        "Gạo hữu cơ Long Hòa - Hòa Minh",
    ]
    counts = {
        facet["key"]: {choice["value"]: choice["count"] for choice in facet["choices"]} for facet in page["facets"]
    }
    assert (counts["sao"]["4"], counts["chu-the"]["cooperative"], page["count"]) == (3, 3, 3)
    assert client.get("/san-pham/?q=bnah+tet").context["nothing"]["meant"] == "bánh tét"
