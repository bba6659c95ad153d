"""The figures page and the command answer alike."""

import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.publishing import current_generation
from products.actions.correcting import void_rating
from products.actions.decisions import issue_decision
from products.models import Recognition
from reports.enums import Units
from reports.queries.figures import figures
from reports.views import figures as figures_page
from reports.views.asked import moment_text
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(law, officer):
    make_province()
    for number, products in ((1, 2), (2, 1)):
        issue_decision(
            paper(f"{number}/QĐ-UBND"), [line(make_product(), 3 + number - 1) for _n in range(products)], by=officer
        )


def command(*arguments):
    out = StringIO()
    call_command("register_totals", *arguments, stdout=out)
    return json.loads(out.getvalue().strip().splitlines()[-1])


def test_page_and_command_agree(client, published):
    answer = client.get("/thong-ke/")
    assert answer.context["figures"].as_json() == command("--level", "district")
    assert command() == {
        "on": "2022-10-01",
        "potential": "beside",
        "total": 3,
        "by_rank": {"3": 2, "4": 1, "5": 0, "potential5": 0},
        "potential5_inside": 0,
        "producers": {
            "total": 3,
            "by_class": {
                "company": 0,
                "private_enterprise": 0,
                "cooperative": 0,
                "cooperative_group": 0,
                "household_business": 3,
                "other": 0,
                "unknown": 0,
            },
        },
        "by_place": {"unknown": 3},
        "by_category": {
            "thuc-pham-1048": 0,
            "do-uong-1048": 0,
            "thao-duoc-1048": 0,
            "vai-may-mac-1048": 0,
            "luu-niem-noi-that-trang-tri-1048": 0,
            "dich-vu-du-lich-1048": 0,
            "unknown": 3,
        },
    }


def test_a_citation_never_changes(client, published, officer):
    citation = client.get("/thong-ke/").context["citation"]
    void_rating(Recognition.objects.filter(stars=4).get(), why="Nhập nhầm (minh hoạ)", by=officer)
    assert client.get("/thong-ke/").context["figures"].total == 2
    assert client.get(citation).context["figures"].total == 3


@pytest.mark.parametrize("page", ["", "danh-sach/", "chu-the/", "ban-do/", "theo-thoi-gian/", "thay-doi/"])
def test_no_citation_carries_a_record_time_to_come(client, published, page):
    known = f"ghi-den={moment_text(current_generation().changed_at)}"
    answer = client.get(f"/thong-ke/{page}?ghi-den=2099-01-01T00:00")
    assert answer.context["citation"].endswith(known)
    assert "Thời điểm này chưa đến: hãy ghi một thời điểm đã qua." in answer.content.decode()
    assert client.get(answer.context["citation"]).context["citation"] == answer.context["citation"]


def test_record_time_before_anything_was_known(published):
    assert command("--recorded-until", "2020-01-01T00:00")["total"] == 0
    now = current_generation().changed_at.isoformat()
    assert command("--recorded-until", now)["total"] == 3


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("ngay=31/02/2022", "ngay", ""),
        ("ngay=02/10/2022", "ngay", "Chưa có số liệu sau ngày 01/10/2022."),
        ("ghi-den=hom-qua", "ghi-den", "Ghi thời điểm như 22/11/2026 hoặc 22/11/2026 09:00."),
        ("ghi-den=0001-01-01T00:00%2B14:00", "ghi-den", "Ghi thời điểm như 22/11/2026 hoặc 22/11/2026 09:00."),
        ("ghi-den=9999-12-31T23:59-14:00", "ghi-den", "Ghi thời điểm như 22/11/2026 hoặc 22/11/2026 09:00."),
        ("ghi-den=1999-12-31T00:00", "ghi-den", "Ghi thời điểm như 22/11/2026 hoặc 22/11/2026 09:00."),
        ("ghi-den=2099-01-01T00:00", "ghi-den", "Thời điểm này chưa đến: hãy ghi một thời điểm đã qua."),
        ("cach-dem=khac", "cach-dem", ""),
    ],
)
def test_a_question_that_cannot_be_read_is_answered_in_words(client, published, query, field, words):
    answer = client.get(f"/thong-ke/?{query}")
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert words in str(answer.context["form"].errors[field])
    assert answer.context["question"].on == date(2022, 10, 1)


