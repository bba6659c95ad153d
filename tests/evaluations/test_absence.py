"""A member who is not there is excused: the council concludes without it while it has its quorum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from evaluations.actions.absence import bring_back_member, excuse_member
from evaluations.actions.council_rounds import note_presence, second_pass
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.opinions import ask_in_writing
from evaluations.actions.sheets import declare_conflict, open_sheet
from evaluations.enums import MemberRole, SheetStatus
from evaluations.models import CouncilMember, ScoreSheet
from evaluations.queries.councils import sitting, standing_of
from evaluations.queries.marking import tasks_of
from evaluations.queries.minutes import minutes_of
from products.enums import RatingKind
from tests.evaluations.council_room import account_of, criteria_of, failing, mark
from tests.evaluations.council_steps import nobody_leads, page, post, refused, told, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WHY = "Đi công tác (minh hoạ)"


@pytest.fixture
def today(settings):
    settings.BUSINESS_DAY = TODAY


def room_of(province, commune, officer, *, seats, count=1, **regulation):
    """A round of a council with so many seats."""
    found, entries = scoring_round(province, commune, officer, count=count, seats=seats, **regulation)
    return found, entries, sitting(found.council)


def everybody_signs(entry, members):
    for member in members:
        sign_at_once(entry, member)


def test_nine_of_eleven_conclude(today, province, commune, officer):
    found, (entry,), seats = room_of(province, commune, officer, seats=11)
    mark(entry, seats[9])  # begun, not signed
    everybody_signs(entry, seats[:9])
    note_presence(found, seats[:9], by=officer)
    assert refused(conclude_round, found, by=officer)[0] == (
        f"“Mứt gừng”: chưa ký phiếu: {seats[9].full_name}, {seats[10].full_name}."
    )
    for member in seats[9:]:
        assert excuse_member(found, member, why=WHY, by=officer) == [entry]
    assert ScoreSheet.objects.get(member=seats[9]).status == SheetStatus.SET_ASIDE
    entry.refresh_from_db()
    standing = standing_of(entry)
    assert (len(standing.counting), standing.seats, standing.is_enough) == (9, 11, True)
    assert [(each.member, each.why) for each in standing.excused] == [(seats[9], WHY), (seats[10], WHY)]
    agree_where_all_do(entry, by=officer)
    (result,) = conclude_round(found, by=officer)
    assert (result.member_count, result.total_sum) == (9, Decimal(900))
    kept = [{"name": member.full_name, "why": WHY} for member in seats[9:]]
    assert result.judged_by["excused"] == kept
    assert [item.excused for item in minutes_of(found).items] == [kept]


def test_too_many_excused_are_no_quorum(today, province, commune, officer):
    found, (entry,), seats = room_of(province, commune, officer, seats=11)
    everybody_signs(entry, seats[:8])
    for member in seats[8:]:
        excuse_member(found, member, why=WHY, by=officer)
    entry.refresh_from_db()
    assert (standing_of(entry).is_whole, standing_of(entry).is_enough) == (True, False)
    assert refused(agree_where_all_do, entry, by=officer) == ["“Mứt gừng”: chưa đủ phiếu đã ký."]
    # who is excused is not there, whatever boxes are ticked
    said = refused(conclude_round, found, by=officer)
    assert said[:2] == [
        "“Mứt gừng”: có mặt 8/11 thành viên, chưa đủ 75%.",
        "“Mứt gừng”: vắng nhiều quá, mới có 8/11 phiếu, chưa đủ 75%.",
    ]


def test_who_leaves_after_the_first_dossier_counts_there(today, province, commune, officer):
    found, (first, second), seats = room_of(province, commune, officer, seats=4, count=2)
    everybody_signs(first, seats)
    everybody_signs(second, seats[:3])
    assert excuse_member(found, seats[3], why=WHY, by=officer) == [second]
    for entry in (first, second):
        entry.refresh_from_db()
        agree_where_all_do(entry, by=officer)
    results = conclude_round(found, by=officer)
    assert [(result.entry, result.member_count) for result in results] == [(first, 4), (second, 3)]
    assert [len(result.judged_by["excused"]) for result in results] == [0, 1]


def test_a_chair_who_leaves_needs_somebody_to_lead(today, province, commune, officer):
    found, (first, second), seats = room_of(province, commune, officer, seats=4, count=2)
    everybody_signs(first, seats)
    everybody_signs(second, seats[1:])
    excuse_member(found, seats[0], why=WHY, by=officer)
    for entry in (first, second):
        entry.refresh_from_db()
        agree_where_all_do(entry, by=officer)
    assert refused(conclude_round, found, by=officer) == [nobody_leads("Mứt tắc")]
    CouncilMember.objects.filter(pk=seats[1].pk).update(role=MemberRole.DEPUTY)
    type(found).objects.filter(pk=found.pk).update(delegated_to=seats[1], delegation_paper="1/UQ", delegated_on=TODAY)
    assert len(conclude_round(found, by=officer)) == 2


def test_undone_the_council_waits_again_and_agrees_anew(today, province, commune, officer):
    found, (entry,), seats = room_of(province, commune, officer, seats=4)
    mark(entry, seats[3])
    everybody_signs(entry, seats[:3])
    excuse_member(found, seats[3], why=WHY, by=officer)
    entry.refresh_from_db()
    assert agree_where_all_do(entry, by=officer) > 0
    entry.agreed.filter(criterion__code="1.5").update(note="Theo hợp đồng")
    assert refused(bring_back_member, found, seats[3], why=" ", by=officer) == ["Cần nêu lý do."]
    assert bring_back_member(found, seats[3], why="Đến muộn", by=officer) == [entry]
    entry.refresh_from_db()
    assert (entry.excused, entry.agreed.count(), entry.discussion) == ({}, 0, "Tiêu chí 1.5: Theo hợp đồng")
    assert standing_of(entry).waiting == [seats[3]]
    sheet = sign_at_once(entry, seats[3])
    assert (sheet.version, sheet.status) == (2, SheetStatus.SIGNED)
    agree_where_all_do(entry, by=officer)
    (result,) = conclude_round(found, by=officer)
    assert (result.member_count, result.judged_by["excused"]) == (4, [])


def test_what_is_refused(today, province, commune, officer, secretary, stranger):
    found, (entry,), seats = room_of(province, commune, officer, seats=4)
    everybody_signs(entry, seats[:2])
    name = seats[0].full_name
    assert refused(excuse_member, found, seats[0], why=WHY, by=officer) == [
        f"Không hồ sơ nào ở phiên họp còn chờ phiếu của {name}."
    ]
    declare_conflict(entry, seats[2], what="Em họ", by=account_of(seats[2]))
    assert refused(excuse_member, found, seats[2], why=WHY, by=officer) == [
        f"Không hồ sơ nào ở phiên họp còn chờ phiếu của {seats[2].full_name}."
    ]
    assert refused(excuse_member, found, seats[3], why=" ", by=officer) == ["Cần nêu lý do."]
    assert refused(bring_back_member, found, seats[3], why=WHY, by=officer) == [
        f"{seats[3].full_name} không được ghi vắng ở hồ sơ nào đang chấm."
    ]
    assert refused(excuse_member, found, seats[3], why=WHY, by=stranger)[0] == (
        "Địa bàn này không thuộc phạm vi của bạn."
    )
    excuse_member(found, seats[3], why=WHY, by=secretary)
    assert refused(excuse_member, found, seats[3], why=WHY, by=secretary) == [
        f"Không hồ sơ nào ở phiên họp còn chờ phiếu của {seats[3].full_name}."
    ]
    entry.refresh_from_db()
    declare_conflict(entry, seats[3], what="", by=account_of(seats[3]))
    assert refused(open_sheet, entry, seats[3], by=account_of(seats[3])) == [
        f"{seats[3].full_name} được ghi vắng, không chấm “Mứt gừng”: ghi có mặt lại trước."
    ]


def test_who_has_an_interest_excuses_nobody_from_that_dossier(today, province, commune, officer, secretary):
    found, (entry,), seats = room_of(province, commune, officer, seats=4)
    CouncilMember.objects.filter(pk=seats[3].pk).update(user=officer)
    declare_conflict(entry, CouncilMember.objects.get(pk=seats[3].pk), what="Cổ đông", by=officer)
    assert (
        "hồ sơ chỉ mở sau khi khai không liên quan" in refused(excuse_member, found, seats[2], why=WHY, by=officer)[0]
    )
    assert excuse_member(found, seats[2], why=WHY, by=secretary) == [entry]


def test_a_second_pass_is_marked_by_those_who_stayed(today, province, commune, officer):
    found, (entry,), seats = room_of(province, commune, officer, seats=4)
    low = [node.code for node in criteria_of(entry)][:8]
    for member in seats:
        sign_at_once(entry, member, failing(*low) if member == seats[2] else failing())
    second_pass(entry, why="Chênh quá", by=officer)
    excuse_member(found, seats[3], why=WHY, by=officer)
    entry.refresh_from_db()
    everybody_signs(entry, seats[:3])
    agree_where_all_do(entry, by=officer)
    (result,) = conclude_round(found, by=officer)
    (item,) = minutes_of(found).items
    assert (result.member_count, [len(marks.totals) for marks in item.passes]) == (3, [4, 3])


def test_opinions_in_writing_wait_for_nobody(today, province, commune, officer):
    """A quorum of sheets is enough there, so nobody is excused; a seat that was still counts."""
    found, entries, seats = room_of(province, commune, officer, seats=4, kind=RatingKind.RE_RATING)
    (entry,) = entries
    everybody_signs(entry, seats[:2])
    excuse_member(found, seats[3], why=WHY, by=officer)
    entry.refresh_from_db()
    entry = ask_in_writing(entry, by=officer)
    assert (standing_of(entry).seats, standing_of(entry).is_enough) == (4, False)
    assert refused(excuse_member, found, seats[2], why=WHY, by=officer) == [
        f"Không hồ sơ nào ở phiên họp còn chờ phiếu của {seats[2].full_name}."
    ]
    sign_at_once(entry, seats[2])
    assert standing_of(entry).is_enough


# ------------------------------------------------------------------ pages
def test_the_secretary_excuses_at_the_meeting(today, province, commune, officer, secretary, sign_in):
    found, (entry,), seats = room_of(province, commune, officer, seats=4)
    everybody_signs(entry, seats[:3])
    absent = seats[3]
    desk = sign_in(secretary)
    text = words(page(desk, "meeting", found.pk))
    assert f'href="{reverse("staff:member-excuse", args=[found.pk, absent.pk])}"' in text
    assert f'href="{reverse("staff:member-excuse", args=[found.pk, seats[0].pk])}"' not in text
    asked = page(desk, "member-excuse", found.pk, absent.pk)
    assert asked.context["heading"] == f"Ghi vắng, không chấm: {absent.full_name}"
    assert post(desk, "member-excuse", found.pk, absent.pk, why="").context["form"].errors
    done = post(desk, "member-excuse", found.pk, absent.pk, why=WHY)
    assert told(done) == ["Đã ghi vắng: thành viên không chấm những hồ sơ chưa ký."]
    assert f"{absent.full_name} vắng, không chấm: {WHY}" in words(done)
    assert "<strong>3/3</strong> phiếu đã ký" in words(done)
    entry_page = words(page(desk, "meeting-entry", entry.pk))
    assert "vắng, không chấm" in entry_page
    assert WHY in entry_page
    assert f"Ghi vắng, không chấm ({absent.full_name})" in words(page(desk, "meeting-timeline", found.pk))
    # the member is told, and has nothing to do there
    client = sign_in(account_of(absent))
    declare_conflict(entry, absent, what="", by=account_of(absent))
    assert [(task.is_excused, task.is_done, task.waits) for task in tasks_of(account_of(absent))] == [
        (True, True, False)
    ]
    assert f"Bạn được ghi vắng, không chấm hồ sơ này: {WHY}." in words(page(client, "score-sheet", entry.pk))
    assert "vắng, không chấm" in words(page(client, "score-list"))
    desk = sign_in(secretary)
    post(desk, "meeting-entry", entry.pk, do="all")
    post(desk, "meeting-conclude", found.pk)
    assert f"{absent.full_name} vắng, không chấm: {WHY}" in words(page(desk, "meeting-minutes", found.pk))


def test_the_secretary_takes_it_back(today, province, commune, officer, secretary, sign_in, stranger):
    found, (entry,), seats = room_of(province, commune, officer, seats=4)
    everybody_signs(entry, seats[:3])
    excuse_member(found, seats[3], why=WHY, by=secretary)
    desk = sign_in(secretary)
    done = post(desk, "member-back", found.pk, seats[3].pk, why="Đến muộn")
    assert told(done) == ["Đã ghi có mặt lại: thành viên chấm các hồ sơ còn chờ phiếu."]
    assert f"Chờ: {seats[3].full_name}" in words(done)
    refused_page = post(desk, "member-back", found.pk, seats[3].pk, why="Đến muộn")
    assert refused_page.context["form"].non_field_errors() == [
        f"{seats[3].full_name} không được ghi vắng ở hồ sơ nào đang chấm."
    ]
    for address in ("member-excuse", "member-back"):
        away = sign_in(stranger).get(reverse(f"staff:{address}", args=[found.pk, seats[3].pk]))
        assert away.status_code == 404
