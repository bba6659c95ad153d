"""Decisions: the list by year and kind, and the page that says what each did."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.publishing import publishing
from products.actions.correcting import answer_approval, correct_ratings
from products.actions.decisions import annul_decision, attest_decision, issue_decision, revoke_ratings
from products.enums import Answer, ListingEvent, Precision, StartBasis
from products.models import Listing
from products.paper import Correction
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(law):
    return make_province()


def groups(client, decision):
    """Key, and the rows of every group."""
    shown = client.get(f"/quyet-dinh/{decision.slug}/")
    assert shown.status_code == 200
    return {
        group["key"]: [
            (row["name"], row.get("rank", ""), str(row.get("status", "")), row["text"]) for row in group["rows"]
        ]
        for group in shown.context["groups"]
    }


def test_what_a_recognising_decision_did(client):
    decision = issue_decision(
        paper("612/QĐ-UBND", date(2021, 3, 30), published_count=26),
        [
            line(make_product("Bánh tét"), 3),
            line(make_product("Đường"), 4, score=Decimal("71.5")),
            line(make_product("Dừa"), 4),
            line(make_product("Mật"), None, score=Decimal(95)),
        ],
        by=None,
    )
    assert groups(client, decision) == {
        "hang-4": [("Dừa", "4", "valid", "không công bố điểm"), ("Đường", "4", "valid", "71,5 điểm")],
        "hang-3": [("Bánh tét", "3", "valid", "không công bố điểm")],
        "tiem-nang": [("Mật", "tiem-nang", "", "95 điểm")],
    }
    shown = client.get(f"/quyet-dinh/{decision.slug}/").context
    assert shown["heading"] == "Quyết định 612/QĐ-UBND"
    assert shown["held_words"] == "Sổ này có 4 trên 26 sản phẩm đã công bố."


def test_what_others_did(client):
    product, other = make_product("Bánh"), make_product("Mật")
    first = issue_decision(paper("1", date(2021, 3, 30)), [line(product, 4), line(other, None)], by=None)
    corrected = correct_ratings(
        paper("2", date(2021, 6, 1)), [Correction(product.recognitions.get(), stars=3, score=Decimal(60))], by=None
    )
    assert groups(client, corrected) == {"dinh-chinh": [("Bánh", "", "", "hạng: 4 sao → 3 sao; điểm: – → 60")]}
    standing = product.recognitions.get(voided_at__isnull=True)
    revoked = revoke_ratings(paper("3", date(2022, 1, 1), reason="Vi phạm nhãn"), [standing], by=None)
    assert groups(client, revoked) == {
        "thoi": [("Bánh", "", "revoked", "Hạng 3 sao thôi hiệu lực từ 01/01/2022. Vi phạm nhãn")]
    }
    assert groups(client, first)["hang-3"] == [("Bánh", "3", "revoked", "60 điểm")]
    answer_approval(
        other.scoreapprovals.get(), kind=Answer.WITHDRAWN, on=date(2022, 2, 1), paper="x", note="", by=None
    )
    assert groups(client, first)["tiem-nang"] == [("Mật", "", "", "không công bố điểm · rút, không đề nghị nữa")]


def test_an_annulled_decision_says_so(client):
    decision = issue_decision(paper("1", date(2021, 3, 30)), [line(make_product("Bánh"), 4)], by=None)
    annulling = annul_decision(paper("9/QĐ-UBND", date(2022, 3, 1), reason="Sai thẩm quyền"), decision, by=None)
    shown = client.get(f"/quyet-dinh/{decision.slug}/").context
    words = "Quyết định này đã bị hủy bỏ theo Quyết định 9/QĐ-UBND ngày 01/03/2022 của UBND tỉnh Trà Vinh."
    assert shown["annulled"] == words
    assert shown["annulled_by"]["url"] == f"/quyet-dinh/{annulling.slug}/"
    assert groups(client, annulling)["thoi"][0][0] == "Bánh"
    fact = next(
        row for row in client.get(f"/quyet-dinh/{annulling.slug}/").context["facts"] if row["term"] == "Hủy bỏ"
    )
    assert fact["url"] == f"/quyet-dinh/{decision.slug}/"


def test_an_attesting_decision_without_number_and_day(client):
    decision = attest_decision(
        paper("", None, precision=Precision.UNKNOWN, published_count=0, source_url="https://vi-du.vn/a"), by=None
    )
    with publishing():
        Listing.objects.create(
            product=make_product("Bánh"),
            event=ListingEvent.RECOGNISED,
            on=date(2022, 1, 1),
            precision=Precision.DAY,
            decision=decision,
            product_name="Bánh in",
        )
    shown = client.get(f"/quyet-dinh/{decision.slug}/")
    assert shown.context["heading"] == "Quyết định chưa rõ số, không rõ ngày"
    assert groups(client, decision) == {"ghi-nhan": [("Bánh in", "", "", "Được công nhận, nguồn không nêu hạng sao")]}
    assert 'href="https://vi-du.vn/a"' in shown.content.decode()
    row = client.get("/quyet-dinh/").context["rows"][0]
    assert (row["number"], row["day"], row["did"]) == ("Chưa rõ số", "không rõ ngày", "1 sản phẩm")


def test_a_day_known_to_the_year(client):
    decision = issue_decision(
        paper("", date(2020, 12, 31), precision=Precision.YEAR), [line(make_product(), 3)], by=None
    )
    assert client.get(f"/quyet-dinh/{decision.slug}/").context["heading"] == "Quyết định chưa rõ số, năm 2020"


def test_the_list_by_year_and_kind(client):
    product = make_product("Bánh")
    issue_decision(paper("1", date(2021, 3, 30), title="Công nhận"), [line(product, 4)], by=None)
    issue_decision(paper("2", date(2022, 3, 30), published_count=28), [line(make_product(), 3)], by=None)
    issue_decision(paper("3", date(2022, 4, 1)), [line(make_product(), None)], by=None)
    revoke_ratings(paper("4", date(2022, 5, 1), reason="x"), [product.recognitions.get()], by=None)

    def numbers(query=""):
        return [row["number"] for row in client.get(f"/quyet-dinh/{query}").context["rows"]]

    assert numbers() == ["4", "3", "2", "1"]
    assert numbers("?nam=2021") == ["1"]
    assert numbers("?nam=2022&loai=recognise") == ["2"]
    assert numbers("?loai=revoke&loai=approve_score") == ["4", "3"]
    assert numbers("?nam=1999&loai=gi&trang=99") == ["4", "3", "2", "1"]
    shown = client.get("/quyet-dinh/?nam=2022").context
    assert [row["did"] for row in shown["rows"]] == ["1 hạng thôi hiệu lực", "1 sản phẩm", "1 trên 28 sản phẩm"]
    counts = {facet["key"]: [(c["value"], c["count"]) for c in facet["choices"]] for facet in shown["facets"]}
    assert counts["nam"] == [("2022", 3), ("2021", 1)]
    assert counts["loai"] == [("recognise", 1), ("approve_score", 1), ("revoke", 1), ("annul", 0), ("correct", 0)]


def test_nothing_dated_later(client, settings):
    settings.BUSINESS_DAY = date(2023, 1, 1)
    decision = issue_decision(paper("1", date(2022, 12, 1)), [line(make_product(), 3)], by=None)
    settings.BUSINESS_DAY = date(2022, 10, 1)
    assert client.get(f"/quyet-dinh/{decision.slug}/").status_code == 404
    assert client.get("/quyet-dinh/").context["count"] == 0


def test_the_list_the_feed_and_the_files_count_what_the_page_shows(client, settings):
    """A rating and an approved score that begin after the paper was signed; the list asks as much before as after."""
    later = {"starts_on": date(2022, 11, 1), "start_basis": StartBasis.HANDED_OVER}
    lines = [line(make_product(), 3, **later), line(make_product(), None, starts_on=date(2022, 11, 2))]
    decision = issue_decision(paper("1/QĐ", date(2022, 9, 1)), lines, by=None)

    def told():
        with CaptureQueriesContext(connection) as queries:
            (row,) = client.get("/quyet-dinh/").context["rows"]
            asked = len(queries)
        (entry,) = re.findall(r"<summary[^>]*>(.*?)</summary>", client.get("/quyet-dinh/moi.atom").content.decode())
        file = b"".join(client.get("/du-lieu-mo/quyet-dinh.json").streaming_content)
        (held,) = json.loads(file)["rows"]
        return row["did"], entry, (held["rated"], held["approved"]), sorted(groups(client, decision)), asked

    assert told() == ("", "Công nhận.", (0, 0), [], 3)
    settings.BUSINESS_DAY = date(2022, 11, 1)
    assert told() == ("1 sản phẩm", "Công nhận. 1 sản phẩm.", (1, 0), ["hang-3"], 3)
    settings.BUSINESS_DAY = date(2022, 11, 2)
    assert told() == ("2 sản phẩm", "Công nhận. 2 sản phẩm.", (1, 1), ["hang-3", "tiem-nang"], 3)


def test_one_row_and_three_ask_the_same(client):
    asked = []
    for number in (1, 2, 3):
        issue_decision(paper(f"{number}", date(2022, 1, number)), [line(make_product(), 3)], by=None)
        with CaptureQueriesContext(connection) as queries:
            client.get("/quyet-dinh/")
        asked.append(len(queries))
    assert asked == [3, 3, 3]
