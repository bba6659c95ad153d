"""What differs between two days: what came, went and changed, with the papers behind it, and sums that agree."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from products.actions.correcting import void_rating
from products.actions.decisions import issue_decision, revoke_ratings
from products.enums import Counting
from products.models import Recognition
from reports.enums import Change
from reports.queries.changes import Move, span
from reports.rules.changes import CAME, JOINED, LEFT, WENT, change_of, flows
from tests.factories import line, make_product, make_province, paper

TABLE = re.compile(r'<td class="number"\s+data-label="([^"]+)"><a href="([^"]+)">([0-9.]+)</a></td>')


# --------------------------------------------------------------------- the rule
def gain(found, rank):
    """By how much more a rank holds on the later day."""
    return found[CAME, rank] + found[JOINED, rank] - found[LEFT, rank] - found[WENT, rank]


@pytest.mark.parametrize(
    ("was", "now", "facts", "change"),
    [
        ("", "3", {}, Change.NEW),
        ("", "4", {"was_before": True}, Change.BACK),
        ("3", "4", {}, Change.UP),
        ("4", "potential5", {}, Change.UP),
        ("potential5", "5", {}, Change.UP),
        ("potential5", "4", {}, Change.DOWN),
        ("4", "3", {}, Change.DOWN),
        ("3", "3", {}, Change.SAME),
        ("3", "", {"why": "expired"}, Change.EXPIRED),
        ("3", "", {"why": "result"}, Change.EXPIRED),
        ("3", "", {"why": "revoked"}, Change.REVOKED),
        ("3", "", {"why": "annulled"}, Change.ANNULLED),
        ("3", "", {"why": "superseded"}, Change.ENDED),
        ("potential5", "", {"why": "below", "is_approval": True}, Change.UNRATED),
        ("potential5", "", {"why": "annulled", "is_approval": True}, Change.ANNULLED),
    ],
)
def test_each_change_has_its_name(was, now, facts, change):
    assert change_of(was, now, **facts) == change


def test_flows_add_up():
    found = flows({("", "3"): 1, ("3", "4"): 1, ("4", ""): 1, ("3", "3"): 2, ("", "4"): 1})
    assert found == {("vao", "3"): 1, ("den", "4"): 1, ("di", "3"): 1, ("ra", "4"): 1, ("vao", "4"): 1}
    assert (gain(found, "3"), gain(found, "4"), gain(found, "5")) == (0, 1, 0)


# --------------------------------------------------------------------- the page
@pytest.fixture
def story(law, officer, settings):
    """Six products and what became of them between 1 March 2022 and 1 March 2025."""
    settings.BUSINESS_DAY = date(2025, 6, 1)
    make_province()
    names = ("An", "Bình", "Chi", "Dung", "Em", "Giang")
    an, binh, chi, dung, em, giang = products = [make_product(f"Bánh {name}") for name in names]
    issue_decision(paper(), [line(an, 3), line(binh, 3), line(chi, 4), line(dung, 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 2, 1)), [line(em, None)], by=officer)
    issue_decision(paper("3/QĐ-UBND", date(2023, 5, 4)), [line(an, 4, kind="upgrade"), line(giang, 3)], by=officer)
    revoke_ratings(
        paper("4/QĐ-UBND", date(2023, 6, 5), reason="Minh hoạ"), Recognition.objects.filter(product=chi), by=officer
    )
    issue_decision(paper("5/QĐ-UBND", date(2024, 12, 30)), [line(dung, 3, kind="re_rating")], by=officer)
    return products


PAGE = "/thong-ke/thay-doi/?tu=01/03/2022&den=2025-03-01"


@pytest.mark.django_db
def test_every_product_is_told_with_its_paper(client, story):
    rows = client.get(PAGE).context["rows"]
    told = [
        (row["product"], row["was"], row["now"], row["change"], row["when"], (row["decision"] or {}).get("label"))
        for row in rows
    ]
    of = "của UBND tỉnh Trà Vinh"
    assert told == [
        ("Bánh An", "3", "4", "Nâng hạng", "từ 04/05/2023", f"Quyết định 3/QĐ-UBND ngày 04/05/2023 {of}"),
        ("Bánh Bình", "3", "", "Hết hạn", "từ 13/01/2025", f"Quyết định 1/QĐ-UBND ngày 12/01/2022 {of}"),
        ("Bánh Chi", "4", "", "Bị thu hồi", "từ 05/06/2023", f"Quyết định 4/QĐ-UBND ngày 05/06/2023 {of}"),
        (
            "Bánh Dung",
            "3",
            "3",
            "Giữ hạng, có kết quả mới",
            "từ 30/12/2024",
            f"Quyết định 5/QĐ-UBND ngày 30/12/2024 {of}",
        ),
        ("Bánh Giang", "", "3", "Mới được đếm", "từ 04/05/2023", f"Quyết định 3/QĐ-UBND ngày 04/05/2023 {of}"),
    ]


@pytest.mark.django_db
def test_the_table_adds_up_and_every_number_leads_to_its_products(client, story):
    answer = client.get(PAGE)
    lines = {str(each["rank"]): each for each in answer.context["balance"]["lines"]}
    assert {
        rank: (each["start"][0], *(count for _head, count, _url in each["cells"]), each["end"][0])
        for rank, each in lines.items()
    } == {
        "5": ("0", "0", "0", "0", "0", "0"),
        "tiem-nang": ("1", "0", "0", "0", "0", "1"),
        "4": ("1", "0", "1", "0", "1", "1"),
        "3": ("3", "1", "0", "1", "1", "2"),
    }
    assert [count for _head, count, _url in answer.context["balance"]["sums"]] == ["1", "1", "1", "2"]
    heads = ["01/03/2022", "+ vào", "+ từ hạng khác", "− sang hạng khác", "− ra", "01/03/2025"]
    found = TABLE.findall(answer.content.decode())
    assert [head for head, _url, _count in found] == (4 + 1) * heads
    for url, count in ((unescape(url), int(count)) for _head, url, count in found):
        assert client.get(url).context["count"] == count, url
    gone = client.get(f"{PAGE}&muc=ra")
    assert gone.context["title"] == "Ra, trước đó: mọi hạng: 2"
    assert [row["product"] for row in gone.context["rows"]] == ["Bánh Bình", "Bánh Chi"]


@pytest.mark.django_db
def test_kinds_of_change_have_their_lists(client, story):
    kinds = client.get(PAGE).context["kinds"]
    assert [(kind["label"], kind["count"]) for kind in kinds] == [
        ("Mới được đếm", "1"),
        ("Nâng hạng", "1"),
        ("Giữ hạng, có kết quả mới", "1"),
        ("Hết hạn", "1"),
        ("Bị thu hồi", "1"),
    ]
    for kind in kinds:
        assert client.get(kind["url"]).context["count"] == 1


@pytest.mark.django_db
def test_a_late_decision_changes_todays_answer_and_not_the_cited_one(client, story, officer):
    cited = client.get(PAGE).context["citation"]
    issue_decision(paper("6/QĐ-UBND", date(2023, 1, 2)), [line(make_product("Bánh Hoa"), 4)], by=officer)
    assert client.get(PAGE).context["count"] == 6
    assert client.get(PAGE).context["balance"]["end"][0] == "5"
    then = client.get(cited)
    assert (then.context["count"], then.context["balance"]["end"][0]) == (5, "4")
    assert then.context["sentence"].startswith(
        "Từ 01/03/2022 đến 01/03/2025: từ 5 thành 4 sản phẩm OCOP, 5 sản phẩm thay đổi; "
        "tiềm năng 5 sao đếm riêng; theo sổ ghi đến "
    )


@pytest.mark.django_db
def test_a_cited_change_of_a_product_that_is_no_longer_there_is_told_without_a_link(client, story, officer):
    cited = client.get(PAGE).context["citation"]
    void_rating(Recognition.objects.get(product=story[5]), why="Nhập nhầm (minh hoạ)", by=officer)
    assert client.get(PAGE).context["count"] == 4
    assert [row["url"] != "" for row in client.get(cited).context["rows"]] == [True, True, True, True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("tu=31/02/2022&den=01/03/2025", "tu", "Không có ngày “31/02/2022” trên lịch."),
        ("tu=01/03/2025&den=01/03/2022", "tu", "Ngày đầu phải trước ngày cuối (01/03/2022)."),
        ("tu=01/03/2022&den=01/01/2030", "den", "Chưa có số liệu sau ngày 01/06/2025."),
        ("muc=khac", "muc", ""),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(client, story, query, field, words):
    answer = client.get(f"/thong-ke/thay-doi/?{query}")
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert words in unescape(answer.content.decode())
    for typed in re.findall(r"(?<==)[0-9/]+", query):
        assert f'value="{typed}"' in answer.content.decode()


@pytest.mark.django_db
def test_a_span_costs_as_many_queries_whatever_changed(client, story, officer, django_assert_num_queries):
    client.get(PAGE)
    # The tag, the generation, two kinds of merges, the counts of the differences, the figures of both days, the page,
    # two for its rows.
    with django_assert_num_queries(9):
        assert client.get("/thong-ke/thay-doi/?tu=01/03/2022&den=01/01/2025&muc=moi").context["count"] == 1
    issue_decision(paper("7/QĐ-UBND", date(2023, 1, 2)), [line(), line(), line()], by=officer)
    client.get("/thong-ke/")
    with django_assert_num_queries(9):
        assert client.get(PAGE).context["count"] == 8


@pytest.mark.django_db
def test_of_all_that_changed_only_one_page_is_read(law, officer, settings):
    settings.BUSINESS_DAY = date(2025, 6, 1)
    make_province()
    products = [make_product(f"Bánh {number:02}") for number in range(12)]
    issue_decision(paper(), [line(product, 3) for product in products], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2023, 1, 2)), [line(products[3], 4, kind="upgrade")], by=officer)
    found = span(date(2021, 1, 1), date(2023, 6, 1), None, Counting.BESIDE)
    assert found.moves == {Move(Change.NEW, "", "3"): 11, Move(Change.NEW, "", "4"): 1}
    listed = found.listed(lambda move: move.now == "3")
    with CaptureQueriesContext(connection) as queries:
        page = listed[4:8]
    names = [Recognition.objects.get(pk=each.after.rating).product_name for each in page]
    assert (listed.count, len(queries), names) == (11, 1, ["Bánh 05", "Bánh 06", "Bánh 07", "Bánh 08"])


@pytest.mark.django_db
def test_before_the_first_day_there_is_nothing_and_the_page_says_so(client, story):
    text = client.get("/thong-ke/thay-doi/?tu=01/01/2010&den=01/01/2011").content.decode()
    assert "kết quả đầu tiên trong sổ có từ ngày 12/01/2022" in unescape(text)
