"""A name that was entered by mistake was never printed: of a home no public page tells it once the row is voided."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.publishing import current_generation
from producers.actions.producers import change_legal_form
from producers.enums import LegalForm
from products.actions.correcting import correct_ratings, void_approval, void_rating
from products.actions.decisions import issue_decision
from products.actions.receipts import make_receipt
from products.enums import RatingKind
from products.models import Recognition
from products.paper import Correction
from tests.evaluations.pdf_words import words_of_pages
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "Hộ Nhầm Minh Hoạ", "Hộ Đúng Minh Hoạ"


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.fixture
def product(commune):
    return make_product("Bánh tét minh hoạ", producer=make_producer(RIGHT, place=commune))


def rated(product, printed=WRONG, day=date(2021, 1, 12), **fields):
    """A rating that was entered under a name."""
    head = paper(f"{Recognition.objects.count() + 1}/QĐ-UBND", day)
    decision = issue_decision(head, [line(product, 3, printed_producer=printed, **fields)], by=None)
    return decision.recognitions.get()


def page(client, code):
    return client.get(f"/xac-minh/{code}/").content.decode()


def test_the_page_of_a_voided_code_names_the_product_alone(client, product, officer):
    rating = rated(product)
    code = rating.certificate.code
    assert WRONG in page(client, code)
    void_rating(rating, why="Nhập nhầm chủ thể", by=officer)
    with CaptureQueriesContext(connection) as queries:
        text = page(client, code)
    assert ("Bánh tét minh hoạ" in text, "Không có giá trị" in text, WRONG in text, RIGHT in text) == (
        True,
        True,
        False,
        False,
    )
    assert len(queries) == 3  # the tag, the code, whether the product still has a page


def test_of_a_voided_score_approval_too(client, product, officer):
    decision = issue_decision(paper(), [line(product, None, printed_producer=WRONG)], by=None)
    approval = decision.approvals.get()
    void_approval(approval, why="Nhập nhầm", by=officer)
    assert WRONG not in page(client, approval.certificate.code)


def test_what_a_standing_row_prints_is_named_all_the_same(client, product, officer):
    rating = rated(product, RIGHT)
    rated(make_product("Kẹo minh hoạ", producer=product.producer), RIGHT, date(2022, 1, 12))
    void_rating(rating, why="Nhập nhầm sản phẩm", by=officer)
    assert RIGHT in page(client, rating.certificate.code)


def test_a_firm_is_named_and_one_that_was_a_home_is_not(client, commune, officer):
    firm = make_producer("Công ty Minh Hoạ", legal_form=LegalForm.LLC_ONE, place=commune)
    home = make_producer(RIGHT, place=commune)
    ratings = [rated(make_product(producer=firm), "Công ty Nhầm"), rated(make_product(producer=home))]
    change_legal_form(home, legal_form=LegalForm.LLC_ONE, on=date(2022, 9, 1), why="Lên công ty", by=officer)
    for rating in ratings:
        void_rating(rating, why="Nhập nhầm", by=officer)
    told = [client.get(f"/xac-minh/{each.certificate.code}/").context["found"].producer for each in ratings]
    assert told == ["Công ty Nhầm", ""]


def test_a_receipt_made_afterwards_does_not_keep_it_and_one_made_before_says_what_was_answered(
    client, product, officer
):
    rating = rated(product)
    before = make_receipt(rating.certificate.code)
    void_rating(rating, why="Nhập nhầm", by=officer)
    after = make_receipt(rating.certificate.code)
    assert after.answer == {"behind": "voided", "product": "Bánh tét minh hoạ"} | {
        "place": "Xã Minh Hoạ",
        "place_level": "commune",
        "place_parent": "Tỉnh Trà Vinh",
    }
    for receipt, is_told in ((before, True), (after, False)):
        (printed,) = words_of_pages(client.get(f"/xac-minh/{receipt.code}/bien-nhan.pdf").content)
        shown = [page(client, receipt.code), client.get(f"/xac-minh/{receipt.code}/in/").content.decode(), printed]
        assert [WRONG in text for text in shown] == [is_told] * 3


# --------------------------------------------------------------------- cited lists
def test_a_cited_list_keeps_its_rows_and_leaves_the_name_out(client, product, officer):
    rating = rated(product)
    cited = {"ngay": "2022-01-31", "ghi-den": current_generation().changed_at.isoformat()}
    void_rating(rating, why="Nhập nhầm", by=officer)
    found = {}
    for path in ("/thong-ke/danh-sach/", "/thong-ke/chu-the/"):
        answer = client.get(path, cited)
        found[path] = (answer.context["count"], [row["producer"] for row in answer.context["rows"]])
        assert WRONG not in answer.content.decode()
    assert found == dict.fromkeys(found, (1, ["không nêu tên"]))
    assert client.get("/thong-ke/danh-sach/", {"ngay": "2022-01-31"}).context["count"] == 0


def test_a_correcting_decision_still_says_what_it_corrects(client, product, officer):
    """It is a signed paper that prints the wrong name beside the right one."""
    rating = rated(product)
    head = paper("9/QĐ-UBND", date(2021, 3, 1), reason="Sai tên (minh hoạ)")
    decision = correct_ratings(head, [Correction(rating, producer_name=RIGHT)], by=officer)
    assert f"chủ thể: {WRONG} → {RIGHT}" in client.get(f"/quyet-dinh/{decision.slug}/").content.decode()
    assert WRONG not in page(client, product.recognitions.get(voided_at__isnull=True).certificate.code)


def test_a_superseded_row_stands_and_is_named(client, product):
    old = rated(product, RIGHT)
    rated(product, RIGHT, date(2022, 1, 12), kind=RatingKind.RE_RATING)
    assert RIGHT in page(client, old.certificate.code)
