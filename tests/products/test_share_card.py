"""The picture beside a shared link: its size, its words, its stars; what is not public has none."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from PIL import Image

from products.actions.decisions import issue_decision, revoke_ratings
from products.actions.merging import merge_products
from products.exports.share_card import BAND, FOOT, HEIGHT, Card, share_card
from products.models import Product
from products.queries.story import product_story
from products.views.share_card import card_of
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

GOLD, GREY_TINT, PAPER = (255, 207, 74), (238, 235, 230), (251, 248, 242)
CARD = Card(
    portal="Cổng sản phẩm OCOP Trà Vinh",
    name="Dừa sáp sợi Minh Hoạ",
    stars=4,
    is_past=False,
    rank="OCOP 4 sao",
    maker="Hợp tác xã Minh Hoạ",
    place="Xã Minh Hoạ, Huyện Minh Hoạ",
    state="Hạng 4 sao còn hiệu lực đến hết ngày 30/03/2024.",
    tone="good",
    colour="#a3161c",
)
PATH = "/san-pham/dua-sap/chia-se.png"


def drawn(card):
    return Image.open(BytesIO(share_card(card))).convert("RGB")


def count_of(picture, colour):
    """How many pixels are of a colour, or as near to it as the few colours of the file go."""
    return sum(
        count
        for count, its in picture.getcolors(256)
        if all(abs(one - other) <= 6 for one, other in zip(its, colour, strict=True))
    )


def rows_of_ink(picture):
    """The heights at which something stands on the paper."""
    sheet = picture.crop((0, BAND + 1, 1200, HEIGHT - FOOT))
    return {y for y in range(sheet.height) if len(sheet.crop((0, y, 1200, y + 1)).getcolors(2000)) > 1}


# --------------------------------------------------------------------- the drawing
def test_size_form_and_weight():
    file = share_card(CARD)
    picture = Image.open(BytesIO(file))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(file) < 40_000


def test_the_same_words_are_the_same_bytes_and_others_are_others():
    assert share_card(CARD) == share_card(replace(CARD))
    others = [
        replace(CARD, name="Khác"),
        replace(CARD, maker="Khác"),
        replace(CARD, place="Khác"),
        replace(CARD, state="Khác"),
        replace(CARD, portal="Khác"),
        replace(CARD, tone="revoked"),
        replace(CARD, colour="#005500"),
    ]
    assert len({share_card(each) for each in (CARD, *others)}) == len(others) + 1


def test_each_star_is_as_much_gold_as_the_next():
    gold = [count_of(drawn(replace(CARD, stars=stars)), GOLD) for stars in (0, 3, 4, 5)]
    one = gold[1] / 3
    assert gold[0] == 0
    assert one > 500
    assert gold[2:] == pytest.approx([4 * one, 5 * one], rel=0.02)


def test_what_no_longer_counts_has_no_gold():
    picture = drawn(replace(CARD, is_past=True))
    assert count_of(picture, GOLD) == 0
    assert count_of(picture, GREY_TINT) > 2000


@pytest.mark.parametrize(
    "name",
    [
        "Mật hoa dừa tươi cô đặc nguyên chất " * 6,
        "ƯỜNGƯỜNGƯỜNG" * 25,
        "Dừa",
        "Bột ca cao nguyên chất hòa tan Minh Hoạ hương vị truyền thống đặc biệt thượng hạng",
    ],
)
def test_a_name_of_any_length_stays_on_its_sheet(name):
    picture = drawn(replace(CARD, name=name, maker=name, place=name, state=name))
    left, right = (picture.crop((x, BAND + 1, x + 70, HEIGHT - FOOT)) for x in (0, 1130))
    assert [edge.getcolors() for edge in (left, right)] == [
        [(edge.width * edge.height, PAPER)] for edge in (left, right)
    ]
    assert max(rows_of_ink(picture)) < HEIGHT - FOOT - BAND - 6


def test_an_empty_line_leaves_no_gap():
    assert max(rows_of_ink(drawn(replace(CARD, maker="")))) < max(rows_of_ink(drawn(CARD)))


# --------------------------------------------------------------------- its words
@pytest.fixture
def product(law):
    place = make_place("Xã Minh Hoạ", parent=make_place("Huyện Minh Hoạ", parent=make_province(), level="district"))
    return make_product("Dừa sáp", producer=make_producer("Hợp tác xã Minh Hoạ", place=place), slug="dua-sap")


def words():
    on = date(2022, 10, 1)
    with override("vi"):
        return card_of(product_story("dua-sap", on), on)


@pytest.mark.django_db
def test_a_rating_in_force_then_revoked(product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    assert words() == replace(CARD, name="Dừa sáp")
    revoke_ratings(paper("2", date(2022, 6, 1), reason="x"), list(product.recognitions.all()), by=None)
    state = "Hạng 4 sao đã bị thu hồi, thôi hiệu lực từ 01/06/2022."
    assert words() == replace(CARD, name="Dừa sáp", is_past=True, state=state, tone="revoked")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first_day", "state", "is_past", "tone"),
    [
        (date(2019, 11, 1), "Hạng 4 sao còn hiệu lực đến hết ngày 01/11/2022.", False, "soon"),
        (
            date(2019, 9, 1),
            "Hạng 4 sao đã hết hạn sau ngày 01/09/2022; sổ chưa có kết quả đánh giá lại.",
            True,
            "past",
        ),
    ],
)
def test_expiring_and_expired(product, first_day, state, is_past, tone):
    issue_decision(paper("1", first_day), [line(product, 4)], by=None)
    assert words() == replace(CARD, name="Dừa sáp", state=state, is_past=is_past, tone=tone)


@pytest.mark.django_db
def test_a_score_that_waits_is_no_star(product):
    issue_decision(paper("1", date(2022, 3, 30)), [line(product, None)], by=None)
    waiting = replace(CARD, name="Dừa sáp", stars=0, is_past=True, rank="Tiềm năng 5 sao", tone="open")
    assert words() == replace(waiting, state="Tiềm năng 5 sao, chưa phải hạng 5 sao")
    issue_decision(paper("2", date(2021, 3, 30)), [line(product, 4)], by=None)
    assert words() == replace(waiting, is_past=False)


# --------------------------------------------------------------------- its address
@pytest.mark.django_db
def test_it_is_kept_under_the_generation(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    with CaptureQueriesContext(connection) as queries:
        first = client.get(PATH)
    assert (first.status_code, first["Content-Type"], len(queries)) == (200, "image/png", 2)
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(PATH, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    revoke_ratings(paper("2", date(2022, 6, 1), reason="x"), list(product.recognitions.all()), by=None)
    fresh = client.get(PATH, headers={"if-none-match": first["ETag"]})
    assert fresh.status_code == 200
    assert fresh.content != first.content


@pytest.mark.django_db
def test_english_has_words_of_its_own_and_khmer_the_letters_that_the_font_has(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    pictures = [client.get(f"{root}{PATH}").content for root in ("", "/en", "/km")]
    assert pictures[0] == pictures[2]
    assert pictures[0] != pictures[1]


@pytest.mark.django_db
def test_what_has_no_page_has_no_picture(client, product, administrator, settings):
    assert client.get(PATH).status_code == 404
    assert client.get("/san-pham/khong-co/chia-se.png").status_code == 404
    settings.BUSINESS_DAY = date(2022, 11, 1)
    issue_decision(paper("1", date(2022, 11, 1)), [line(product, 4)], by=None)
    settings.BUSINESS_DAY = date(2022, 10, 1)
    assert client.get(PATH).status_code == 404
    kept = make_product("Giữ", slug="giu", producer=product.producer)
    issue_decision(paper("2", date(2021, 3, 30)), [line(kept, 3)], by=None)
    double = make_product("Trùng", slug="trung", producer=product.producer)
    assert client.get("/san-pham/giu/chia-se.png").status_code == 200
    merge_products(kept, double, why="trùng", by=administrator)
    assert client.get("/san-pham/trung/chia-se.png").status_code == 404
    assert client.post("/san-pham/giu/chia-se.png").status_code == 405


@pytest.mark.django_db
def test_the_page_names_it(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    Product.objects.filter(pk=product.pk).update(name='Dừa "sáp" <Minh Hoạ>')
    text = client.get("/en/san-pham/dua-sap/").content.decode()
    for property_, content in {
        "og:url": "http://testserver/en/san-pham/dua-sap/",
        "og:title": "Dừa &quot;sáp&quot; &lt;Minh Hoạ&gt; – Hợp tác xã Minh Hoạ",
        "og:image": "http://testserver/en/san-pham/dua-sap/chia-se.png",
        "og:image:width": "1200",
        "og:image:height": "630",
    }.items():
        assert f'<meta property="{property_}" content="{content}">' in " ".join(text.split())
    assert '<meta name="twitter:card" content="summary_large_image">' in text
