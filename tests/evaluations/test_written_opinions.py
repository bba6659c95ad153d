"""Opinions in writing on re-ratings (26/2026 art. 7.6): sheets without a meeting, a meeting when they differ."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from django.test import override_settings
from django.urls import reverse

from core.roles import Role
from evaluations.actions.council_rounds import note_presence, second_pass
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.opinions import ask_in_writing, put_on_meeting
from evaluations.enums import SheetStatus
from evaluations.models import CouncilMember, RoundEntry, ScoreSheet
from evaluations.queries.councils import sitting, standing_of
from evaluations.queries.opinions import opinions_of
from evaluations.queries.sheets import may_see_points
from evaluations.rules.opinions import Given, why_meet
from products.enums import RatingKind
from tests.evaluations.council_room import account_of, criteria_of, failing, mark
from tests.evaluations.council_steps import refused, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db
APART = "điểm chênh 10,5, quá 10 điểm của quy chế"


# ------------------------------------------------------------------ the rule
@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ([], []),
        ([("95", 5)], []),
        ([("95", 5), ("95", 5)], []),
        ([("72", 4), ("82", 4)], []),  # ten points apart are allowed
        ([("72", 4), ("82.5", 4)], [APART]),
        ([("72", 4), ("69.5", 3)], ["các phiếu cho hạng khác nhau: 3, 4 sao"]),
        ([("72", 4), ("72", 3), ("72", 0)], ["các phiếu cho hạng khác nhau: 0, 3, 4 sao"]),
        ([("79.5", 4), ("90", 5), ("80", 4)], [APART, "các phiếu cho hạng khác nhau: 4, 5 sao"]),
    ],
)
def test_when_opinions_need_a_meeting(given, reasons):
    assert why_meet([Given(Decimal(total), stars) for total, stars in given], Decimal("10.0")) == reasons


# ------------------------------------------------------------------ the room
@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with one re-rating, four seats and nobody present; it is dealt with in writing."""
    province, commune, officer = stage
    found, entries = scoring_round(province, commune, officer, count=1, seats=4, kind=RatingKind.RE_RATING)
    note_presence(found, [], by=officer)
    ask_in_writing(entries[0], by=officer)
    entries[0].refresh_from_db()
    return found, entries[0]


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def test_opinions_that_agree_are_concluded_without_a_meeting(room, officer):
    found, entry = room
    for seat in sitting(found.council):
        sign_at_once(entry, seat)
    agree_where_all_do(entry, by=officer)
    (result,) = conclude_round(found, by=officer)
    assert (result.member_count, result.shown) == (4, Decimal(100))


def test_a_quorum_of_sheets_is_enough_and_the_others_count_for_nothing(room, officer):
    found, entry = room
    seats = sitting(found.council)
    late = mark(entry, seats[3])
    for seat in seats[:2]:
        sign_at_once(entry, seat)
    assert refused(agree_where_all_do, entry, by=officer) == ["“Mứt gừng”: chưa đủ phiếu đã ký."]
    assert refused(conclude_round, found, by=officer)[0] == (
        f"“Mứt gừng”: chưa ký phiếu: {seats[2].full_name}, {seats[3].full_name}."
    )
    sign_at_once(entry, seats[2])
    standing = standing_of(entry)
    assert (standing.is_whole, standing.is_enough) == (False, True)
    # three of four: those who speak for the council see them, who still marks does not
    assert [may_see_points(standing, seat, "all") for seat in (None, seats[0], seats[3])] == [True, True, False]
    agree_where_all_do(entry, by=officer)
    (result,) = conclude_round(found, by=officer)
    late.refresh_from_db()
    assert (result.member_count, late.status) == (3, SheetStatus.SET_ASIDE)
    entry.refresh_from_db()
    assert standing_of(entry).counting == seats[:3]


def test_a_late_opinion_opens_again_what_was_agreed_on(room, officer):
    found, entry = room
    seats = sitting(found.council)
    for seat in seats[:3]:
        sign_at_once(entry, seat)
    assert agree_where_all_do(entry, by=officer) > 0
    sign_at_once(entry, seats[3])
    assert entry.agreed.count() == 0


