"""The secretary's pages: the meeting, one dossier at it, concluding."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from core.roles import Role
from evaluations.actions.meeting import agree, agree_where_all_do
from evaluations.actions.sheets import declare_conflict
from evaluations.enums import RoundStatus, SheetStatus
from evaluations.models import AgreedLine, Result, ScoreSheet
from evaluations.queries.councils import sitting
from evaluations.queries.meeting import codes_to_agree
from tests.evaluations.council_room import account_of, best, criteria_of, failing, mark
from tests.evaluations.score_room import TODAY, node_of, option_of, scoring_round, sign_at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with two dossiers that is being scored."""
    return scoring_round(*stage)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


@pytest.fixture
def desk(secretary, sign_in):
    """The secretary, signed in."""
    return sign_in(secretary)


def url(name, thing):
    return reverse(f"staff:{name}", args=[thing.pk])


def words(response):
    return " ".join(response.content.decode().split())


def everybody_signs(found, entries, *, last=best):
    for entry in entries:
        for seat in sitting(found.council):
            sign_at_once(entry, seat, last if seat == sitting(found.council)[-1] else best)


def test_presence_makes_a_quorum(desk, room):
    found, _entries = room
    chair, second, third = sitting(found.council)
    assert "Có mặt 3/3 thành viên: đủ điều kiện họp" in words(desk.get(url("meeting", found)))
    page = desk.post(url("meeting", found), {"here": [second.pk, third.pk]}, follow=True)
    assert set(found.present.all()) == {second, third}
    assert [reason.text for reason in page.context["quorum"]] == [
        "Có mặt 2/3 thành viên, chưa đủ 75%.",
        "Không có chủ tịch hội đồng, cũng không có phó chủ tịch được ủy quyền chủ trì.",
    ]
    assert not page.context["may_conclude"]
    desk.post(url("meeting", found), {"here": [chair.pk, second.pk, third.pk, "999999", "x"]})
    assert found.present.count() == 3


def test_no_points_on_the_wall_before_all_have_signed(desk, room):
    found, (first, second) = room
    seats = sitting(found.council)
    sign_at_once(first, seats[0], failing("1.1"))
    sign_at_once(first, seats[1], failing("1.1"))
    mark(first, seats[2])
    declare_conflict(second, seats[2], what="Người nhà", by=account_of(seats[2]))
    page = desk.get(url("meeting", found))
    assert "97" not in words(page).split("ho-so-cua-dot")[1]
    assert f"Chờ: {seats[2].full_name}" in words(page)
    assert f"Có liên quan, không chấm: {seats[2].full_name}" in words(page)
    for method in (desk.get, desk.post):
        page = method(url("meeting-entry", first), follow=True)
        assert "97" not in words(page).split("phieu-cua-thanh-vien")[1]
        assert page.context["rows"] == []
    sign_at_once(first, seats[2], failing("1.1", "1.5"))
    page = desk.get(url("meeting", found))
    assert f'<dd>94 <span class="muted">{seats[2].full_name}</span></dd>' in words(page)
    assert "<dt>Trung bình</dt><dd>96</dd>" in words(page)


def test_over_the_spread_another_pass_is_offered(desk, room):
    found, (first, _second) = room
    everybody_signs(found, [first], last=failing(*[node.code for node in criteria_of(first)][:8]))
    page = desk.get(url("meeting", found))
    step = reverse("staff:entry-step", args=[first.pk, "luot-hai"])
    assert f'href="{step}"' in words(page)
    names = ", ".join(seat.full_name for seat in sitting(found.council))
    assert [each["text"] for each in page.context["in_the_way"]][::2] == [
        f"“Mứt gừng”: điểm chênh {page.context['rows'][0].spread}, quá 10 điểm: thảo luận rồi chấm lượt tiếp theo.",
        f"“Mứt tắc”: chưa ký phiếu: {names}.",
    ]
    type(first).objects.filter(pk=first.pk).update(passes=2)
    everybody_signs(found, [first], last=failing(*[node.code for node in criteria_of(first)][:8]))
    page = desk.get(url("meeting", found))
    assert step not in words(page)
    assert "Đã hết số lượt chấm" in words(page)


def test_one_question_finds_what_is_to_be_agreed(room, officer, django_assert_num_queries):
    found, entries = room
    everybody_signs(found, entries)
    minimums = [node.code for node in criteria_of(entries[0]) if any(each.min_star for each in node.options.all())]
    with django_assert_num_queries(1):
        assert codes_to_agree(entries) == {entry.pk: minimums for entry in entries}
    assert len(minimums) > 10
    agree_where_all_do(entries[0], by=officer)
    assert codes_to_agree(entries) == {entries[0].pk: [], entries[1].pk: minimums}


