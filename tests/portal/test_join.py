"""For producers: the way under the law of the day, its next rounds, what each star asks, the papers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import load_sets, make_province

pytestmark = pytest.mark.django_db


def test_without_a_law_the_page_says_so(client, settings):
    settings.BUSINESS_DAY = date(1999, 1, 1)
    page = client.get("/tham-gia/")
    assert page.status_code == 200
    assert "Cổng chưa có quy định nào đang áp dụng." in page.content.decode()


def test_the_law_of_the_day(client, law, settings):
    settings.BUSINESS_DAY = date(2022, 10, 1)
    before = client.get("/tham-gia/").context
    assert before["regime"].code == "1048-2019"
    assert [band["rank"] for band in before["bands"]] == ["3", "4", "5"]
    assert before["bands"][0]["points"] == "từ 50 đến dưới 70 điểm"
    assert before["bands"][2]["points"] == "từ 90 điểm"
    settings.BUSINESS_DAY = date(2026, 8, 1)
    after = client.get("/tham-gia/").context
    assert after["regime"].code == "26-2026"
    assert len(after["steps"]) == 3
    assert after["papers"] == []  # no checklist is loaded here


def test_the_next_rounds_come_soonest_first_and_the_day_itself_is_too_late(client, law, settings):
    settings.BUSINESS_DAY = date(2026, 10, 29)
    rounds = client.get("/tham-gia/").context["rounds"]
    assert (rounds[0]["files"], rounds[0]["ends"]) == ("30/10/2026", "30/12/2026")
    settings.BUSINESS_DAY = date(2026, 10, 30)
    rounds = client.get("/tham-gia/").context["rounds"]
    assert (rounds[0]["files"], rounds[0]["ends"]) == ("30/01/2027", "30/03/2027")


def test_what_each_star_asks_at_least(client, law, settings):
    settings.BUSINESS_DAY = date(2026, 8, 1)
    load_sets("26-2026-01")
    page = client.get("/tham-gia/?bo=26-2026-01")
    assert page.context["chosen"].code == "26-2026-01"
    assert {each["rank"] for each in page.context["minimums"]} <= {"3", "4", "5"}
    assert all(row["option"] for each in page.context["minimums"] for row in each["rows"])
    assert page.context["minimums"]
    assert client.get("/tham-gia/?bo=khong-co").context["chosen"] is None


def test_a_law_without_minimums_says_so(client, law, settings):
    settings.BUSINESS_DAY = date(2022, 10, 1)
    load_sets("1048-2019-01")
    page = client.get("/tham-gia/?bo=1048-2019-01")
    assert (page.context["sets"], page.context["chosen"]) == ([], None)
    assert "hạng sao theo thang điểm" in page.content.decode()


def test_the_home_page_leads_there(client, law, settings):
    settings.BUSINESS_DAY = date(2026, 8, 1)
    make_province()
    page = client.get("/").content.decode()
    assert 'href="/tham-gia/"' in page
    assert "nhận hồ sơ trước ngày 30/10/2026" in page


def test_the_page_asks_the_same_with_a_sheet_chosen_again(client, law, settings):
    settings.BUSINESS_DAY = date(2026, 8, 1)
    load_sets("26-2026-01")
    client.get("/tham-gia/?bo=26-2026-01")
    with CaptureQueriesContext(connection) as queries:
        client.get("/tham-gia/?bo=26-2026-01&la=1")
    assert len(queries) == 8