def test_who_still_marks_does_not_speak_for_the_council(room, province):
    found, entry = room
    seats = sitting(found.council)
    account = account_of(seats[3])
    type(account).objects.filter(pk=account.pk).update(role=Role.COUNCIL_SECRETARY)
    account.refresh_from_db()
    for seat in seats[:3]:
        sign_at_once(entry, seat)
    mark(entry, CouncilMember.objects.select_related("user").get(pk=seats[3].pk))
    assert refused(agree_where_all_do, entry, by=account) == ["Bạn chưa ký phiếu “Mứt gừng” của mình."]


def test_other_stars_by_a_minimum_need_a_meeting_though_points_are_near(room, officer):
    found, entry = room
    seats = sitting(found.council)
    for seat in seats[:3]:
        sign_at_once(entry, seat)
    sign_at_once(entry, seats[3], failing("1.5"))
    assert opinions_of([standing_of(entry)]) == {entry.pk: [Given(Decimal(100), 5)] * 3 + [Given(Decimal(97), 3)]}
    assert refused(conclude_round, found, by=officer)[0] == (
        "“Mứt gừng”: các phiếu cho hạng khác nhau: 3, 5 sao: đưa ra phiên họp."
    )


def test_opinions_far_apart_go_to_a_meeting_and_there_the_usual_rules_hold(room, officer):
    found, entry = room
    seats = sitting(found.council)
    low = [node.code for node in criteria_of(entry)][:8]
    for seat in seats:
        sign_at_once(entry, seat, failing(*low) if seat == seats[3] else failing())
    assert refused(conclude_round, found, by=officer)[0] == (
        "“Mứt gừng”: điểm chênh 21, quá 10 điểm của quy chế; các phiếu cho hạng khác nhau: 2, 5 sao: đưa ra phiên họp."
    )
    assert refused(second_pass, entry, why="x", by=officer) == [
        "“Mứt gừng” lấy ý kiến bằng văn bản: đưa ra phiên họp trước."
    ]
    put_on_meeting(entry, why="Ý kiến khác nhau", by=officer)
    texts = refused(conclude_round, found, by=officer)
    assert texts[0] == "Có mặt 0/4 thành viên, chưa đủ 75%."
    assert any(text.endswith("thảo luận rồi chấm lượt tiếp theo.") for text in texts)
    second_pass(entry, why="Đã thảo luận", by=officer)


def test_who_may_choose_and_when(settings, province, commune, officer, stranger):
    settings.BUSINESS_DAY = TODAY
    _found, (entry,) = scoring_round(province, commune, officer, count=1)
    assert refused(ask_in_writing, entry, by=officer) == ["“Mứt gừng” không phải đánh giá lại: hội đồng họp."]
    assert refused(put_on_meeting, entry, why="x", by=officer) == ["“Mứt gừng” đã thuộc phiên họp."]
    assert refused(ask_in_writing, entry, by=stranger)[0] == "Địa bàn này không thuộc phạm vi của bạn."
    RoundEntry.objects.filter(pk=entry.pk).update(round=None)
    assert refused(put_on_meeting, entry, why="x", by=officer)[0] == (
        "“Mứt gừng” không nằm trong đợt đang làm của hội đồng."
    )


