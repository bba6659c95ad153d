"""The minutes of a concluded round: what they say, and that they never say anything else."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from core.roles import Role
from evaluations.actions.council_rounds import delegate_meeting, note_presence, second_pass
from evaluations.actions.councils import edit_council, seat_member, unseat_member
from evaluations.actions.sheets import correct_conflict, declare_conflict
from evaluations.enums import MemberRole
from evaluations.models import Conflict, CouncilMember, RoundEntry
from evaluations.permissions.leaving import why_not_concluded
from evaluations.queries.councils import sitting
from evaluations.queries.minutes import minutes_of
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_room import account_of, criteria_of, failing
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with two dossiers and four seats, of which one is absent and one has an interest in the first."""
    province, commune, officer = stage
    found, entries = scoring_round(province, commune, officer, seats=4, quorum_percent=60)
    chair, two, three, four = sitting(found.council)
    declare_conflict(entries[0], two, what="Chủ cơ sở là em ruột", by=account_of(two))
    note_presence(found, [chair, two, three], by=officer)
    assert four.pk not in found.present.values_list("pk", flat=True)
    return found, entries


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def minutes_url(found):
    return reverse("staff:meeting-minutes", args=[found.pk])


def words(response):
    return " ".join(response.content.decode().split())


def test_what_the_minutes_know(room, officer, django_assert_num_queries):
    found, (first, second) = room
    codes = [node.code for node in criteria_of(first)][:8]
    mark_all([first], last=failing(*codes))
    second_pass(first, why="Chênh quá mức", by=officer)
    first.refresh_from_db()
    mark_all([first, second], failing("1.5"))
    RoundEntry.objects.filter(pk=second.pk).update(discussion="Cần hợp đồng liên kết.", in_writing=True)
    close(found, [first, second], officer)
    with django_assert_num_queries(5):
        minutes = minutes_of(found)
    chair, two, three, four = sitting(found.council)
    assert [seat.name for seat in minutes.present] == [chair.full_name, two.full_name, three.full_name]
    assert [seat.name for seat in minutes.absent] == [four.full_name]
    assert minutes.seats[0].role_words == "chủ tịch hội đồng"
    assert (minutes.concluded_on, minutes.founded_on) == (TODAY, date(2020, 1, 2))
    assert (minutes.room["quorum_percent"], minutes.spread_limit) == (60, Decimal(10))
    one, other = minutes.items
    assert one.conflicts == [(two.full_name, "Chủ cơ sở là em ruột")]
    assert other.conflicts == []
    lost = Decimal(sum(node.max_points for node in criteria_of(first) if node.code in codes))
    assert [(marks.number, len(marks.totals), marks.spread) for marks in one.passes] == [(1, 3, lost), (2, 3, 0)]
    assert [(marks.lowest, marks.highest) for marks in other.passes] == [(Decimal(97), Decimal(97))]
    assert [line.criterion.code for line in one.agreed if line.option.is_failure] == ["1.5"]
    assert one.names["product"] == "Mứt gừng"
    assert (one.result.member_count, other.result.member_count) == (3, 4)


def test_the_printed_minutes(room, officer, sign_in, secretary):
    found, entries = room
    mark_all(entries, failing("1.5"))
    RoundEntry.objects.filter(pk=entries[1].pk).update(discussion="Cần hợp đồng liên kết.", in_writing=True)
    close(found, entries, officer)
    page = words(sign_in(secretary).get(minutes_url(found)))
    chair, two, _three, four = sitting(found.council)
    for said in (
        found.council.name,
        "đợt 2 năm 2026",
        "ngày 20 tháng 11 năm 2026",
        "có mặt 3/4",
        f"Vắng mặt: {four.full_name} (thành viên).",
        "Họp được khi có mặt từ 60% thành viên, có chủ tịch hoặc phó chủ tịch được ủy quyền; điểm chênh quá 10 thì",
        f"{two.full_name} – Chủ cơ sở là em ruột",
        "Lượt 1: 3 phiếu, thấp nhất 97, cao nhất 97, chênh 0 điểm",
        "<strong>tiềm năng 5 sao:</strong> 97 điểm, đạt 3 sao",
        "chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí 1.5 (3 phiếu)",
        "Lưu ý: Đề nghị cấp trên theo điểm; chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí 1.5",
        "Lưu ý: Đề nghị cấp trên theo điểm; chưa đạt yêu cầu tối thiểu 5 sao ở tiêu chí 1.5",
        "1.5 – không đạt",
        "1.1 – phương án 3, 3 điểm",
        "Thảo luận: Cần hợp đồng liên kết.",
        "Lấy ý kiến bằng văn bản.",
        "Chủ trì",
    ):
        assert said in page
    assert page.count(chair.full_name) == 2  # who is present, and the place to sign
    assert page.count(four.full_name) == 1
    assert "Chủ trì theo ủy quyền" not in page


