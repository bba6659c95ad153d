"""The catalogue: what it shows on a day, its filters, counts, orders and pages."""

from datetime import date, timedelta
from itertools import product as pairs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Place
from core.queries import home_province, units_on
from producers.enums import LegalForm
from products.actions.decisions import attest_ratings, issue_decision, revoke_ratings
from products.enums import EndReason, StartBasis
from products.models import Recognition
from products.queries.catalogue import ranks_at_a_glance, status_case
from products.queries.places import land_on
from products.queries.public import status_of
from products.queries.shelf import opened_catalogue
from products.rules.validity import last_valid_day
from tests.factories import category, level_of, line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
TODAY = date(2022, 10, 1)


@pytest.fixture
def home(law):
    return make_province()


def rate(product, stars=3, on=date(2022, 1, 12), number="", **fields):
    """A rating by a decision of its own."""
    issue_decision(paper(number or f"{product.pk}/QĐ-UBND", on), [line(product, stars, **fields)], by=None)
    return product


def names(client, query=""):
    return [card["name"] for card in client.get(f"/san-pham/{query}").context["cards"]]


def count(client, query=""):
    return client.get(f"/san-pham/{query}").context["count"]


def listed(client, query=""):
    """The names on all pages of a list."""
    page = client.get(f"/san-pham/{query.removeprefix('/san-pham/')}").context
    joint = "&" if "?" in query else "?"
    numbers = range(2, page["page_obj"].paginator.num_pages + 1)
    rest = [names(client, f"{query.removeprefix('/san-pham/')}{joint}trang={number}") for number in numbers]
    return [card["name"] for card in page["cards"]] + [name for more in rest for name in more]


def choices(client, key, query=""):
    facet = next(facet for facet in client.get(f"/san-pham/{query}").context["facets"] if facet["key"] == key)
    return [(choice["value"], choice["count"], choice["selected"]) for choice in facet["choices"]]


# --------------------------------------------------------------------- what a day tells
STARTS = [date(2019, 10, 1), date(2019, 9, 30), date(2022, 10, 1), date(2022, 10, 2), date(2019, 4, 4)]
EXTENSIONS = [None, 1, 90, 180]
ENDS = [None, (1, EndReason.SUPERSEDED), (400, EndReason.REVOKED), (1096, EndReason.ANNULLED)]


def test_sql_and_python_tell_the_same_of_every_rating(home):
    rows = []
    for start, extension, end in pairs(STARTS, EXTENSIONS, ENDS):
        product = make_product()
        until = last_valid_day(start, 36)
        rows.append(
            Recognition.objects.create(
                product=product,
                entered_product=product,
                producer=product.producer,
                entered_producer=product.producer,
                producer_form="household_business",
                producer_class="household_business",
                stars=3,
                starts_on=start,
                start_basis=StartBasis.DECISION,
                until=until,
                extended_until=until + timedelta(days=extension) if extension else None,
                ended_on=start + timedelta(days=end[0]) if end else None,
                end_reason=end[1] if end else "",
                recorded_at="2022-01-01T00:00+07:00",
            )
        )
    seen = set()
    for day in [TODAY + timedelta(days=step) for step in (-1200, -181, -180, -2, -1, 0, 1, 2, 89, 91, 179, 181, 700)]:
        told = dict(Recognition.objects.annotate(told=status_case(day, "")).values_list("pk", "told"))
        for row in rows:
            assert told[row.pk] == (status_of(row, day) or ""), (row.starts_on, row.extended_until, row.ended_on, day)
        seen |= set(told.values())
    assert seen == {"", "valid", "expiring", "extended", "expired", "revoked", "superseded"}


