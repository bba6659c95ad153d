"""An interest that was declared once holds at later attempts and levels until who runs the council corrects it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from core.models import HistoryEntry
from evaluations.actions.councils import seat_member
from evaluations.actions.dossiers import forward_dossier
from evaluations.actions.postponing import postpone_dossier
from evaluations.actions.sheets import correct_conflict, declare_conflict, open_sheet
from evaluations.models import Conflict, CouncilMember, RoundEntry
from evaluations.permissions.leaving import why_not_read_minutes
from evaluations.permissions.sheets import closing_entry
from evaluations.queries.councils import sitting, standing_of
from evaluations.queries.marking import tasks_of
from evaluations.queries.minutes import minutes_of
from evaluations.queries.sheet_packs import sheets_to_mark
from evaluations.queries.sheets import closed_to
from tests.evaluations.closing import close
from tests.evaluations.council_room import account_of, begin, make_council, make_round, sign, take
from tests.evaluations.council_steps import page, refused, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import level_of

pytestmark = pytest.mark.django_db

INTEREST = "Chủ cơ sở là em ruột"
HOLDS = (
    "lời khai giữ nguyên ở mọi lần, mọi cấp. Khai nhầm hoặc không còn liên quan thì người điều hành hội đồng sửa, có "
    "ghi lý do."
)


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier in which the third member has an interest was put off; a later round of the council scores it."""
    province, _commune, officer = stage
    found, (first,) = scoring_round(*stage, count=1, allows_extra_rounds=True)
    related = sitting(found.council)[2]
    declare_conflict(first, related, what=INTEREST, by=account_of(related))
    again = postpone_dossier(first, why="Chờ phiếu kiểm nghiệm", by=officer)
    close(found, [], officer)
    later = make_round(level_of("26-2026"), province, found.council, officer, opened_on=TODAY, ordinal=3)
    take(again, later, officer)
    with override_settings(BUSINESS_DAY=TODAY + timedelta(days=7)):
        begin(later, officer, sent_on=TODAY)
    return later, [RoundEntry.objects.select_related("dossier__criteria_set", "dossier__product").get(pk=again.pk)]


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY + timedelta(days=7)
    return deepcopy(built)


@pytest.fixture
def again(room):
    return room[1][0]


@pytest.fixture
def seats(room):
    return sitting(room[0].council)


# ------------------------------------------------------------------ another attempt
def test_it_is_not_asked_again_and_closes_the_next_attempt(room, again, seats):
    related = seats[2]
    account = account_of(related)
    for what in ("", "Em ruột"):
        assert refused(declare_conflict, again, related, what=what, by=account) == [
            f"{related.full_name} đã khai có liên quan đến hồ sơ này ở cấp tỉnh, lần 1: {HOLDS}"
        ]
    assert refused(open_sheet, again, related, by=account) == [
        f"{related.full_name} đã khai có liên quan: hồ sơ này đóng với thành viên đó."
    ]
    assert closed_to(account, [again]) == [again]
    assert closing_entry(account, again.dossier) == again
    standing = standing_of(again)
    assert (standing.out, standing.counting, standing.is_closed_to(account)) == ([related.pk], seats[:2], True)
    assert standing.undeclared == seats[:2]
    assert sheets_to_mark(room[0]) == [(again, seats[0]), (again, seats[1])]
    (task,) = tasks_of(account)
    assert (task.is_closed, task.is_done, task.said.what) == (True, True, INTEREST)
    assert Conflict.objects.filter(entry=again).count() == 0


def test_it_is_out_of_quorum_average_and_minutes(room, again, seats, officer):
    later = room[0]
    for member in seats[:2]:
        sign_at_once(again, member)
    assert standing_of(again).is_whole
    later.present.set(seats[:2])  # two of two
    (result,) = close(later, [again], officer)
    later.refresh_from_db()
    assert result.member_count == 2
    (item,) = minutes_of(later).items
    assert (item.conflicts, item.corrected) == ([(seats[2].full_name, INTEREST)], [])
    assert [reason.text for reason in why_not_read_minutes(account_of(seats[2]), later)] == [
        "Bạn đã khai có liên quan đến “Mứt gừng”: nhờ người khác điều hành hội đồng lấy giấy tờ này."
    ]