def test_a_corrected_word_is_no_interest_and_stands_beside_it(room, officer, sign_in):
    found, (first, second) = room
    _chair, two, three, _four = sitting(found.council)
    correct_conflict(first, two, what="", why="Nhầm với người trùng tên", by=officer)
    declare_conflict(second, three, what="", by=account_of(three))
    correct_conflict(second, three, what="Góp vốn", why="Khai sót phần vốn", by=officer)
    mark_all([first, second])
    close(found, [first, second], officer)
    # the day on which it was written down, also when this runs across midnight
    on = timezone.localdate(Conflict.objects.get(entry=first, version=2).said_at)
    said = {"by": str(officer), "on": on}
    one, other = minutes_of(found).items
    assert (one.conflicts, one.corrected) == ([], [{"name": two.full_name, "was": True, "stands": False, **said}])
    assert (other.conflicts, other.corrected) == (
        [(three.full_name, "Góp vốn")],
        [{"name": three.full_name, "was": False, "stands": True, **said}],
    )
    assert (one.result.member_count, other.result.member_count) == (4, 3)
    page = words(sign_in(account_of(two)).get(minutes_url(found)))
    day = f"{on:%d/%m/%Y}"
    assert f"{two.full_name} khai có liên quan; {officer} sửa ngày {day}: không liên quan" in page
    assert f"{three.full_name} khai không liên quan; {officer} sửa ngày {day}: có liên quan" in page
    for hidden in ("em ruột", "trùng tên", "Khai sót"):
        assert hidden not in page
    found.refresh_from_db()
    assert why_not_concluded(account_of(two), found) == []
    assert [reason.text for reason in why_not_concluded(account_of(three), found)] == [
        "Bạn đã khai có liên quan đến “Mứt tắc”: nhờ người khác điều hành hội đồng lấy giấy tờ này."
    ]


def test_who_led_in_the_chairs_place_is_kept(room, officer, sign_in, secretary):
    found, entries = room
    _chair, two, three, four = sitting(found.council)
    CouncilMember.objects.filter(pk=three.pk).update(role=MemberRole.DEPUTY)
    three.refresh_from_db()
    delegate_meeting(found, three, paper="12/GUQ (minh hoạ)", on=date(2026, 11, 18), by=officer)
    note_presence(found, [two, three, four], by=officer)
    mark_all(entries)
    close(found, entries, officer)
    CouncilMember.objects.filter(pk=three.pk).update(full_name="Tên Khác")
    assert minutes_of(found).delegation == {
        "name": three.full_name,
        "paper": "12/GUQ (minh hoạ)",
        "on": date(2026, 11, 18),
    }
    page = words(sign_in(secretary).get(minutes_url(found)))
    assert f"Chủ trì theo ủy quyền: {three.full_name}, theo văn bản 12/GUQ (minh hoạ) ngày 18/11/2026." in page


def test_minutes_do_not_change(room, officer, sign_in, secretary):
    found, entries = room
    mark_all(entries)
    close(found, entries, officer)
    desk = sign_in(secretary)
    before = words(desk.get(minutes_url(found)))
    council, (chair, _two, three, _four) = found.council, sitting(found.council)
    edit_council(council, name="Hội đồng tên khác (minh hoạ)", quorum_percent=100, spread_limit=Decimal(1), by=officer)
    unseat_member(three, why="Nghỉ hưu", by=officer)
    new = make_user(Role.COUNCIL_MEMBER, council.place)
    seat_member(council, full_name="Người Mới", role=MemberRole.MEMBER, account=new, by=officer)
    type(chair).objects.filter(pk=chair.pk).update(full_name="Tên Khác", role=MemberRole.MEMBER)
    product = entries[0].dossier.product
    type(product).objects.filter(pk=product.pk).update(name="Tên gọi khác")
    type(product.producer).objects.filter(pk=product.producer_id).update(name="Chủ thể khác")
    assert words(desk.get(minutes_url(found))) == before


def test_no_minutes_before_scoring_is_concluded(room, officer, sign_in, secretary):
    found, entries = room
    mark_all(entries)
    answer = sign_in(secretary).get(minutes_url(found), follow=True)
    assert answer.redirect_chain == [(reverse("staff:round-detail", args=[found.pk]), 302)]
    assert "Đợt này đang chấm điểm: điểm của thành viên chỉ ra khỏi phiên họp sau khi chốt điểm." in words(answer)
    assert minutes_url(found) not in words(answer)


def test_who_reads_the_minutes(room, officer, client, province, stranger):
    found, entries = room
    mark_all(entries)
    close(found, entries, officer)
    chair, two, *_others = sitting(found.council)
    for reader in (make_user(Role.LEADER, province), make_user(Role.AUDITOR), account_of(chair)):
        client.force_login(reader)
        assert client.get(minutes_url(found)).status_code == 200
    client.force_login(account_of(two))  # who has an interest in a dossier of it
    answer = client.get(minutes_url(found), follow=True)
    assert "Bạn đã khai có liên quan đến “Mứt gừng”" in words(answer)
    client.force_login(stranger)
    assert client.get(minutes_url(found)).status_code == 404


def test_the_number_of_queries_stays(settings, province, commune, officer, sign_in, secretary, count_queries):
    settings.BUSINESS_DAY = TODAY
    sign_in(secretary)
    found, entries = scoring_round(province, commune, officer, count=3)
    mark_all(entries)
    close(found, entries, officer)
    assert count_queries(minutes_url(found)) == 9