@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("thong-ke/", "ngay"),
        ("thong-ke/danh-sach/", "ngay"),
        ("thong-ke/chu-the/", "ngay"),
        ("thong-ke/ban-do/", "ngay"),
        ("thong-ke/theo-thoi-gian/", "tu"),
        ("thong-ke/theo-thoi-gian/", "den"),
        ("thong-ke/thay-doi/", "tu"),
        ("thong-ke/thay-doi/", "den"),
        ("du-lieu-mo/", "ngay"),
    ],
)
def test_days_before_any_register_are_refused_in_words(client, published, page, key):
    for day in ("1/1/0001", "0001-01-01", "31/12/1899"):
        answer = client.get(f"/{page}", {key: day})
        assert answer.status_code == 200
        assert f"“{day}”: hãy viết một năm từ 1900." in answer.content.decode()
    assert "hãy viết một năm" not in client.get(f"/{page}", {key: "1/1/1900"}).content.decode()


def test_dates_are_read_as_people_here_write_them(client, published):
    for text in ("12/1/2022", "12-01-2022", "12.01.2022", "2022-01-12"):
        assert client.get("/thong-ke/", {"ngay": text}).context["question"].on == date(2022, 1, 12)


def test_an_unknown_scheme_is_refused(published):
    with pytest.raises(CommandError):
        command("--scheme", "x")


def test_the_page_takes_two_queries_whatever_it_counts(client, published, officer, django_assert_num_queries):
    client.get("/thong-ke/")
    with django_assert_num_queries(2):  # the tag of the page, and whether anything changed
        client.get("/thong-ke/?ngay=2022-09-01")
    issue_decision(paper("9/QĐ-UBND"), [line(), line()], by=officer)
    assert client.get("/thong-ke/").context["figures"].total == 5
    with django_assert_num_queries(2):
        client.get("/thong-ke/?ngay=2022-09-02")


def tab_urls(client, page):
    return [tab["url"] for tab in client.get(page).context["tabs"]]


def test_the_pages_of_a_day_hand_on_its_units_and_the_figures_keep_their_scheme(client, published):
    day, rest = "ngay=2022-10-01&cap=xa-moi&cach-dem=inside", "?cach-dem=inside"
    figures_url, map_url, *others = tab_urls(client, f"/thong-ke/?{day}&bang=148")
    assert figures_url == f"/thong-ke/?{day}&bang=148"
    assert map_url == f"/thong-ke/ban-do/?{day}"
    assert others == [f"/thong-ke/theo-thoi-gian/{rest}", f"/thong-ke/thay-doi/{rest}"]
    assert tab_urls(client, map_url)[:2] == [f"/thong-ke/?{day}", map_url]
    assert client.get(map_url).context["question"].level == Units.NEW


def test_what_was_not_chosen_or_is_not_known_is_not_handed_on(client, published):
    url = "/thong-ke/?ngay=2022-10-01&cach-dem=beside"
    for query in ("", "?cap=la&bang=la"):
        assert tab_urls(client, f"/thong-ke/{query}")[0] == url


def test_numbers_are_written_as_people_here_write_them(client, published, monkeypatch):
    monkeypatch.setattr(
        figures_page, "figures", lambda question: replace(figures(question), by_place={"unknown": 1234})
    )
    url = "/thong-ke/danh-sach/?ngay=2022-10-01&cap=district&bang=1048&cach-dem=beside&noi=khong-xac-dinh"
    assert client.get("/thong-ke/").context["places"] == [("Không xác định", "1234", "1.234", url)]


def test_units_and_sectors_without_a_product_are_left_out(client, published):
    answer = client.get("/thong-ke/")
    assert len(answer.context["figures"].by_category) == 7
    assert [row[:3] for row in answer.context["categories"]] == [("Không xác định", "3", "3")]