def test_what_is_in_force_is_shown_and_the_past_on_request(client, home):
    rate(make_product("Còn hạn"))
    rate(make_product("Sắp hết"), on=date(2019, 12, 1))
    gone = rate(make_product("Hết hạn"), on=date(2019, 9, 30))
    taken = rate(make_product("Thu hồi"))
    revoke_ratings(paper("9/QĐ-UBND", date(2022, 6, 1), reason="Vi phạm"), list(taken.recognitions.all()), by=None)
    assert names(client) == ["Còn hạn", "Sắp hết"]
    assert names(client, "?tinh-trang=valid") == ["Còn hạn"]
    assert names(client, "?tinh-trang=expiring") == ["Sắp hết"]
    assert names(client, "?tinh-trang=expired") == [gone.name]
    assert names(client, "?tinh-trang=revoked") == ["Thu hồi"]
    assert names(client, "?tinh-trang=expired&tinh-trang=revoked") == ["Hết hạn", "Thu hồi"]
    assert names(client, "?tinh-trang=superseded") == []


def test_nothing_dated_later_is_shown(client, home, settings):
    settings.BUSINESS_DAY = date(2023, 1, 1)
    product = rate(make_product("Về sau"), on=date(2022, 12, 1))
    assert names(client) == ["Về sau"]
    settings.BUSINESS_DAY = TODAY
    assert names(client) == []
    assert client.get(f"/san-pham/{product.slug}/").status_code == 404
    assert names(client, "?q=ve+sau&tinh-trang=valid") == []


def test_a_product_approved_for_five_stands_under_potential_alone(client, home):
    held = rate(make_product("Đang giữ bốn"), 4)
    issue_decision(paper("611/QĐ-UBND", date(2022, 3, 1)), [line(held, None)], by=None)
    issue_decision(paper("612/QĐ-UBND", date(2022, 3, 2)), [line(make_product("Chưa có hạng"), None)], by=None)
    rate(make_product("Bốn sao"), 4)
    assert names(client, "?sao=tiem-nang") == ["Chưa có hạng", "Đang giữ bốn"]
    assert names(client, "?sao=4") == ["Bốn sao"]
    assert names(client, "?sao=4&sao=tiem-nang") == ["Chưa có hạng", "Đang giữ bốn", "Bốn sao"]
    assert ranks_at_a_glance(opened_catalogue(TODAY)) == {"5": 0, "tiem-nang": 2, "4": 1, "3": 0}
    cards = {card["name"]: card for card in client.get("/san-pham/").context["cards"]}
    assert (cards["Đang giữ bốn"]["status"], cards["Đang giữ bốn"]["note"]) == (
        "",
        "Đang giữ OCOP 4 sao, đến 12/01/2025",
    )
    assert (cards["Chưa có hạng"]["status"], cards["Chưa có hạng"]["note"]) == ("", "Hiện không giữ hạng sao")


@pytest.mark.parametrize(("prefix", "words"), [("", "Hiện không giữ hạng sao"), ("/en", "Holds no star rating now")])
def test_the_table_says_of_a_potential_five_that_it_holds_nothing_now(client, home, prefix, words):
    past = rate(make_product("Hạng đã hết"), on=date(2019, 1, 1))
    issue_decision(paper("612/QĐ-UBND", date(2022, 3, 2)), [line(past, None), line(make_product(), None)], by=None)
    page = client.get(f"{prefix}/san-pham/?xem=bang")
    assert [(card["rank"], card["status"], card["note"]) for card in page.context["cards"]] == [
        ("tiem-nang", "", words),
        ("tiem-nang", "", words),
    ]
    assert page.content.decode().count(f"{words}</span>") == 2


# --------------------------------------------------------------------- filters
def test_a_rating_without_a_decision_is_shown(client, home):
    attest_ratings(level_of(), [line(make_product("Theo nguồn"), 3, starts_on=date(2020, 12, 31))], by=None)
    assert names(client) == ["Theo nguồn"]