def test_the_council_agrees(desk, room, officer):
    found, (first, _second) = room
    everybody_signs(found, [first], last=failing("1.5"))
    page = desk.get(url("meeting-entry", first))
    row = next(row for row in page.context["rows"] if row.node.code == "1.5")
    assert [cell.choice.short for cell in row.cells] == ["4 (3 điểm)", "4 (3 điểm)", "không đạt"]
    assert (row.differs, row.is_open) == (True, True)
    page = desk.post(url("meeting-entry", first), {"do": "all"}, follow=True)
    assert page.context["codes"] == ["1.5"]
    node = node_of(first, "1.5")
    page = desk.post(url("meeting-entry", first), {f"{node.pk}-note": "Hai phần ba thành viên"})
    assert page.context["errors"] == [{"text": "1.5: Chọn phương án thống nhất.", "href": f"#thong-nhat-{node.pk}"}]
    assert "Hai phần ba thành viên" in words(page)
    before = AgreedLine.objects.count()
    sent = {f"{node.pk}-option": option_of(node, 2).pk, f"{node.pk}-note": "Theo hợp đồng"}
    assert "Đã ghi 1 tiêu chí." in words(desk.post(url("meeting-entry", first), sent, follow=True))
    line = AgreedLine.objects.get(criterion=node)
    assert (line.option, line.note, AgreedLine.objects.count()) == (option_of(node, 2), "Theo hợp đồng", before + 1)
    # sent again as it stands, nothing is written
    assert "Không có gì mới để ghi." in words(desk.post(url("meeting-entry", first), sent, follow=True))


def test_the_council_excludes_or_not(desk, room):
    found, (first, _second) = room
    everybody_signs(found, [first])
    node = node_of(first, "1.1")
    sent = {f"{node.pk}-option": option_of(node, 3).pk}
    desk.post(url("meeting-entry", first), sent | {f"{node.pk}-knocked_out": "yes"})
    assert AgreedLine.objects.get(criterion=node).knocked_out is True
    desk.post(url("meeting-entry", first), sent | {f"{node.pk}-knocked_out": "no"})
    assert AgreedLine.objects.get(criterion=node).knocked_out is False


def test_a_signed_sheet_is_opened_again_with_a_reason(desk, room):
    found, (first, _second) = room
    everybody_signs(found, [first])
    sheet = ScoreSheet.objects.filter(entry=first).first()
    page = desk.post(url("meeting-entry", first), {"do": "reopen", "sheet": sheet.pk, "why": ""})
    assert page.context["refused"].errors == {"why": ["Cần nêu lý do."]}
    page = desk.post(url("meeting-entry", first), {"do": "reopen", "sheet": sheet.pk, "why": "Nhầm"}, follow=True)
    assert f"Đã mở lại phiếu của {sheet.member.full_name}." in words(page)
    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.REPLACED
    assert page.context["rows"] == []


def test_a_round_is_concluded_when_nothing_is_in_the_way(desk, room, officer):
    found, entries = room
    page = desk.get(url("meeting-conclude", found))
    assert len(page.context["refusals"]) == 2
    assert "button button--danger" not in words(page)
    assert desk.post(url("meeting-conclude", found)).status_code == 200
    everybody_signs(found, entries)
    for entry in entries:
        agree_where_all_do(entry, by=officer)
    page = desk.get(url("meeting", found))
    assert (page.context["may_conclude"], page.context["in_the_way"]) == (True, [])
    assert words(desk.get(url("meeting-conclude", found))).count("100 điểm, 3 phiếu") == 2
    assert desk.post(url("meeting-conclude", found)).headers["Location"] == url("round-detail", found)
    found.refresh_from_db()
    assert (found.status, Result.objects.count()) == (RoundStatus.CONCLUDED, 2)
    page = desk.get(url("meeting", found))
    assert "Đợt này đã chốt điểm." in words(page)
    assert desk.get(url("meeting-entry", entries[0])).context["may_agree"] is False


def test_members_run_no_meeting_and_a_round_from_paper_has_none(desk, room, round_2022, sign_in):
    found, (first, _second) = room
    assert desk.get(url("meeting", round_2022)).status_code == 404
    assert desk.get(url("meeting-conclude", round_2022)).status_code == 404
    client = sign_in(make_user(Role.COUNCIL_MEMBER))
    addresses = [url("meeting", found), url("meeting-conclude", found), url("meeting-entry", first)]
    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]


@pytest.mark.parametrize("count", [1, 3])
def test_a_meeting_asks_ten_questions_whatever_the_number_of_dossiers(
    count, settings, province, commune, officer, desk, count_queries
):
    settings.BUSINESS_DAY = TODAY
    found, entries = scoring_round(province, commune, officer, count=count)
    desk.get(url("meeting", found))
    assert count_queries(url("meeting", found)) == 10
    everybody_signs(found, entries)
    node = node_of(entries[0], "1.5")
    agree(entries[0], node, option_of(node, 2), by=officer)
    assert count_queries(url("meeting", found)) == 10
