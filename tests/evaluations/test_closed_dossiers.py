"""A dossier that is closed to somebody is closed on every page and to every step, and to nobody for longer."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from core.errors import ActionRefused
from evaluations.actions.asking import ask_for_more
from evaluations.actions.councils import seat_member
from evaluations.actions.dossiers import withdraw_dossier
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.sheets import correct_conflict, declare_conflict
from evaluations.enums import EntryStatus
from evaluations.models import CouncilMember, RoundEntry
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of, failing
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with two dossiers; the officer who runs it sits on the third seat."""
    province, commune, officer = stage
    found, entries = scoring_round(province, commune, officer)
    CouncilMember.objects.filter(pk=sitting(found.council)[2].pk).update(user=officer)
    return found, entries, sitting(found.council)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def refused(act, *args, **kwargs):
    with pytest.raises(ActionRefused) as refusal:
        act(*args, **kwargs)
    return [reason.text for reason in refusal.value.reasons]


def page(client, name, *args):
    return client.get(reverse(f"staff:{name}", args=args))


def test_whoever_has_an_interest_takes_no_step_and_sees_no_points(room, officer, sign_in):
    found, (first, _second), (chair, second, own) = room
    declare_conflict(first, own, what="Anh rể (minh hoạ)", by=officer)
    sign_at_once(first, chair)
    sign_at_once(first, second, failing("1.1"))
    closed = "Bạn ở hội đồng chấm “Mứt gừng”: hồ sơ chỉ mở sau khi khai không liên quan."
    assert closed in refused(withdraw_dossier, first, why="Rút", by=officer)
    assert closed in refused(ask_for_more, first, items=["Giấy minh hoạ"], by=officer)
    client = sign_in(officer)
    step = client.post(reverse("staff:entry-step", args=[first.pk, "rut"]), {"why": "Rút"})
    assert step.headers["Location"] == reverse("staff:score-sheet", args=[first.pk])
    rows = page(client, "meeting", found.pk).context["rows"]
    assert [row.shows_points for row in rows] == [False, False]
    assert page(client, "meeting-conclude", found.pk).context["refusals"] == [
        "Đợt có hồ sơ đóng với bạn: người khác điều hành việc chốt điểm."
    ]


def test_a_quorum_on_the_page_is_the_one_of_the_action(room, officer, secretary, sign_in):
    """A member with an interest in the only dossiers is no part of their quorum: two of two are here."""
    found, entries, (chair, second, own) = room
    for entry in entries:
        declare_conflict(entry, own, what="Anh rể (minh hoạ)", by=officer)
    found.present.set([chair, second])
    shown = page(sign_in(secretary), "meeting", found.pk)
    assert shown.context["quorum"] == []
    found.present.set([second, own])
    assert [reason.text for reason in page(sign_in(secretary), "meeting", found.pk).context["quorum"]] == [
        "“Mứt gừng” và 1 hồ sơ khác: có mặt 1/2 thành viên, chưa đủ 75%.",
        "“Mứt gừng” và 1 hồ sơ khác: không có chủ tịch hội đồng, cũng không có phó chủ tịch được ủy quyền chủ trì.",
    ]


def test_no_word_is_mended_once_the_result_is_frozen(room, secretary):
    """Also when the round was read before another transaction concluded it."""
    _found, (first, _second), (chair, *_others) = room
    declare_conflict(first, chair, what="", by=account_of(chair))
    RoundEntry.objects.filter(pk=first.pk).update(status=EntryStatus.SCORED)
    assert refused(correct_conflict, first, chair, what="Anh rể", why="Khai nhầm", by=secretary) == [
        "“Mứt gừng” đã có kết quả: lời khai không ghi được nữa."
    ]


def test_who_joins_later_reads_what_was_scored_before(room, officer, secretary, sign_in):
    found, entries, seats = room
    CouncilMember.objects.filter(pk=seats[2].pk).update(user=secretary)
    for entry in entries:
        for seat in sitting(found.council):
            sign_at_once(entry, seat)
        agree_where_all_do(entry, by=officer)
    conclude_round(found, by=officer)
    seat_member(found.council, full_name=officer.full_name, account=officer, by=officer)
    assert page(sign_in(officer), "dossier-detail", entries[0].dossier_id).status_code == 200
