"""The name and unit of a seat on a council or a team: put right for a reason, of one that ended too."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from core.models import HistoryEntry
from core.roles import Role
from evaluations.actions.advisory import correct_adviser_name, end_team, found_team, seat_adviser, unseat_adviser
from evaluations.actions.council_rounds import delegate_meeting
from evaluations.actions.councils import correct_seat_name, unseat_member
from evaluations.actions.sheets import declare_conflict, save_comment
from evaluations.enums import MemberRole
from evaluations.queries.councils import sitting
from reports.queries.personal_data import KINDS, find_matches
from tests.evaluations.council_room import account_of, make_council, mark
from tests.evaluations.council_steps import conclude, refused, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db
RIGHT = {"full_name": " Kim Thị Ví Dụ ", "unit": "Sở Minh Hoạ", "why": " đơn số 3 "}


@pytest.fixture
def seat(province, officer):
    return sitting(make_council(province, officer))[1]


@pytest.fixture
def adviser(province, officer):
    team = found_team(place=province, name="Tổ minh hoạ", founded_on=date(2022, 1, 3), by=officer)
    return seat_adviser(team, full_name="Kim Thị Vi Dụ", unit="Sở Khác", by=officer)


# ------------------------------------------------------------------ the acts
def test_a_seat_is_put_right_for_a_reason_and_history_keeps_what_stood_there(seat, officer):
    old = seat.full_name
    correct_seat_name(seat, **RIGHT, by=officer)
    correct_seat_name(seat, **RIGHT, by=officer)  # nothing changed: nothing is written
    seat.refresh_from_db()
    assert (seat.full_name, seat.unit) == ("Kim Thị Ví Dụ", "Sở Minh Hoạ")
    assert list(seat.events.order_by("pgh_id").values_list("full_name", flat=True)) == [old, "Kim Thị Ví Dụ"]
    entry = HistoryEntry.objects.get(verb="correct_seat_name")
    assert (entry.subject, entry.by, entry.why) == (seat.council, officer, "đơn số 3")
    assert entry.data == {"name": "Kim Thị Ví Dụ", "columns": ["full_name", "unit"]}


def test_an_adviser_is_put_right_too_when_the_team_ended(adviser, officer):
    unseat_adviser(adviser, why="x", by=officer)
    end_team(adviser.team, why="x", by=officer)
    correct_adviser_name(adviser, **RIGHT, by=officer)
    adviser.refresh_from_db()
    assert (adviser.full_name, adviser.unit) == ("Kim Thị Ví Dụ", "Sở Minh Hoạ")
    entry = HistoryEntry.objects.get(verb="correct_adviser_name")
    assert (entry.subject, entry.by, entry.why) == (adviser.team, officer, "đơn số 3")
    assert entry.data == {"name": "Kim Thị Ví Dụ", "columns": ["full_name", "unit"]}


def test_no_name_no_reason_and_a_stranger_are_refused(seat, adviser, officer, stranger):
    for act, thing in ((correct_seat_name, seat), (correct_adviser_name, adviser)):
        nothing = {"full_name": " ", "unit": "", "why": " "}
        assert refused(act, thing, **nothing, by=officer) == ["Cần nêu lý do.", "Cần họ và tên."]
        assert refused(act, thing, **RIGHT, by=stranger) == ["Địa bàn này không thuộc phạm vi của bạn."]


# ------------------------------------------------------------------ the pages
@pytest.mark.parametrize("kind", ["seat", "adviser"])
def test_the_page_of_the_body_leads_to_it(sign_in, officer, auditor, stranger, kind, request):
    thing = request.getfixturevalue(kind)
    body = thing.council if kind == "seat" else thing.team
    page = "council-detail" if kind == "seat" else "team-detail"
    detail, address = reverse(f"staff:{page}", args=[body.pk]), reverse(f"staff:{kind}-name", args=[thing.pk])
    client = sign_in(officer)
    assert f'href="{address}"' in words(client.get(detail))
    assert client.get(address).context["form"]["full_name"].value() == thing.full_name
    asked = client.post(address, {"full_name": "Kim Thị Ví Dụ", "unit": "", "why": ""})
    assert asked.context["form"].errors == {"why": ["Hãy ghi lý do."]}
    assert 'value="Kim Thị Ví Dụ"' in words(asked)
    done = client.post(address, RIGHT, follow=True)
    assert [str(each) for each in done.context["messages"]] == ["Đã sửa tên, đơn vị."]
    assert "Kim Thị Ví Dụ" in words(done)
    for person, status in ((auditor, 403), (make_user(Role.COUNCIL_MEMBER), 403), (stranger, 404)):
        assert sign_in(person).get(address).status_code == status


def test_a_seat_that_ended_is_put_right_too(sign_in, seat, officer):
    unseat_member(seat, why="Chuyển công tác", by=officer)
    assert sign_in(officer).post(reverse("staff:seat-name", args=[seat.pk]), RIGHT).status_code == 302


# ------------------------------------------------------------------ what is held
def held_of(key, thing, reader):
    return {section.title: [dict(row) for row in section.rows] for section in KINDS[key].sections(thing, reader)}


def test_an_adviser_is_found_by_what_the_seat_is_and_was_called(adviser, officer, stranger):
    adviser = correct_adviser_name(adviser, full_name="Kim Thị Ví Dụ", unit="", why="x", by=officer)
    for text in ("kim thi vi du", "Kim Thị Vi Dụ"):
        matches = find_matches(officer, text).matches
        assert [(match.kind, match.label) for match in matches] == [("Thành viên tổ tư vấn", "Kim Thị Ví Dụ")]
    assert find_matches(stranger, "kim thi").matches == []
    held = held_of("to-tu-van", adviser, officer)
    assert held["Thành viên tổ tư vấn"] == [{"tổ tư vấn": "Tổ minh hoạ", "họ và tên": "Kim Thị Ví Dụ", "thứ tự": "1"}]
    assert [row.get("cơ quan, đơn vị") for row in held["Các giá trị đã từng ghi"]] == ["Sở Khác", None]


def test_what_a_seat_did_is_shown_and_what_its_sheets_say_once_the_council_has_spoken(
    settings, province, commune, officer
):
    settings.BUSINESS_DAY = TODAY
    found, (entry,) = scoring_round(province, commune, officer, count=1)
    seats = sitting(found.council)
    seat = seats[1]
    declare_conflict(entry, seat, what="", by=account_of(seat))
    sheet = mark(entry, seat)
    save_comment(sheet, "Bao bì đẹp (minh hoạ)", revision=0, by=account_of(seat))
    sign_at_once(entry, seat)
    before = held_of("thanh-vien", seat, officer)
    assert [row["lượt đánh giá"] for row in before["Phiếu chấm"]] == ["Mứt gừng"]
    assert ("tổng điểm" in before["Phiếu chấm"][0], before["Dòng phiếu chấm"]) == (False, [])
    assert "Bao bì đẹp" not in str(before)
    for other in (seats[0], seats[2]):
        sign_at_once(entry, other)
    conclude(found, officer)
    after = held_of("thanh-vien", seat, officer)
    assert after["Phiếu chấm"][0]["nhận xét"] == "Bao bì đẹp (minh hoạ)"
    assert len(after["Dòng phiếu chấm"]) == sheet.lines.count() > 0
    assert {row["lượt đánh giá"] for row in after["Dòng phiếu chấm"]} == {"Mứt gừng"}
    assert [row["Đợt"] for row in after["Phiên họp có mặt"]] == [str(found)]


def test_who_led_a_meeting_by_delegation_is_shown(settings, province, commune, officer):
    settings.BUSINESS_DAY = TODAY
    found, _entries = scoring_round(province, commune, officer, count=1)
    deputy = sitting(found.council)[1]
    deputy.role = MemberRole.DEPUTY
    deputy.save(update_fields=["role"])
    delegate_meeting(found, deputy, paper="1/UQ (minh hoạ)", on=TODAY, by=officer)
    assert held_of("thanh-vien", deputy, officer)["Ủy quyền chủ trì"] == [
        {"Đợt": str(found), "văn bản ủy quyền": "1/UQ (minh hoạ)", "ủy quyền ngày": "20/11/2026"}
    ]


def test_many_sheets_take_as_many_queries_as_one(settings, province, commune, officer, django_assert_num_queries):
    settings.BUSINESS_DAY = TODAY
    found, entries = scoring_round(province, commune, officer, count=2)
    seat = sitting(found.council)[1]
    for entry in entries:
        sign_at_once(entry, seat)
    held_of("thanh-vien", seat, officer)
    with django_assert_num_queries(8):
        held_of("thanh-vien", seat, officer)