def test_places_find_what_lies_in_them(client, home):
    district = make_place("Huyện Minh Hoạ", parent=home, level="district")
    commune = make_place("Xã Trong", parent=district)
    make_place("Huyện Trống", parent=home, level="district")
    rate(make_product("Ở xã", place=commune))
    rate(make_product("Ở huyện", place=district))
    rate(make_product("Theo chủ thể", producer=make_producer(place=commune), place=None))
    rate(make_product("Không rõ"))
    assert names(client, "?noi=huyen-minh-hoa") == ["Ở huyện", "Ở xã", "Theo chủ thể"]
    assert names(client, "?noi=xa-trong") == ["Ở xã", "Theo chủ thể"]
    assert choices(client, "noi", "?noi=xa-trong") == [
        ("xa-trong", 2, True),
        ("huyen-minh-hoa", 3, False),
        ("huyen-trong", 0, False),
    ]


def test_a_place_of_today_finds_what_was_recorded_before_it(client, law, places, settings):
    settings.BUSINESS_DAY = date(2026, 10, 1)
    old = Place.objects.get(slug="xa-huyen-hoi-huyen-cang-long")
    rate(make_product("Từ đơn vị cũ", place=old), on=date(2024, 1, 12))
    for slug in ("xa-tan-an", old.slug, "huyen-cang-long", "tinh-tra-vinh", "tinh-vinh-long"):
        assert names(client, f"?noi={slug}") == ["Từ đơn vị cũ"], slug
    assert names(client, "?noi=huyen-tra-cu") == []


def test_after_the_districts_the_panel_offers_communes_and_the_districts_of_before(client, law, places, settings):
    settings.BUSINESS_DAY = date(2025, 6, 30)
    old = Place.objects.get(slug="xa-huyen-hoi-huyen-cang-long")
    rate(make_product("Từ đơn vị cũ", place=old), on=date(2024, 1, 12))
    assert [facet["title"] for facet in client.get("/san-pham/").context["facets"]].count("Địa bàn") == 1
    assert len(choices(client, "noi", "")) == 9
    settings.BUSINESS_DAY = date(2026, 10, 1)
    for path in ("/san-pham/", "/chu-the/"):
        units, former = (facet for facet in client.get(path).context["facets"] if facet["key"] == "noi")
        assert (units["title"], former["title"]) == ("Địa bàn", "Huyện, thị xã, thành phố cũ")
        assert [choice["label"] for choice in former["choices"]][:3] == [
            "Huyện Càng Long",
            "Huyện Cầu Kè",
            "Huyện Cầu Ngang",
        ]
    page = client.get("/san-pham/?noi=huyen-cang-long&noi=xa-an-truong")
    units, former = (facet for facet in page.context["facets"] if facet["key"] == "noi")
    assert [(choice["value"], choice["count"]) for choice in former["choices"] if choice["selected"]] == [
        ("huyen-cang-long", 1)
    ]
    assert [choice["value"] for choice in units["choices"] if choice["selected"]] == ["xa-an-truong"]
    assert [chip["label"] for chip in page.context["active"]] == ["Huyện Càng Long", "Xã An Trường"]


@pytest.mark.parametrize(("day", "level"), [(date(2022, 10, 1), "district"), (date(2026, 10, 1), "commune")])
def test_the_units_to_choose_are_those_of_the_figures(law, places, day, level):
    assert land_on(day).unit_of == units_on(day, level, home_province(day))


def test_categories_are_read_through_the_law_of_the_day(client, home, settings):
    rate(make_product("Rau", category=category("rau-cu-qua-hat-tuoi-1048")))
    rate(make_product("Rượu", category=category("ruou-trang-1048")))
    rate(make_product("Chưa xếp"))
    assert names(client, "?nhom=thuc-pham-1048") == ["Rau"]
    assert names(client, "?nhom=thuc-pham-1048&nhom=rau-cu-qua-hat-tuoi-1048") == ["Rau"]
    assert names(client, "?nhom=do-uong-1048&nhom=rau-cu-qua-hat-tuoi-1048") == ["Rau", "Rượu"]
    settings.BUSINESS_DAY = date(2024, 1, 1)
    for slug in ("thuc-pham-148", "thuc-pham-tuoi-song-148", "rau-cu-qua-hat-tuoi-148", "rau-cu-qua-hat-tuoi-1048"):
        assert names(client, f"?nhom={slug}") == ["Rau"], slug
    facet = next(facet for facet in client.get("/san-pham/").context["facets"] if facet["key"] == "nhom")
    assert [(choice["label"], choice["count"]) for choice in facet["choices"]][:2] == [
        ("Thực phẩm", 1),
        ("Đồ uống", 1),
    ]


