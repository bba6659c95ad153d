"""A product's page: its rank, its story with the decisions behind it, and nothing that is dated later."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Place
from core.publishing import publishing
from producers.enums import LegalForm
from products.actions.correcting import (
    answer_approval,
    correct_ratings,
    enter_rightly,
    extend_rating,
    void_rating,
)
from products.actions.decisions import annul_decision, attest_ratings, issue_decision, revoke_ratings
from products.actions.merging import merge_products
from products.actions.transfer import transfer_product
from products.enums import Answer, CategoryBasis, ListingEvent, Precision, RatingKind
from products.models import Listing
from products.paper import Correction
from tests.factories import category, level_of, line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(law):
    place = make_place("Xã Minh Hoạ", parent=make_place("Huyện Minh Hoạ", parent=make_province(), level="district"))
    producer = make_producer("Hợp tác xã Minh Hoạ", place=place)
    return make_product(
        "Dừa sáp minh hoạ",
        producer=producer,
        slug="dua-sap",
        category=category(),
        category_basis=CategoryBasis.INFERRED,
        other_names=["Dừa đặc ruột"],
    )


def page(client, slug="dua-sap"):
    response = client.get(f"/san-pham/{slug}/")
    assert response.status_code == 200
    return response


def story(client):
    """Day, title, rank and status of every event."""
    keys = ("day", "title", "rank", "status")
    return [tuple(str(event.get(key, "") or "") for key in keys) for event in page(client).context["events"]]


def test_a_rating_with_its_decision(client, product):
    score = {"score": Decimal("72.50"), "score_a": Decimal(30), "score_b": Decimal("12.5"), "score_c": Decimal(30)}
    issue_decision(
        paper("612/QĐ-UBND", date(2021, 3, 30)),
        [line(product, 4, source_url="https://vi-du.vn/tin/1", **score)],
        by=None,
    )
    shown = page(client)
    assert shown.context["events"] == [
        {
            "day": "30/03/2021",
            "title": "Công nhận lần đầu",
            "rank": "4",
            "status": "valid",
            "span": "Hiệu lực từ 30/03/2021 đến hết ngày 30/03/2024.",
            "text": "Điểm: 72,5 (phần A, B, C: 30 + 12,5 + 30).",
            "decision": {
                "label": "Quyết định 612/QĐ-UBND ngày 30/03/2021 của UBND tỉnh Trà Vinh",
                "url": "/quyet-dinh/612-qd-ubnd-2021-03-30/",
            },
            "source": {"label": "vi-du.vn", "url": "https://vi-du.vn/tin/1"},
        }
    ]
    standing = shown.context["standing"]
    assert (standing["rank"], standing["status"]) == ("4", "valid")
    assert standing["words"] == "Hạng 4 sao còn hiệu lực đến hết ngày 30/03/2024."
    code = product.recognitions.get().certificate.code
    assert standing["code_url"] == f"/xac-minh/{code}/"
    text = shown.content.decode()
    assert f'href="/xac-minh/{code}/"' in text
    for words in (
        "Dừa đặc ruột",
        "Xã Minh Hoạ, Huyện Minh Hoạ",
        "Thực phẩm",
        "Tạm xếp theo tên.",
        "Hợp tác xã Minh Hoạ",
    ):
        assert words in text


def test_scores_and_decisions_that_nobody_published(client, product):
    attest_ratings(
        level_of(),
        [line(product, 3, starts_on=date(2020, 12, 31), start_precision=Precision.YEAR, source_url="Báo Minh Hoạ")],
        by=None,
    )
    event = page(client).context["events"][0]
    assert event["day"] == "năm 2020"
    assert event["span"] == "Nguồn chỉ nêu năm 2020; sổ tính hiệu lực từ 31/12/2020 đến hết ngày 31/12/2023."
    assert event["text"] == "Điểm: không công bố. Nguồn không nêu quyết định."
    assert event["decision"] is None
    assert event["source"] == {"label": "Báo Minh Hoạ", "url": ""}


@pytest.mark.parametrize("source", ["javascript:alert(1)", "https://a.vn/1; https://b.vn/2", "ftp://a.vn", "https://"])
def test_only_a_whole_http_address_is_a_link(client, product, source):
    issue_decision(paper(), [line(product, 3, source_url=source)], by=None)
    shown = page(client)
    assert shown.context["events"][0]["source"] == {"label": source, "url": ""}
    assert b'href="javascript' not in shown.content


def test_three_four_and_revoked(client, product):
    issue_decision(paper("1", date(2020, 1, 10)), [line(product, 3)], by=None)
    issue_decision(paper("2", date(2021, 5, 1)), [line(product, 4, kind=RatingKind.UPGRADE)], by=None)
    revoke_ratings(
        paper("3", date(2022, 6, 1), reason="Không còn đạt tiêu chí"), [product.recognitions.get(stars=4)], by=None
    )
    assert story(client) == [
        ("01/06/2022", "Thu hồi", "", "revoked"),
        ("01/05/2021", "Nâng hạng", "4", "revoked"),
        ("10/01/2020", "Công nhận lần đầu", "3", "superseded"),
    ]
    standing = page(client).context["standing"]
    assert standing["words"] == "Hạng 4 sao đã bị thu hồi, thôi hiệu lực từ 01/06/2022."
    assert "Không còn đạt tiêu chí" in page(client).content.decode()


def test_an_end_dated_later_is_not_told(client, product, settings):
    issue_decision(paper("1", date(2022, 1, 10)), [line(product, 3)], by=None)
    settings.BUSINESS_DAY = date(2023, 1, 1)
    revoke_ratings(paper("2", date(2022, 12, 1), reason="Về sau"), list(product.recognitions.all()), by=None)
    settings.BUSINESS_DAY = date(2022, 10, 1)
    assert story(client) == [("10/01/2022", "Công nhận lần đầu", "3", "valid")]
    assert "Về sau" not in page(client).content.decode()


def test_what_began_on_a_day_not_known_counts_to_the_day_before_it_ended(client, product):
    year = line(product, 3, starts_on=date(2020, 12, 31), start_precision=Precision.YEAR)
    attest_ratings(level_of(), [year], by=None)
    revoke_ratings(paper("3", date(2022, 6, 1), reason="Vi phạm"), list(product.recognitions.all()), by=None)
    event = page(client).context["events"][1]
    assert event["span"] == "Nguồn chỉ nêu năm 2020; sổ tính hiệu lực từ 31/12/2020 đến hết ngày 31/05/2022."
    assert client.get("/san-pham/?tinh-trang=revoked").context["cards"][0]["note"] == "Thôi hiệu lực từ 01/06/2022"


def test_expired_and_extended(client, product, settings):
    issue_decision(paper("1", date(2019, 9, 1)), [line(product, 3)], by=None)
    words = "Hạng 3 sao đã hết hạn sau ngày 01/09/2022; sổ chưa có kết quả đánh giá lại."
    assert page(client).context["standing"]["words"] == words
    extend_rating(product.recognitions.get(), until=date(2022, 12, 1), ground="Chờ kết quả", by=None)
    shown = page(client)
    assert shown.context["standing"]["words"] == "Hạng 3 sao còn hiệu lực đến hết ngày 01/12/2022."
    assert shown.context["events"][0]["status"] == "extended"
    assert "Hạn gốc 01/09/2022, được gia hạn đến 01/12/2022." in shown.context["events"][0]["text"]


def test_potential_five_beside_a_rating_and_its_answer(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    issue_decision(paper("2", date(2022, 3, 1)), [line(product, None, score=Decimal(95))], by=None)
    standing = page(client).context["standing"]
    assert (standing["rank"], standing["is_waiting"], standing["held"].stars) == ("tiem-nang", True, 4)
    assert story(client)[0] == ("01/03/2022", "Phê duyệt điểm, đề nghị công nhận 5 sao", "tiem-nang", "")
    answer_approval(
        product.scoreapprovals.get(), kind=Answer.BELOW, on=date(2022, 9, 1), paper="12/BNN", note="", by=None
    )
    assert story(client)[:2] == [
        ("01/09/2022", "Kết thúc đề nghị 5 sao: cấp trung ương không công nhận 5 sao", "", ""),
        ("01/03/2022", "Phê duyệt điểm, đề nghị công nhận 5 sao", "", ""),
    ]
    assert page(client).context["standing"]["rank"] == "4"


def test_an_annulled_decision(client, product):
    decision = issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    annul_decision(paper("2", date(2022, 3, 1), reason="Sai thẩm quyền"), decision, by=None)
    assert story(client)[0] == ("01/03/2022", "Quyết định bị hủy bỏ", "", "revoked")


def test_voided_rows_are_not_public_and_corrections_are_named(client, product, officer):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    enter_rightly(
        product.recognitions.get(), stars=3, score=None, kind=RatingKind.FIRST, why="gõ nhầm bí mật", by=officer
    )
    assert story(client) == [("30/03/2021", "Công nhận lần đầu", "3", "valid")]
    assert "gõ nhầm bí mật" not in page(client).content.decode()
    current = product.recognitions.get(voided_at__isnull=True)
    correct_ratings(paper("5/QĐ-UBND", date(2022, 2, 1)), [Correction(current, score=Decimal(60))], by=None)
    text = page(client).context["events"][0]["text"]
    assert text == "Điểm: 60. Đã đính chính theo 5/QĐ-UBND."
    void_rating(product.recognitions.get(voided_at__isnull=True), why="bỏ hẳn", by=officer)
    assert client.get("/san-pham/dua-sap/").status_code == 404


def attest(product, on, precision=Precision.DAY, **fields):
    with publishing():
        return Listing.objects.create(
            product=product,
            event=ListingEvent.LISTED,
            on=on,
            precision=precision,
            product_name="Dừa sáp",
            source_url="https://vi-du.vn/",
            **fields,
        )


def test_a_product_that_is_only_attested(client, product, settings):
    attest(product, date(2022, 11, 1))
    assert client.get("/san-pham/dua-sap/").status_code == 404
    settings.BUSINESS_DAY = date(2022, 11, 1)
    shown = page(client)
    assert shown.context["events"] == []
    assert shown.context["attested"] == [
        {
            "day": "01/11/2022",
            "title": "Có tên trong danh sách",
            "rank": "",
            "text": "Tên trong nguồn: Dừa sáp.",
            "decision": None,
            "source": {"label": "vi-du.vn", "url": "https://vi-du.vn/"},
        }
    ]
    assert client.get("/san-pham/").context["count"] == 0


def test_an_undated_attestation_shows_from_the_day_it_was_recorded(client, product, settings):
    recorded = attest(product, None, Precision.UNKNOWN)
    recorded.refresh_from_db()
    day = recorded.recorded_at.date()
    assert client.get("/san-pham/dua-sap/").status_code == 404
    settings.BUSINESS_DAY = date(day.year + 1, 1, 1)
    assert page(client).context["attested"][0]["day"] == "không rõ ngày"


def test_a_passed_on_product_tells_of_both_producers(client, product):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    to = make_producer("Công ty Minh Hoạ Mới", legal_form=LegalForm.LLC_ONE)
    transfer_product(product, to=to, on=date(2022, 5, 1), why="Chuyển", by=None)
    assert story(client)[0] == ("01/05/2022", "Đổi chủ thể", "", "")
    assert page(client).context["events"][0]["text"] == "Chuyển từ Hợp tác xã Minh Hoạ sang Công ty Minh Hoạ Mới."


def test_a_merged_product_leads_to_the_kept_one(client, product, administrator):
    issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4)], by=None)
    double = make_product("Dừa sáp (trùng)", producer=product.producer)
    merge_products(product, double, why="Nhập hai lần", by=administrator)
    response = client.get(f"/san-pham/{double.slug}/")
    assert (response.status_code, response["Location"]) == (301, "/san-pham/dua-sap/")


def test_the_unit_that_the_place_is_in_today(client, law, places, settings):
    settings.BUSINESS_DAY = date(2026, 10, 1)
    old = Place.objects.get(slug="xa-huyen-hoi-huyen-cang-long")
    product = make_product("Bánh", slug="banh", place=old)
    issue_decision(paper("1", date(2024, 3, 30)), [line(product, 3)], by=None)
    text = page(client, "banh").content.decode()
    assert "Xã Huyền Hội, Huyện Càng Long" in text
    assert "Nay thuộc Xã Tân An, Tỉnh Vĩnh Long." in text


def test_unknown_addresses_are_not_found(client, product):
    assert client.get("/san-pham/khong-co/").status_code == 404
    assert client.get("/san-pham/dua-sap/").status_code == 404  # nothing is known of it yet


def test_the_queries_do_not_grow_with_the_story(client, product):
    asked = []
    days = iter([date(2019, 1, 1), date(2020, 1, 1), date(2021, 1, 1)])
    for more in (1, 2):
        for _number in range(more):
            day = next(days)
            issue_decision(paper(f"{day.year}", day), [line(product, 3, kind=RatingKind.RE_RATING)], by=None)
        page(client)  # the catalogue reads what was published
        with CaptureQueriesContext(connection) as queries:
            page(client)
        asked.append(len(queries))
    assert asked == [2, 2]
