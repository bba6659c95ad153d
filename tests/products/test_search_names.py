"""What a search understands beyond the words themselves: the same in other words, whole names, other things named."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.text import fold, fold_of_sort_key, vi_sort
from products.actions.decisions import issue_decision, revoke_ratings
from products.queries.search import synonyms
from products.rules.codes import new_code, printed_code
from products.rules.synonyms import Synonyms
from products.views.marking import marked
from tests.factories import category, line, make_place, make_producer, make_product, make_province, paper


def names(client, query):
    return [card["name"] for card in client.get("/san-pham/", query).context["cards"]]


# --------------------------------------------------------------------- the same in other words
def test_terms_take_the_longest_known_phrase():
    known = Synonyms.of([("HTX", "hợp tác xã"), ("hợp tác", "cùng làm"), ("ca cao", "cacao"), ("cocoa", "cacao")])
    assert known.terms(["hop", "tac", "xa", "dua"]) == [(("hop", "tac", "xa"), ("htx",)), (("dua",),)]
    assert known.terms(["hop", "tac"]) == [(("hop", "tac"), ("cung", "lam"))]
    # What means the same as one means the same as the other.
    (meant,) = known.terms(["cocoa"])
    assert (meant[0], set(meant)) == (("cocoa",), {("cocoa",), ("cacao",), ("ca", "cao")})
    assert known.terms(["ca", "cao"])[0][0] == ("ca", "cao")
    assert known.terms([]) == []


def test_the_house_list_says_what_people_write():
    known = synonyms()
    for words, also in ((["htx"], ("hop", "tac", "xa")), (["cacao"], ("ca", "cao")), (["tp"], ("thanh", "pho"))):
        assert also in known.terms(words)[0]
    assert all(phrase and all(phrase) for group in known.groups.values() for phrase in group)


# --------------------------------------------------------------------- marks in names
@pytest.mark.parametrize(
    ("name", "words", "html"),
    [
        ("Bánh tét ba màu", ["banh", "tet"], "<mark>Bánh</mark> <mark>tét</mark> ba màu"),
        ("Đường thốt nốt", ["duong"], "<mark>Đường</mark> thốt nốt"),
        ("Dừa <sáp> & kem", ["sap", "kem"], "Dừa &lt;<mark>sáp</mark>&gt; &amp; <mark>kem</mark>"),
        ("Tetet", ["te", "tet"], "<mark>Tet</mark>et"),
        ("Ba\u0301nh", ["banh"], "<mark>Bánh</mark>"),  # typed as letter and mark
        ("Bánh", ["x"], "Bánh"),
        ("", ["x"], ""),
    ],
)
def test_words_are_marked_in_names(name, words, html):
    assert marked(name, words) == html


def test_in_places_whole_words_are_marked():
    assert marked("Xã Hoà Ân, Huyện Cầu Kè", (), ["ca", "an", "ke"]) == (
        "Xã Hoà <mark>Ân</mark>, Huyện Cầu <mark>Kè</mark>"
    )


@pytest.mark.parametrize("text", ["Đường thốt nốt 1kg", "Ưu đãi ở ấp Ơ", "", "100% É"])
def test_a_sort_key_tells_the_folded_text(text):
    assert fold_of_sort_key(vi_sort(text)) == fold(text)


# --------------------------------------------------------------------- in the catalogue
@pytest.fixture
def shelf(law):
    province = make_province()
    district = make_place("Huyện Cầu Ngang", parent=province, level="district")
    co_op = make_producer("Hợp tác xã Mỹ Long", place=district)
    firm = make_producer("Công ty trách nhiệm hữu hạn Trà Bắc", place=province)
    products = [
        make_product("Nước mắm rươi", producer=co_op, category=category("thuc-pham-1048")),
        make_product("Nước mắm", producer=firm, category=category("thuc-pham-1048")),
        make_product("Mắm", producer=firm),
    ]
    lines = [line(product, stars) for product, stars in zip(products, (4, 3, 3), strict=True)]
    issue_decision(paper("612/QĐ-UBND", date(2022, 3, 30)), lines, by=None)
    return products


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["htx my long", "hợp tác xã mỹ long", "HTX"])
def test_a_short_form_finds_the_long_one(client, shelf, text):
    assert names(client, {"q": text}) == ["Nước mắm rươi"]


@pytest.mark.django_db
def test_what_is_called_so_comes_first_and_what_is_in_force_before_what_was(client, shelf, settings):
    assert names(client, {"q": "mam"}) == ["Mắm", "Nước mắm rươi", "Nước mắm"]
    assert names(client, {"q": "nuoc mam"}) == ["Nước mắm", "Nước mắm rươi"]
    settings.BUSINESS_DAY = date(2025, 6, 1)
    issue_decision(paper("9/QĐ-UBND", date(2025, 5, 30)), [line(shelf[1], 3)], by=None)
    both = {"q": "nuoc", "tinh-trang": ["valid", "expired"]}
    assert names(client, both) == ["Nước mắm", "Nước mắm rươi"]


@pytest.mark.django_db
def test_a_category_finds_what_belongs_to_it(client, shelf):
    assert names(client, {"q": "thực phẩm"}) == ["Nước mắm rươi", "Nước mắm"]
    assert names(client, {"q": "phẩm thực"}) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("cau ngang", ("Địa bàn", "Huyện Cầu Ngang", "/san-pham/?noi=huyen-cau-ngang")),
        ("thuc pham", ("Nhóm", "Thực phẩm", "/san-pham/?nhom=thuc-pham-1048")),
        ("612/qđ-ubnd", ("Quyết định", "Quyết định 612/QĐ-UBND ngày 30/03/2022 của ", "/quyet-dinh/")),
        ("Quyết định số 612", ("Quyết định", "Quyết định 612/QĐ-UBND ngày 30/03/2022 của ", "/quyet-dinh/")),
    ],
)
def test_a_search_names_other_things_too(client, shelf, text, hit):
    kind, label, url = hit
    found = next(each for each in client.get("/san-pham/", {"q": text}).context["hits"] if each["kind"] == kind)
    assert found["label"].startswith(label)
    assert found["url"].startswith(url)
    assert client.get(found["url"]).status_code == 200
    assert found in client.get("/goi-y/", {"q": text}).json()["links"]


@pytest.mark.django_db
def test_producers_are_offered_while_typing_and_the_list_leads_to_theirs(client, shelf):
    links = client.get("/goi-y/", {"q": "tnhh tra bac"}).json()["links"]
    (found,) = [link for link in links if link["kind"] == "Chủ thể"]
    assert found["label"] == "Công ty trách nhiệm hữu hạn Trà Bắc"
    assert client.get(found["url"]).status_code == 200
    assert 'href="/chu-the/?q=tnhh%20tra%20bac"' in client.get("/san-pham/", {"q": "tnhh tra bac"}).content.decode()


@pytest.mark.django_db
def test_a_number_alone_is_not_any_decision(client, shelf):
    assert client.get("/san-pham/", {"q": "61"}).context["hits"] == []
    assert client.get("/san-pham/", {"q": "612 dua"}).context["hits"] == []


@pytest.mark.django_db
def test_suggestions_offer_products_first_and_a_better_spelling_when_nothing(client, shelf):
    links = client.get("/goi-y/?q=nuoc m").json()["links"]
    assert [(link["kind"], link["label"]) for link in links] == [("4 sao", "Nước mắm rươi"), ("3 sao", "Nước mắm")]
    assert client.get(links[0]["url"]).status_code == 200
    (meant,) = client.get("/goi-y/?q=nuocc mam").json()["links"]
    assert (meant["kind"], meant["label"]) == ("Có phải bạn tìm", "nước mắm")
    assert meant["url"] == "/san-pham/?q=n%C6%B0%E1%BB%9Bc+m%E1%BA%AFm"
    assert client.get("/goi-y/").json() == {"links": []}
    assert client.get("/goi-y/?q=%00%20").json() == {"links": []}


@pytest.mark.django_db
def test_what_is_no_longer_in_force_is_offered_with_its_status(client, shelf, settings):
    def kinds():
        return {link["label"]: link["kind"] for link in client.get("/goi-y/?q=nuoc m").json()["links"]}

    revoke_ratings(paper("8/QĐ-UBND", date(2022, 9, 1), reason="Minh hoạ"), [shelf[0].recognitions.get()], by=None)
    assert kinds() == {"Nước mắm": "3 sao", "Nước mắm rươi": "4 sao, đã thu hồi"}
    page = client.get("/so-sanh/?q=nuoc m")
    assert {offer["label"]: offer["status"] for offer in page.context["offers"]} == {
        "Nước mắm": "",
        "Nước mắm rươi": "revoked",
    }
    assert page.content.decode().count("Đã thu hồi") == 1
    settings.BUSINESS_DAY = date(2025, 6, 1)
    assert kinds() == {"Nước mắm": "3 sao, hết hạn", "Nước mắm rươi": "4 sao, đã thu hồi"}
    issue_decision(paper("9/QĐ-UBND", date(2025, 5, 30)), [line(shelf[1], None)], by=None)
    assert kinds() == {"Nước mắm": "Tiềm năng 5 sao", "Nước mắm rươi": "4 sao, đã thu hồi"}


@pytest.mark.django_db
def test_suggestions_ask_little(client, shelf):
    client.get("/goi-y/?q=nuoc")
    with CaptureQueriesContext(connection) as queries:
        client.get("/goi-y/?q=mam")
    assert len(queries) == 4  # the generation twice, the cards, producers


def test_a_code_with_a_slip_leads_to_where_codes_are_checked(client, law):
    code = new_code()
    slipped = printed_code(code[:-1] + ("2" if code[-1] != "2" else "3"))
    url = f"/xac-minh/?ma={slipped}"
    assert client.get("/san-pham/", {"q": slipped}).context["nothing"]["slip_url"] == url
    assert client.get(url).context["is_slip"]
    for typed in (slipped, printed_code(code)):
        links = client.get("/goi-y/", {"q": typed}).json()["links"]
        assert links == [{"kind": "Mã kiểm tra", "label": typed, "url": f"/xac-minh/?ma={typed}"}]
    assert client.get("/san-pham/", {"q": "khong co gi"}).context["nothing"]["slip_url"] == ""


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["the", "bang"])
def test_words_are_marked_where_they_were_found(client, shelf, view):
    page = client.get("/san-pham/", {"q": "mam cau ngang", "xem": view})
    (card,) = page.context["cards"]
    assert (card["marked_name"], card["marked_producer"]) == ("Nước <mark>mắm</mark> rươi", "Hợp tác xã Mỹ Long")
    assert "Huyện <mark>Cầu</mark> <mark>Ngang</mark>" in page.content.decode()
    assert "<mark>" not in client.get("/san-pham/", {"xem": view}).content.decode()


# --------------------------------------------------------------------- orders and views
@pytest.mark.django_db
def test_the_order_by_place_and_the_view_as_a_table(client, shelf):
    page = client.get("/san-pham/?sap-xep=noi&xem=bang")
    assert [card["name"] for card in page.context["cards"]] == ["Nước mắm rươi", "Mắm", "Nước mắm"]
    html = page.content.decode()
    assert html.count('name="sp"') == 3
    assert '<ul class="cards"' not in html
    assert [(view["label"], view["current"]) for view in page.context["views"]] == [("thẻ", False), ("bảng", True)]
    assert page.context["active"] == []  # neither takes anything away


# --------------------------------------------------------------------- side by side
@pytest.mark.django_db
def test_products_are_compared(client, shelf):
    slugs = [product.slug for product in shelf]
    page = client.get("/so-sanh/", {"sp": [slugs[0], slugs[2], "khong-co", slugs[0]]})
    assert [column["name"] for column in page.context["columns"]] == ["Nước mắm rươi", "Mắm"]
    assert page.context["notes"] == ["Không có sản phẩm “khong-co”."]
    rows = {row["term"]: [cell["value"] for cell in row["cells"]] for row in page.context["rows"]}
    assert rows["Chủ thể"] == ["Hợp tác xã Mỹ Long", "Công ty trách nhiệm hữu hạn Trà Bắc"]
    assert rows["Nhóm sản phẩm"] == ["Thực phẩm", ""]
    assert len(set(rows["Quyết định"])) == 1
    gone = client.get(page.context["columns"][0]["remove_url"])
    assert [column["name"] for column in gone.context["columns"]] == ["Mắm"]


@pytest.mark.django_db
def test_more_can_be_looked_for_and_added_up_to_four(client, shelf):
    page = client.get("/so-sanh/", {"sp": shelf[0].slug, "q": "nuoc mam"})
    (offer,) = page.context["offers"]  # not the one that is there
    assert offer["label"] == "Nước mắm"
    assert len(client.get(offer["url"]).context["columns"]) == 2
    five = [make_product(f"Bánh {number}") for number in range(5)]
    issue_decision(paper("7/QĐ-UBND"), [line(product, 3) for product in five], by=None)
    page = client.get("/so-sanh/", {"sp": [product.slug for product in five]})
    assert len(page.context["columns"]) == 4
    assert page.context["notes"] == ["Chỉ so sánh được 4 sản phẩm: những sản phẩm đầu được giữ lại."]
    assert not page.context["has_room"]


@pytest.mark.django_db
def test_an_empty_comparison_says_what_it_is_for(client, shelf):
    page = client.get("/so-sanh/")
    assert page.status_code == 200
    assert "Tìm và chọn tối đa bốn sản phẩm" in page.content.decode()
