"""Checking a code or a name: what the label's code stands for today, on one screen."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from products.actions.correcting import enter_rightly, void_rating
from products.actions.decisions import issue_decision, revoke_ratings
from products.enums import RatingKind
from products.queries import story
from products.queries.story import code_story
from products.rules.codes import printed_code
from tests.factories import line, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(law):
    make_province()
    product = make_product("Dừa sáp minh hoạ", producer=make_producer("Hợp tác xã Minh Hoạ"))
    issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(product, 4)], by=None)
    return product


def code_of(product, **which):
    return product.recognitions.get(**which).certificate.code


def verdict(client, code):
    response = client.get(f"/xac-minh/{code}/")
    assert response.status_code == 200
    told = response.context["verdict"]
    return told.is_good, str(told.status), told.rank, told.title, told.text


def alone(client, code):
    """What a page says is of its product only: a certificate, a code, or nothing."""
    return re.findall(
        r"<strong>(.*) chỉ c\S+ đúng sản phẩm này\.</strong>", client.get(f"/xac-minh/{code}/").content.decode()
    )


def test_a_valid_code_says_all_on_one_page(client, product):
    code = code_of(product)
    client.get(f"/xac-minh/{code}/")  # what stars mean is read from the law once a generation
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/xac-minh/{code}/")
    assert len(queries) == 2
    text = response.content.decode()
    assert verdict(client, code) == (
        True,
        "valid",
        "4",
        "Còn hiệu lực",
        "Chứng nhận có giá trị đến hết ngày 30/03/2024.",
    )
    for words in (
        "Dừa sáp minh hoạ",
        "Hợp tác xã Minh Hoạ",
        "Quyết định 612/QĐ-UBND ngày 30/03/2021 của UBND tỉnh Trà Vinh",
        "Chứng nhận này chỉ cho đúng sản phẩm này.",
        "OCOP 4 sao",
        "testserver",
    ):
        assert words in text


def test_what_the_screen_does_not_show_is_asked_for_when_somebody_reads_it(product, django_assert_num_queries):
    code = code_of(product)
    with django_assert_num_queries(1):
        row = code_story(code).certificate.recognition
        assert (row.stars, row.product.producer.public_name.name) == (4, "Hợp tác xã Minh Hoạ")
    with django_assert_num_queries(1):
        assert row.kind == RatingKind.FIRST


def test_codes_are_read_as_people_type_them(client, product):
    code = code_of(product)
    for typed in (printed_code(code), code.lower(), f" {printed_code(code).lower()} "):
        response = client.get("/xac-minh/", {"ma": typed})
        assert (response.status_code, response["Location"]) == (302, f"/xac-minh/{code}/")
        assert client.get(f"/xac-minh/{typed.strip()}/", follow=True).redirect_chain == [(f"/xac-minh/{code}/", 302)]


def test_expired_revoked_and_superseded(client, product, settings):
    code = code_of(product)
    settings.BUSINESS_DAY = date(2024, 3, 31)
    assert verdict(client, code)[:4] == (False, "expired", "4", "Đã hết hạn")
    settings.BUSINESS_DAY = date(2022, 10, 1)
    issue_decision(paper("2", date(2022, 5, 1)), [line(product, 3, kind=RatingKind.RE_RATING)], by=None)
    assert verdict(client, code)[:4] == (False, "superseded", "4", "Đã được thay thế")
    assert client.get(f"/xac-minh/{code}/").context["now"].rank == "3"
    revoke_ratings(paper("3", date(2022, 6, 1), reason="x"), [product.recognitions.get(stars=3)], by=None)
    assert verdict(client, code_of(product, stars=3)) == (
        False,
        "revoked",
        "3",
        "Đã bị thu hồi",
        "Chứng nhận này thôi hiệu lực từ ngày 01/06/2022.",
    )
    assert client.get(f"/xac-minh/{code}/").context["now"] is None


def test_a_code_that_is_handed_over_while_it_is_looked_up_is_found(product, monkeypatch):
    code, kept = code_of(product), story.fetch_json
    seen = []

    def first_as_before(statement, asked):
        seen.append("approval" if "scoreapproval" in statement else "recognition")
        told = kept(statement, asked)
        return {**told, "recognition": None} if len(seen) == 1 else told

    monkeypatch.setattr(story, "fetch_json", first_as_before)
    assert code_story(code).certificate.recognition == product.recognitions.get()
    assert seen == ["recognition", "approval", "recognition"]


def test_a_score_approval_is_no_certificate(client, product):
    issue_decision(paper("2", date(2022, 5, 1)), [line(product, None)], by=None)
    code = product.scoreapprovals.get().certificate.code
    assert verdict(client, code)[:4] == (True, "", "tiem-nang", "Tiềm năng 5 sao, chưa phải hạng 5 sao")
    assert (alone(client, code), alone(client, code_of(product))) == (["Mã này"], ["Chứng nhận này"])


def test_the_code_of_a_corrected_row_stands_for_the_right_one(client, product, officer):
    code = code_of(product)
    enter_rightly(product.recognitions.get(), stars=3, score=None, kind=RatingKind.FIRST, why="nhầm", by=officer)
    assert verdict(client, code)[:3] == (True, "valid", "3")


def test_the_code_of_a_row_that_was_taken_out(client, product, officer):
    code = code_of(product)
    void_rating(product.recognitions.get(), why="nhập nhầm sản phẩm", by=officer)
    told = verdict(client, code)
    assert (told[0], told[3]) == (False, "Không có giá trị")
    assert alone(client, code) == []
    text = client.get(f"/xac-minh/{code}/").content.decode()
    assert "nhập nhầm sản phẩm" not in text
    assert "612/QĐ-UBND" not in text


def test_a_code_leads_to_its_product_while_that_has_a_page(client, product, officer):
    code, page = code_of(product), f"/san-pham/{product.slug}/"
    assert client.get(f"/xac-minh/{code}/").context["product_url"] == page
    void_rating(product.recognitions.get(), why="nhập nhầm sản phẩm", by=officer)
    with CaptureQueriesContext(connection) as queries:
        voided = client.get(f"/xac-minh/{code}/")
    assert (voided.context["product_url"], page in voided.content.decode(), len(queries)) == ("", False, 3)
    assert client.get(page).status_code == 404
    issue_decision(paper("9/QĐ-UBND", date(2022, 1, 30)), [line(product, 3)], by=None)
    assert client.get(f"/xac-minh/{code}/").context["product_url"] == page


@pytest.mark.parametrize("code", ["OC23456789A", "OC", "abc", "%00", "OC2345678 9A'--", "ĐÂY-LÀ-GÌ"])
def test_what_is_no_code_is_called_mistyped(client, product, code):
    response = client.get(f"/xac-minh/{code}/", follow=True)
    assert response.status_code == 404
    assert "So lại từng ký tự với nhãn" in response.content.decode()


def test_a_code_dated_later_is_unknown(client, product, settings):
    code = code_of(product)
    settings.BUSINESS_DAY = date(2021, 1, 1)
    assert client.get(f"/xac-minh/{code}/").status_code == 404


def test_a_name_shows_what_it_may_be(client, product):
    client.get("/san-pham/")
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/xac-minh/", {"ma": "dua sap"})
    assert len(queries) == 3
    assert [card["name"] for card in response.context["cards"]] == ["Dừa sáp minh hoạ"]
    empty = client.get("/xac-minh/", {"ma": "xyz"})
    assert (empty.status_code, empty.context["cards"]) == (200, [])
    assert "Không tìm thấy “xyz” trong sổ" in empty.content.decode()


def test_many_matches_lead_to_the_catalogue(client, product):
    issue_decision(paper("2", date(2022, 1, 1)), [line(make_product(f"Bánh {n}"), 3) for n in range(9)], by=None)
    response = client.get("/xac-minh/", {"ma": "bánh"})
    assert (len(response.context["cards"]), response.context["has_more"]) == (8, True)
    assert response.context["all_url"] == "/san-pham/?q=b%C3%A1nh"


def test_the_empty_form(client, law):
    assert client.get("/xac-minh/").status_code == 200
    assert client.get("/xac-minh/?ma=%00").status_code == 200
