"""A wrong word on a conflict of interest is corrected with a reason; both stay, and the last one is read."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import override_settings
from django.urls import reverse

from core.roles import Role
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.sheets import correct_conflict, declare_conflict, open_sheet
from evaluations.enums import SheetStatus
from evaluations.models import Conflict, ScoreSheet
from evaluations.queries.councils import sitting, standing_of
from evaluations.queries.marking import tasks_of
from evaluations.queries.sheets import closed_to
from tests.evaluations.council_room import account_of, mark
from tests.evaluations.council_steps import refused, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    return scoring_round(*stage, count=1)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


@pytest.fixture
def entry(room):
    return room[1][0]


@pytest.fixture
def seats(room):
    return sitting(room[0].council)


def test_a_member_who_clicked_wrongly_scores_after_all(entry, seats, secretary):
    chair = seats[0]
    declare_conflict(entry, chair, what="Bấm nhầm", by=account_of(chair))
    said = correct_conflict(entry, chair, what="", why="Thành viên báo bấm nhầm", by=secretary)
    assert (said.version, said.is_conflict, said.said_by, said.is_said_for) == (2, False, secretary, True)
    standing = standing_of(entry)
    assert (standing.out, standing.said[chair.pk], chair in standing.counting) == ([], said, True)
    assert [(each.before.what, each.after) for each in standing.corrected] == [("Bấm nhầm", said)]
    assert closed_to(account_of(chair), [entry]) == []
    assert [task.said for task in tasks_of(account_of(chair))] == [said]
    assert open_sheet(entry, chair, by=account_of(chair)).on_paper is False


def test_an_interest_found_after_marking_sets_the_sheet_aside_and_what_rests_on_it_falls(entry, seats, secretary):
    for seat in seats:
        sign_at_once(entry, seat)
    assert agree_where_all_do(entry, by=secretary) > 0
    correct_conflict(entry, seats[2], what="Em của chủ cơ sở", why="Khai sót", by=secretary)
    sheet = ScoreSheet.objects.get(member=seats[2])
    assert (sheet.status, entry.agreed.count()) == (SheetStatus.SET_ASIDE, 0)
    standing = standing_of(entry)
    assert (standing.out, len(standing.signed), standing.is_whole) == ([seats[2].pk], 2, True)
    assert closed_to(account_of(seats[2]), [entry]) == [entry]
    # back again the member marks from the beginning, on a new version
    agree_where_all_do(entry, by=secretary)
    correct_conflict(entry, seats[2], what="", why="Nhầm người", by=secretary)
    assert entry.agreed.count() == 0
    again = open_sheet(entry, seats[2], by=account_of(seats[2]))
    assert (again.version, again.lines.count()) == (2, 0)
    assert [word.version for word in Conflict.objects.filter(member=seats[2])] == [1, 2, 3]
    assert len(standing_of(entry).corrected) == 2


def test_an_open_sheet_is_set_aside_too_and_other_words_for_an_interest_change_nothing(entry, seats, secretary):
    mark(entry, seats[1])
    correct_conflict(entry, seats[1], what="Góp vốn", why="Khai sót", by=secretary)
    assert ScoreSheet.objects.get().status == SheetStatus.SET_ASIDE
    sign_at_once(entry, seats[0])
    sign_at_once(entry, seats[2])
    agreed = agree_where_all_do(entry, by=secretary)
    correct_conflict(entry, seats[1], what="Góp vốn 20%", why="Ghi rõ hơn", by=secretary)
    assert entry.agreed.count() == agreed > 0


def test_what_is_refused(entry, seats, room, secretary, stranger, officer):
    chair = seats[0]
    right = {"what": "x", "why": "Khai nhầm"}
    assert refused(correct_conflict, entry, chair, by=secretary, **right) == [
        f"{chair.full_name} chưa khai báo với hồ sơ này."
    ]
    declare_conflict(entry, chair, what="", by=account_of(chair))
    assert refused(correct_conflict, entry, chair, what=" ", why="x", by=secretary) == [
        "Lời khai đang ghi đúng như vậy: không có gì để sửa."
    ]
    assert refused(correct_conflict, entry, chair, what="x", why=" ", by=secretary) == ["Sửa lời khai cần lý do."]
    assert refused(correct_conflict, entry, chair, by=account_of(chair), **right) == [
        "Tài khoản của bạn không có quyền lập hội đồng, nhận hồ sơ, điều hành đợt chấm."
    ]
    assert refused(correct_conflict, entry, chair, by=stranger, **right)[0] == (
        "Địa bàn này không thuộc phạm vi của bạn."
    )
    for seat in seats:
        sign_at_once(entry, seat)
    agree_where_all_do(entry, by=officer)
    conclude_round(room[0], by=officer)
    entry.refresh_from_db()
    assert refused(correct_conflict, entry, chair, by=secretary, **right) == ["Đợt này đã chốt điểm."]


def test_nobody_who_sits_there_mends_the_own_interest_away(entry, seats):
    """Whoever runs the council and sits on it finds the dossier closed by the own word."""
    account = account_of(seats[0])
    type(account).objects.filter(pk=account.pk).update(role=Role.COUNCIL_SECRETARY)
    account.refresh_from_db()
    declare_conflict(entry, seats[0], what="Cổ đông", by=account)
    assert refused(correct_conflict, entry, seats[0], what="", why="x", by=account) == [
        "Bạn ở hội đồng chấm “Mứt gừng”: hồ sơ chỉ mở sau khi khai không liên quan."
    ]


def test_words_stay_and_the_second_one_has_a_reason(entry, seats, secretary):
    said = declare_conflict(entry, seats[0], what="", by=account_of(seats[0]))
    for damage in (
        lambda: Conflict.objects.filter(pk=said.pk).update(what="x", is_conflict=True),
        lambda: Conflict.objects.filter(pk=said.pk).delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            damage()
    facts = {"entry": entry, "member": seats[0], "said_by": secretary, "is_conflict": False}
    for version, why in ((2, ""), (1, "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Conflict.objects.create(version=version, why=why, **facts)


# ------------------------------------------------------------------ pages
def test_the_secretary_corrects_and_the_meeting_shows_both(sign_in, secretary, entry, seats):
    chair = seats[0]
    declare_conflict(entry, chair, what="Bấm nhầm", by=account_of(chair))
    client = sign_in(secretary)
    address = reverse("staff:conflict-correct", args=[entry.pk, chair.pk])
    meeting_entry = reverse("staff:meeting-entry", args=[entry.pk])
    assert f'href="{address}"' in words(client.get(meeting_entry))
    page = client.get(address)
    assert (page.context["form"]["answer"].value(), page.context["form"]["what"].value()) == ("yes", "Bấm nhầm")
    page = client.post(address, {"answer": "no", "what": "", "why": ""})
    assert page.context["form"].errors == {"why": ["Cần nêu lý do."]}
    page = client.post(address, {"answer": "no", "what": "", "why": "Bấm nhầm ô"}, follow=True)
    assert f"Đã sửa lời khai của {chair.full_name}." in words(page)
    on_the_wall = words(client.get(reverse("staff:meeting", args=[entry.round_id])))
    for text, said in ((words(client.get(meeting_entry)), "Bấm nhầm."), (on_the_wall, "có liên quan.")):
        assert said in text
        assert f"{secretary} sửa lúc" in text
        assert "vì: Bấm nhầm ô." in text
    assert "Bấm nhầm. " not in on_the_wall
    asked = sign_in(account_of(chair)).get(reverse("staff:score-sheet", args=[entry.pk]))
    assert words(asked).count("<fieldset") == 32


def test_who_is_told_whom_to_ask(sign_in, entry, seats):
    chair = seats[0]
    client, address = sign_in(account_of(chair)), reverse("staff:score-sheet", args=[entry.pk])
    assert "khai nhầm thì báo thư ký hội đồng sửa" in words(client.get(address))
    declare_conflict(entry, chair, what="Bấm nhầm", by=account_of(chair))
    assert "Khai nhầm thì báo thư ký hội đồng sửa, có ghi lý do." in words(client.get(address))


def test_only_a_seat_of_this_council_and_who_runs_it(sign_in, entry, seats, stranger):
    address = reverse("staff:conflict-correct", args=[entry.pk, seats[0].pk])
    assert sign_in(stranger).get(address).status_code == 404
    assert sign_in(make_user(Role.COUNCIL_MEMBER)).get(address).status_code == 403