def test_classes_gather_legal_forms(client, home):
    for form in (LegalForm.LLC_ONE, LegalForm.JOINT_STOCK, LegalForm.COOPERATIVE, LegalForm.HOUSEHOLD):
        rate(make_product(str(form.label), producer=make_producer(legal_form=form)))
    assert names(client, "?chu-the=company") == ["Công ty cổ phần", "Công ty TNHH một thành viên"]
    assert count(client, "?chu-the=cooperative&chu-the=household_business") == 2


@pytest.mark.slow
def test_every_count_is_the_length_of_its_list(client, home):
    district = make_place("Huyện Một", parent=home, level="district")
    other = make_place("Huyện Hai", parent=home, level="district")
    sectors = [category("thuc-pham-1048"), category("do-uong-1048"), None]
    forms = [LegalForm.COOPERATIVE, LegalForm.COMPANY]
    for number in range(30):
        producer = make_producer(legal_form=forms[number % 2], place=[district, other, None][number % 3])
        product = make_product(f"Bánh {number}", producer=producer, category=sectors[number % 3])
        start = [date(2022, 1, 12), date(2019, 12, 1), date(2019, 1, 1)][(number // 3) % 3]
        rate(product, [3, 4, 4][number % 3], on=start)
        if number % 5 == 0:
            issue_decision(paper(f"A{number}", date(2022, 5, 1)), [line(product, None)], by=None)
    for query in ("?q=banh", "?sao=4", "?noi=huyen-mot&tinh-trang=valid", "?chu-the=company&nhom=thuc-pham-1048"):
        page = client.get(f"/san-pham/{query}").context
        assert page["count"] == len(listed(client, page["address"].url()))
        for facet in page["facets"]:
            others = [pair for pair in page["address"].pairs if pair[0] != facet["key"]]
            for choice in facet["choices"]:
                url = page["address"].url([*others, (facet["key"], choice["value"])])[len("/san-pham/") :]
                assert choice["count"] == count(client, url) == len(listed(client, url)), url


# --------------------------------------------------------------------- order, pages, addresses
def test_orders(client, home):
    rate(make_product("Đường"), 3, on=date(2022, 3, 1))
    rate(make_product("Dừa"), 3, on=date(2022, 1, 12))
    rate(make_product("Chả"), 3, on=date(2022, 2, 1))
    rate(make_product("Yến"), 4, on=date(2022, 1, 1))
    assert names(client) == ["Yến", "Chả", "Dừa", "Đường"]
    assert names(client, "?sap-xep=ten") == ["Chả", "Dừa", "Đường", "Yến"]
    assert names(client, "?sap-xep=moi") == ["Đường", "Chả", "Dừa", "Yến"]
    assert names(client, "?sap-xep=khac") == names(client, "?sap-xep=sao") == ["Yến", "Chả", "Dừa", "Đường"]


def test_pages_and_the_nearest_one(client, home):
    issue_decision(paper(), [line(make_product(f"Bánh {number:02}"), 3) for number in range(1, 26)], by=None)
    assert names(client) == [f"Bánh {number:02}" for number in range(1, 25)]
    for asked in ("2", "9999"):
        assert names(client, f"?trang={asked}") == ["Bánh 25"]
    for asked in ("abc", "", "1.5"):
        assert len(names(client, f"?trang={asked}")) == 24
    assert "?sao=3&amp;trang=2" in client.get("/san-pham/?sao=3").content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?sao=9", "Bộ lọc “9” không có, nên được bỏ qua."),
        ("?noi=khong-co&sao=3", "Bộ lọc “khong-co” không có, nên được bỏ qua."),
        ("?nhom=%00", None),
        ("?q=%00", None),
        ("?q=banh&tinh-trang=<script>", "Bộ lọc “<script>” không có, nên được bỏ qua."),
        ("?q=" + "banh+" * 60, "Câu tìm quá dài: chỉ 200 ký tự đầu được dùng."),
        ("?la=gi&utm_source=x", None),
    ],
)
def test_odd_addresses_are_answered(client, home, query, sentence):
    rate(make_product("Bánh"))
    page = client.get(f"/san-pham/{query}")
    assert page.status_code == 200
    assert [card["name"] for card in page.context["cards"]] == ["Bánh"]
    assert page.context["notes"] == ([sentence] if sentence else [])
    assert b"<script>," not in page.content
    assert b"\xe2\x80\x9c<script>" not in page.content