def test_whoever_runs_the_council_corrects_it_for_a_reason_where_the_dossier_is(
    room, again, seats, secretary, officer
):
    related = seats[2]
    assert refused(correct_conflict, again, related, what=INTEREST, why="x", by=secretary) == [
        "Lời khai đang ghi đúng như vậy: không có gì để sửa."
    ]
    assert refused(correct_conflict, again, related, what="", why=" ", by=secretary) == ["Sửa lời khai cần lý do."]
    said = correct_conflict(again, related, what="", why="Khai nhầm người", by=secretary)
    assert (said.entry, said.version, said.is_conflict) == (again, 2, False)
    assert HistoryEntry.objects.get(verb="correct_conflict").why == "Khai nhầm người"
    standing = standing_of(again)
    assert (standing.out, standing.interests, standing.counting) == ([], {}, seats)
    assert [(each.before.what, each.after) for each in standing.corrected] == [(INTEREST, said)]
    assert closing_entry(account_of(related), again.dossier) is None  # the earlier attempt is open again, too
    for member in seats:
        sign_at_once(again, member)
    (result,) = close(room[0], [again], officer)
    assert result.member_count == 3
    (item,) = minutes_of(room[0]).items
    assert item.conflicts == []
    assert [(each["name"], each["was"], each["stands"], each["by"]) for each in item.corrected] == [
        (related.full_name, True, False, str(secretary))
    ]


def test_that_there_is_none_is_asked_again(again, seats):
    """What was no interest then may be one now."""
    chair = seats[0]
    assert refused(open_sheet, again, chair, by=account_of(chair)) == [
        f"{chair.full_name} phải khai báo có liên quan hay không trước khi mở hồ sơ."
    ]
    said = declare_conflict(again, chair, what="Vừa góp vốn", by=account_of(chair))
    assert (said.version, standing_of(again).out) == (1, [chair.pk, seats[2].pk])


def test_an_interest_of_now_closes_the_attempt_of_before(again, seats):
    chair = seats[0]
    first = again.dossier.entries.get(attempt=1, level=again.level)
    declare_conflict(again, chair, what="Vừa góp vốn", by=account_of(chair))
    assert closed_to(account_of(chair), [first]) == [first]
    before = standing_of(first)
    assert (before.is_closed_to(account_of(chair)), before.out) == (True, [seats[2].pk])


def test_a_seat_without_an_account_and_a_new_seat_of_the_account(again, seats, officer):
    related = seats[2]
    account = account_of(related)
    CouncilMember.objects.filter(pk=related.pk).update(user=None)
    assert standing_of(again).out == [related.pk]
    CouncilMember.objects.filter(pk=related.pk).update(user=account, left_on=TODAY)
    anew = CouncilMember.objects.create(
        council=related.council, user=account, full_name=account.full_name, position=9, scores=True
    )
    assert standing_of(again).out == [anew.pk]
    assert closed_to(account, [again]) == [again]


# ------------------------------------------------------------------ pages
def test_the_pages_of_member_and_meeting_say_so(again, seats, sign_in, secretary):
    related = seats[2]
    client = sign_in(account_of(related))
    sheet = words(page(client, "score-sheet", again.pk))
    assert (
        f"Hồ sơ này đóng với bạn, vì bạn đã khai có liên quan ở cấp tỉnh, lần 1: {INTEREST}. Lời khai giữ nguyên ở "
        "mọi lần, mọi cấp. Khai nhầm hoặc không còn liên quan thì báo thư ký hội đồng sửa, có ghi lý do."
    ) in sheet
    assert "Trước khi mở hồ sơ" not in sheet
    assert "có liên quan, không chấm" in words(page(client, "score-list"))
    client = sign_in(secretary)
    assert f"Có liên quan, không chấm: {related.full_name}" in words(page(client, "meeting", again.round_id))
    assert f"{INTEREST} – đã khai ở lần trước hoặc cấp khác, còn giá trị" in words(
        page(client, "meeting-entry", again.pk)
    )
    address = reverse("staff:conflict-correct", args=[again.pk, related.pk])
    assert client.get(address).context["form"]["what"].value() == INTEREST
    client.post(address, {"answer": "no", "what": "", "why": "Khai nhầm người"})
    assert standing_of(again).out == []


# ------------------------------------------------------------------ another level
def test_it_holds_on_the_council_of_the_level_above(scoring, district_round, province, officer, sign_in):
    chair, second, related = sitting(district_round.council)
    account = account_of(related)
    declare_conflict(scoring, related, what=INTEREST, by=account)
    for member in (chair, second):
        sign(scoring, member)
    close(district_round, [scoring], officer)
    above = forward_dossier(scoring, on=date(2022, 3, 20), by=officer)
    council = make_council(province, officer, days_before=0)
    seat = seat_member(council, full_name=account.full_name, account=account, by=officer)
    found = make_round(level_of(), province, council, officer, opened_on=date(2022, 3, 1))
    take(above, found, officer)
    begin(found, officer, sent_on=date(2022, 4, 1))
    above.refresh_from_db()
    assert (above.level.key, standing_of(above).out) == ("province", [seat.pk])
    assert refused(declare_conflict, above, seat, what="", by=account) == [
        f"{seat.full_name} đã khai có liên quan đến hồ sơ này ở cấp huyện, lần 1: {HOLDS}"
    ]
    assert "có liên quan ở cấp huyện, lần 1" in words(page(sign_in(account), "score-sheet", above.pk))
    correct_conflict(above, seat, what="", why="Khai nhầm", by=officer)
    assert sign(above, seat).version == 1
    assert closing_entry(account, above.dossier) is None
