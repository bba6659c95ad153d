"""The record time can be asked for on every page of figures, written as people here write days and times."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest

from reports.rules.moments import parse_moment
from tests.factories import make_province

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
PAGES = ("", "ban-do/", "theo-thoi-gian/", "thay-doi/")
FOLD = re.compile(
    r'<details class="asked-record"( open)?>.*?<input id="ghi-den"\s+name="ghi-den"\s+value="([^"]*)"', re.S
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("22/11/2026 09:00", datetime(2026, 11, 22, 9, 0)),
        ("22/11/2026 9:05:07", datetime(2026, 11, 22, 9, 5, 7)),
        ("09:00 22/11/2026", datetime(2026, 11, 22, 9, 0)),
        (" 22-11-2026 ", datetime(2026, 11, 22, 23, 59, 59, 999999)),
        ("22/11/2026", datetime(2026, 11, 22, 23, 59, 59, 999999)),
        ("2026-11-22", datetime(2026, 11, 22, 23, 59, 59, 999999)),
        ("2026-11-22 09:00", datetime(2026, 11, 22, 9, 0)),
        ("2026-11-22T09:00:15.25", datetime(2026, 11, 22, 9, 0, 15, 250000)),
    ],
)
def test_a_record_time_as_people_write_it(text, moment):
    assert parse_moment(text) == moment.replace(tzinfo=HERE)


def test_a_zone_may_be_named():
    assert (
        parse_moment("2026-11-22T02:00Z") == parse_moment("2026-11-22T09:00 07:00") == parse_moment("09:00 22/11/2026")
    )


@pytest.mark.parametrize(
    "text",
    ["31/02/2026", "22/11/26", "22/11/2026 25:00", "22/11/2026 09:00 10:00", "09:00", "hom qua", "22/11/1999", ""],
)
def test_anything_else_is_none(text):
    with pytest.raises(ValueError, match=r"."):
        parse_moment(text)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_it_can_be_asked_for_on_every_page_and_is_folded_until_it_is(client, law, page):
    make_province()
    found = FOLD.search(client.get(f"/thong-ke/{page}").content.decode())
    assert (found[1], found[2]) == (None, "")
    answer = client.get(f"/thong-ke/{page}", {"ghi-den": "22/11/2026 09:00"})
    found = FOLD.search(answer.content.decode())
    assert (found[1], found[2]) == (" open", "22/11/2026 09:00")
    assert "Theo những gì sổ đã ghi đến 09:00 22/11/2026." in answer.content.decode()
    wrong = client.get(f"/thong-ke/{page}", {"ghi-den": "22/11/26"})
    found = FOLD.search(wrong.content.decode())
    assert (found[1], found[2]) == (" open", "22/11/26")
    assert "Ghi thời điểm như 22/11/2026 hoặc 22/11/2026 09:00." in unescape(wrong.content.decode())
    assert wrong.context["cited"]["moment"] is None


@pytest.mark.django_db
def test_an_empty_field_asks_for_now(client, law):
    make_province()
    answer = client.get("/thong-ke/?ngay=01/03/2022&ghi-den=")
    assert (answer.context["question"].on, answer.context["question"].recorded_until) == (date(2022, 3, 1), None)