def test_chips_take_one_filter_away_and_links_keep_the_rest(client, home):
    rate(make_product("Bánh"))
    page = client.get("/san-pham/?q=banh&sao=3&sao=4&sap-xep=ten&trang=1&la=gi").context
    assert [(chip["label"], chip["remove_url"]) for chip in page["active"]] == [
        ("3 sao", "/san-pham/?q=banh&sao=4&sap-xep=ten"),
        ("4 sao", "/san-pham/?q=banh&sao=3&sap-xep=ten"),
    ]
    assert page["clear_url"] == "/san-pham/?q=banh&sap-xep=ten"
    assert page["search_keep"] == [("sao", "3"), ("sao", "4"), ("sap-xep", "ten")]
    assert page["panel_keep"] == [("q", "banh"), ("sap-xep", "ten")]
    assert [(order["label"], order["url"], order["current"]) for order in page["orders"]] == [
        ("khớp nhất", "/san-pham/?q=banh&sao=3&sao=4", False),
        ("hạng sao", "/san-pham/?q=banh&sao=3&sao=4&sap-xep=sao", False),
        ("tên", "/san-pham/?q=banh&sao=3&sao=4&sap-xep=ten", True),
        ("mới nhất", "/san-pham/?q=banh&sao=3&sao=4&sap-xep=moi", False),
        ("địa bàn", "/san-pham/?q=banh&sao=3&sao=4&sap-xep=noi", False),
    ]


def test_an_empty_list_offers_ways_out(client, home):
    rate(make_product("Bánh tét"), on=date(2019, 1, 1))
    page = client.get("/san-pham/?q=banh&sao=3")
    assert page.context["nothing"]["past"] == [
        {"url": "/san-pham/?q=banh&sao=3&tinh-trang=expired", "label": "Hết hạn", "count": 1}
    ]
    assert page.context["nothing"]["wider_url"] == "/san-pham/?q=banh"
    assert "Không có sản phẩm nào khớp “banh”" in page.content.decode()


@pytest.mark.parametrize("query", ["", "?q=banh", "?sao=3&chu-the=household_business&noi=tinh-tra-vinh"])
def test_one_row_and_three_ask_the_same(client, home, query):
    district = make_place("Huyện Một", parent=home, level="district")
    asked = []
    for more in (1, 2):
        for _number in range(more):
            rate(make_product(producer=make_producer(place=district)))
        asked.append((asking(client, query), asking(client, query + ("&la=1" if query else "?la=1"))))
    # Right after a publication what changed is read, with places and categories; then only the cards.
    assert asked == [(8, 3), (8, 3)]


def asking(client, query):
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/san-pham/{query}")
    return len(queries)


def test_a_search_that_finds_nothing_asks_only_whether_anything_changed(client, home):
    rate(make_product("Bánh tét"))
    client.get("/san-pham/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/san-pham/?q=bnah&noi=tinh-tra-vinh&sao=4")
    assert (page.context["nothing"]["meant"], len(queries)) == ("bánh", 2)
