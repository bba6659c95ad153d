"""Who sits on the council without giving marks says its word too: a chair and a secretary read and lead everything."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from core.roles import Role
from evaluations.actions.council_rounds import delegate_meeting, note_presence
from evaluations.actions.meeting import agree_where_all_do, conclude_round, note_discussion
from evaluations.actions.sheets import declare_conflict, open_sheet
from evaluations.enums import MemberRole
from evaluations.models import Conflict, CouncilMember
from evaluations.queries.councils import sitting, standing_of
from evaluations.queries.marking import tasks_of
from evaluations.queries.sheets import closed_to
from tests.evaluations.council_room import account_of
from tests.evaluations.council_steps import nobody_leads, page, post, refused, told, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """Two dossiers that all who mark have signed; the chair gives no marks."""
    province, commune, officer = stage
    found, entries = scoring_round(province, commune, officer, seats=5)
    chair = sitting(found.council)[0]
    CouncilMember.objects.filter(pk=chair.pk).update(scores=False)
    for entry in entries:
        for seat in sitting(found.council)[1:]:
            sign_at_once(entry, seat)
        agree_where_all_do(entry, by=officer)
    return found, entries


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


@pytest.fixture
def chair(room):
    return sitting(room[0].council)[0]


@pytest.fixture
def clerk(room, province):
    """The secretary of the council, on a seat that gives no marks."""
    account = make_user(Role.COUNCIL_SECRETARY, province)
    facts = {"user": account, "full_name": account.full_name, "role": MemberRole.SECRETARY, "scores": False}
    return CouncilMember.objects.create(council=room[0].council, position=8, **facts)


def test_a_related_chair_needs_a_deputy_for_that_dossier(room, chair, officer):
    found, (first, second) = room
    names = chair.full_name
    assert refused(conclude_round, found, by=officer) == [
        f"“{name}”: có mặt mà chưa khai có liên quan hay không: {names}." for name in ("Mứt gừng", "Mứt tắc")
    ]
    declare_conflict(first, chair, what="Anh của chủ cơ sở (minh hoạ)", by=account_of(chair))
    declare_conflict(second, chair, what="", by=account_of(chair))
    standing = standing_of(first)
    assert (standing.out, standing.listening, len(standing.counting)) == ([chair.pk], [], 4)
    assert refused(conclude_round, found, by=officer) == [nobody_leads("Mứt gừng")]
    deputy = sitting(found.council)[1]
    CouncilMember.objects.filter(pk=deputy.pk).update(role=MemberRole.DEPUTY)
    deputy.refresh_from_db()
    delegate_meeting(found, deputy, paper="3/GUQ (minh hoạ)", on=TODAY, by=officer)
    assert [result.member_count for result in conclude_round(found, by=officer)] == [4, 4]


def test_a_seat_that_is_not_there_is_not_waited_for(room, chair, clerk, officer):
    found, (first, second) = room
    for entry in (first, second):
        declare_conflict(entry, chair, what="", by=account_of(chair))
    assert clerk in standing_of(first).silent
    note_presence(found, [seat for seat in sitting(found.council) if seat != clerk], by=officer)
    assert len(conclude_round(found, by=officer)) == 2


def test_a_related_secretary_is_shut_out_of_that_dossier(room, clerk):
    _found, (first, second) = room
    account = account_of(clerk)
    closed = "Bạn ở hội đồng chấm “%s”: hồ sơ chỉ mở sau khi khai không liên quan."
    assert closed_to(account, [first, second]) == [first, second]  # silent so far
    declare_conflict(first, clerk, what="Em của chủ cơ sở (minh hoạ)", by=account)
    declare_conflict(second, clerk, what="", by=account)
    assert closed_to(account, [first, second]) == [first]
    assert refused(note_discussion, first, "x", seen="", by=account) == [closed % "Mứt gừng"]
    assert note_discussion(second, "Đã nghe chủ thể", seen="", by=account).discussion == "Đã nghe chủ thể"
    assert refused(open_sheet, second, clerk, by=account) == [f"{clerk.full_name} không chấm hồ sơ này."]
    assert [(task.is_done, task.waits, task.only_listens) for task in tasks_of(account)] == [
        (True, False, True),
        (True, False, True),
    ]


# ------------------------------------------------------------------ pages
def test_the_secretary_says_its_word_and_then_finds_the_dossier(room, clerk, sign_in):
    _found, (first, second) = room
    client = sign_in(account_of(clerk))
    meeting_entry = reverse("staff:meeting-entry", args=[first.pk])
    assert client.get(meeting_entry).headers["Location"] == reverse("staff:score-sheet", args=[first.pk])
    assert [task.waits for _round, tasks in page(client, "score-list").context["rounds"] for task in tasks] == [
        True,
        True,
    ]
    asked = page(client, "score-sheet", first.pk)
    assert "Trước khi mở hồ sơ" in words(asked)
    said = post(client, "score-sheet", first.pk, answer="no", what="")
    assert "Bạn không chấm hồ sơ này. Đã ghi bạn không liên quan" in words(said)
    assert client.get(meeting_entry).status_code == 200
    assert client.post(reverse("staff:score-save", args=[first.pk])).status_code == 302
    assert first.sheets.filter(member=clerk).count() == 0
    post(client, "score-sheet", second.pk, answer="yes", what="Góp vốn (minh hoạ)")
    address = reverse("staff:dossier-detail", args=[second.dossier_id])
    assert client.get(address).headers["Location"] == reverse("staff:score-sheet", args=[second.pk])
    assert "không liên quan, không chấm" in words(page(client, "score-list"))


def test_the_word_of_a_seat_without_an_account_is_taken_down(room, secretary, sign_in):
    found, (first, _second) = room
    seat = CouncilMember.objects.create(
        council=found.council, full_name="Ông Minh Hoạ", role=MemberRole.MEMBER, scores=False, position=9
    )
    client = sign_in(secretary)
    seen = words(page(client, "meeting", found.pk))
    assert "Chưa khai báo:" in seen
    assert "Ông Minh Hoạ" in seen
    address = reverse("staff:conflict-correct", args=[first.pk, seat.pk])
    assert f'href="{address}"' in words(page(client, "meeting-entry", first.pk))
    asked = page(client, "conflict-correct", first.pk, seat.pk)
    assert (asked.context["heading"], list(asked.context["form"].fields)) == (
        "Ghi lời khai liên quan",
        ["answer", "what"],
    )
    done = post(client, "conflict-correct", first.pk, seat.pk, answer="yes", what="Bạn hàng (minh hoạ)")
    assert told(done) == ["Đã ghi lời khai của Ông Minh Hoạ."]
    said = Conflict.objects.get(member=seat)
    assert (said.is_conflict, said.said_by, said.version) == (True, secretary, 1)
    assert "Bạn hàng (minh hoạ)" in words(done)
    post(client, "conflict-correct", first.pk, seat.pk, answer="no", what="", why="Nhầm người")
    assert Conflict.objects.filter(member=seat).order_by("version").last().is_conflict is False