# ------------------------------------------------------------------ pages
def test_the_page_chooses_shows_the_clock_and_says_when_to_meet(sign_in, secretary, room):
    found, entry = room
    RoundEntry.objects.filter(pk=entry.pk).update(complete_on=date(2026, 10, 20))
    client, address = sign_in(secretary), reverse("staff:written-opinions", args=[found.pk])
    assert f'href="{address}"' in words(client.get(reverse("staff:meeting", args=[found.pk])))
    page = client.get(address)
    # forty-five days from the 20th of October end on the 4th of December
    assert "Xong chậm nhất ngày 04/12/2026, còn 14 ngày." in words(page)
    assert "<strong>0/4</strong> ý kiến đã ký" in words(page)
    seats = sitting(found.council)
    for seat in seats:
        sign_at_once(entry, seat, failing("1.5") if seat == seats[3] else failing())
    page = client.get(address)
    assert "Cần họp: các phiếu cho hạng khác nhau: " in words(page)
    step = reverse("staff:entry-step", args=[entry.pk, "ra-hop"])
    assert client.post(step, {"why": ""}).context["form"].errors == {"why": ["Hãy ghi lý do."]}
    page = client.post(step, {"why": "Nội dung phức tạp"}, follow=True)
    assert (page.context["rows"][0].may_ask, page.context["rows"][0].may_meet) == (True, False)
    assert "ở phiên họp" in words(page)
    client.post(reverse("staff:entry-step", args=[entry.pk, "van-ban"]))
    entry.refresh_from_db()
    assert entry.in_writing is True


def test_a_clock_that_has_run_out_says_so(sign_in, secretary, room):
    found, entry = room
    RoundEntry.objects.filter(pk=entry.pk).update(complete_on=date(2026, 9, 1))
    page = sign_in(secretary).get(reverse("staff:written-opinions", args=[found.pk]))
    assert "Hạn 16/10/2026, quá 35 ngày." in words(page)


def test_a_member_is_told_that_its_sheet_is_its_opinion(sign_in, room):
    found, entry = room
    seat = sitting(found.council)[0]
    client = sign_in(account_of(seat))
    address = reverse("staff:score-sheet", args=[entry.pk])
    client.post(address, {"answer": "no"})
    assert "lấy ý kiến bằng văn bản: ký phiếu là cho ý kiến" in words(client.get(address))
    assert ScoreSheet.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_whatever_the_number(
    count, settings, province, commune, officer, sign_in, secretary, count_queries
):
    settings.BUSINESS_DAY = TODAY
    found, entries = scoring_round(province, commune, officer, count=count, kind=RatingKind.RE_RATING)
    for entry in entries:
        ask_in_writing(entry, by=officer)
        sign_at_once(entry, sitting(found.council)[0])
    sign_in(secretary)
    address = reverse("staff:written-opinions", args=[found.pk])
    count_queries(address)
    assert count_queries(address) == 16


def test_members_choose_nothing(sign_in, room):
    client = sign_in(make_user(Role.COUNCIL_MEMBER))
    assert client.get(reverse("staff:written-opinions", args=[room[0].pk])).status_code == 403


def test_the_wall_shows_nothing_to_a_secretary_who_still_marks(sign_in, room):
    found, entry = room
    seats = sitting(found.council)
    account = account_of(seats[3])
    type(account).objects.filter(pk=account.pk).update(role=Role.COUNCIL_SECRETARY)
    for seat in seats[:3]:
        sign_at_once(entry, seat)
    mark(entry, seats[3])
    client = sign_in(account)
    for name in ("meeting", "written-opinions"):
        assert [
            getattr(row, "row", row).shows_points
            for row in client.get(reverse(f"staff:{name}", args=[found.pk])).context["rows"]
        ] == [False]
    address = reverse("staff:meeting-entry", args=[entry.pk])
    assert client.get(address).context["shows_points"] is False
    sign_at_once(entry, seats[3])
    assert client.get(address).context["shows_points"] is True


def test_one_signed_sheet_shows_nothing_on_the_wall_whatever_the_regulation(
    sign_in, settings, province, commune, officer
):
    """That members see others' points once they have signed is for their own pages."""
    settings.BUSINESS_DAY = TODAY
    found, (entry,) = scoring_round(province, commune, officer, count=1, reveal="own")
    seat = sitting(found.council)[0]
    account = account_of(seat)
    type(account).objects.filter(pk=account.pk).update(role=Role.COUNCIL_SECRETARY)
    sign_at_once(entry, seat)
    page = sign_in(account).get(reverse("staff:meeting-entry", args=[entry.pk]))
    assert page.context["shows_points"] is False
