"""The figures of many days: which days, the picture, the table, and citations that stay."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest

from core.publishing import current_generation
from products.actions.decisions import issue_decision
from reports.enums import Every
from reports.rules.series import period_ends
from reports.views.charts import PLOT, TOP, Bar, columns_of
from tests.factories import line, make_province, paper

NUMBER = re.compile(r'<td class="number"><a href="([^"]+)">([0-9.]+)</a></td>')


# --------------------------------------------------------------------- which days
@pytest.mark.parametrize(
    ("first", "last", "every", "days"),
    [
        ("2020-03-18", "2022-10-01", Every.YEAR, ["2020-12-31", "2021-12-31", "2022-10-01"]),
        ("2021-11-30", "2022-03-31", Every.QUARTER, ["2021-12-31", "2022-03-31"]),
        ("2021-12-31", "2022-04-01", Every.QUARTER, ["2021-12-31", "2022-03-31", "2022-04-01"]),
        ("2024-01-31", "2024-03-15", Every.MONTH, ["2024-01-31", "2024-02-29", "2024-03-15"]),
        ("2022-10-01", "2022-10-01", Every.YEAR, ["2022-10-01"]),
    ],
)
def test_ends_of_periods(first, last, every, days):
    found = period_ends(date.fromisoformat(first), date.fromisoformat(last), every)
    assert [day.isoformat() for day in found] == days


# --------------------------------------------------------------------- the picture
def bar(*counts):
    return Bar(dict(zip(("3", "4"), counts, strict=True)), ("31/12", "2021"), "x", "/")


def test_columns_stand_on_the_floor_and_reach_up_to_their_total():
    picture = columns_of([bar(30, 17), bar(0, 1), bar(0, 0)])
    assert [line.text for line in picture.lines] == ["0", "10", "20", "30", "40", "50"]
    high, low, none = picture.columns
    assert [(part.rank, part.y, part.height) for part in high.parts] == [("3", 112.0, 132.0), ("4", 37.2, 74.8)]
    assert high.parts[0].y + high.parts[0].height == TOP + PLOT == picture.floor
    assert [(part.rank, part.text_y) for part in low.parts] == [("4", None)]
    assert (none.parts, none.total) == ([], "0")
    assert [column.x for column in picture.columns] == [56, 112, 168]


@pytest.mark.parametrize(("highest", "lines"), [(0, 2), (1, 2), (5, 6), (6, 4), (99, 6), (101, 4), (123_456, 4)])
def test_lines_are_few_and_round(highest, lines):
    assert len(columns_of([bar(highest, 0)]).lines) == lines


# --------------------------------------------------------------------- the page
@pytest.fixture
def published(law, officer):
    make_province()
    issue_decision(paper("1/QĐ-UBND", date(2020, 3, 18)), [line(None, 3), line(None, 4)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2021, 6, 1)), [line(None, 3), line(None, None)], by=officer)
    issue_decision(paper("3/QĐ-UBND", date(2022, 8, 1)), [line(None, 4)], by=officer)


def table(answer):
    return {row["day"]: [*(count for count, _url in row["cells"]), row["total"]] for row in answer.context["rows"]}


@pytest.mark.django_db
def test_years_from_the_first_result_to_today(client, published):
    answer = client.get("/thong-ke/theo-thoi-gian/")
    assert table(answer) == {  # five stars, potential five, four, three, all
        "01/10/2022": ["0", "1", "2", "2", "5"],
        "31/12/2021": ["0", "1", "1", "2", "4"],
        "31/12/2020": ["0", "0", "1", "1", "2"],
    }
    assert answer.context["sentence"].startswith(
        "Số sản phẩm OCOP từ 31/12/2020 đến 01/10/2022; ngày cuối: 5 sản phẩm OCOP "
        "(5 sao: 0, tiềm năng 5 sao: 1, 4 sao: 2, 3 sao: 2); tiềm năng 5 sao đếm riêng; theo sổ ghi đến "
    )


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["beside", "inside", "certified"])
def test_every_number_leads_to_its_list_and_every_column_to_its_day(client, published, mode):
    answer = client.get(f"/thong-ke/theo-thoi-gian/?moi=quy&tu=01/01/2021&cach-dem={mode}")
    text = answer.content.decode()
    numbers = NUMBER.findall(text)
    assert len(numbers) == len(answer.context["rows"]) * (5 if mode == "beside" else 4) == 40 - 8 * (mode != "beside")
    for url, count in numbers:
        assert client.get(unescape(url)).context["count"] == int(count)
    picture = ElementTree.fromstring(
        text[text.index('<svg class="chart"') : text.index("</svg>", text.index("chart-s"))] + "</svg>"
    )
    assert all(float(box.get("y")) >= 0 and float(box.get("height")) > 0 for box in picture.iter("rect"))
    columns = picture.findall("a")
    assert len(columns) == 8
    for column, row in zip(columns, reversed(answer.context["rows"]), strict=True):
        assert column.get("aria-label").startswith(f"{row['day']}: {row['total']} sản phẩm")
        assert str(client.get(column.get("href")).context["figures"].total) == row["total"]


@pytest.mark.django_db
def test_a_late_decision_changes_the_series_and_not_the_cited_one(client, published, officer):
    cited = client.get("/thong-ke/theo-thoi-gian/").context["citation"]
    before = table(client.get(cited))
    issue_decision(paper("4/QĐ-UBND", date(2020, 5, 1)), [line(None, 4)], by=officer)
    assert table(client.get("/thong-ke/theo-thoi-gian/"))["31/12/2020"] == ["0", "0", "2", "1", "3"]
    assert table(client.get(cited)) == before


@pytest.mark.django_db
def test_a_series_costs_as_many_queries_whatever_its_length(client, published, officer, django_assert_num_queries):
    moment = current_generation().changed_at.replace(tzinfo=None).isoformat()
    issue_decision(paper("4/QĐ-UBND", date(2022, 5, 1)), [line(None, 4)], by=officer)
    client.get("/thong-ke/theo-thoi-gian/")
    for query in ("moi=nam", "moi=thang"):
        with django_assert_num_queries(3):  # the tag, the first day, the counts
            client.get(f"/thong-ke/theo-thoi-gian/?{query}")
        with django_assert_num_queries(6):  # the ledger and two kinds of merges
            client.get(f"/thong-ke/theo-thoi-gian/?{query}&ghi-den={moment}Z")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "field", "words", "columns"),
    [
        ("tu=01/01/1990", "tu", None, 33),
        ("tu=01/01/1990&moi=thang", "moi", "Khoảng này có 394 cột; chỉ 40 cột cuối được vẽ.", 40),
        ("tu=hom-qua", "tu", "“hom-qua” không phải là ngày.", 3),
        ("tu=01/01/2022&den=01/01/2021", "tu", "Ngày đầu phải trước ngày cuối (01/01/2021).", 2),
        ("den=02/10/2022", "den", "Chưa có số liệu sau ngày 01/10/2022.", 3),
    ],
)
def test_what_cannot_be_read_is_said(client, published, query, field, words, columns):
    answer = client.get(f"/thong-ke/theo-thoi-gian/?{query}")
    assert list(answer.context["form"].errors) == ([field] if words else [])
    assert words is None or words in unescape(answer.content.decode())
    assert len(answer.context["rows"]) == columns
