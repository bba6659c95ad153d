"""The chair delegates a meeting to a deputy, by a paper, as its regulation lets; without it a deputy leads nothing."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import reverse

from core.models import HistoryEntry
from core.roles import Role
from evaluations.actions.council_rounds import delegate_meeting, note_presence, take_back_delegation
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.enums import RoundStatus
from evaluations.models import CouncilMember, Round
from evaluations.queries.councils import sitting
from tests.evaluations.council_steps import NOBODY_LEADS, refused, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAPER = {"paper": "12/GUQ-UBND (minh hoạ)", "on": date(2026, 11, 18)}


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round of one dossier that everybody has signed; at the meeting all are but the chair."""
    province, commune, officer = stage
    found, entries = scoring_round(province, commune, officer, count=1, seats=5)
    for member in sitting(found.council):
        sign_at_once(entries[0], member)
    agree_where_all_do(entries[0], by=officer)
    note_presence(found, sitting(found.council)[1:], by=officer)
    return found


@pytest.fixture
def found(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


@pytest.fixture
def deputy(found):
    second = sitting(found.council)[1]
    CouncilMember.objects.filter(pk=second.pk).update(role="deputy")
    second.refresh_from_db()
    return second


def test_a_deputy_leads_by_delegation_alone(found, deputy, officer):
    assert refused(conclude_round, found, by=officer) == [NOBODY_LEADS]
    delegated = delegate_meeting(found, deputy, by=officer, **PAPER)
    assert (delegated.delegated_to, delegated.delegation_paper, delegated.delegated_on) == (
        deputy,
        "12/GUQ-UBND (minh hoạ)",
        date(2026, 11, 18),
    )
    take_back_delegation(found, why="Chủ tịch về họp", by=officer)
    assert refused(conclude_round, found, by=officer) == [NOBODY_LEADS]
    delegate_meeting(found, deputy, by=officer, **PAPER)
    assert len(conclude_round(found, by=officer)) == 1
    verbs = HistoryEntry.objects.filter(subject_id=found.pk, verb__contains="delegat").order_by("pk")
    assert [entry.verb for entry in verbs] == ["delegate_meeting", "take_back_delegation", "delegate_meeting"]


def test_the_delegated_deputy_has_to_be_there(found, deputy, officer):
    delegate_meeting(found, deputy, by=officer, **PAPER)
    seats = sitting(found.council)
    note_presence(found, [seats[2], seats[3], seats[4]], by=officer)
    assert refused(conclude_round, found, by=officer) == ["Có mặt 3/5 thành viên, chưa đủ 75%.", NOBODY_LEADS]


def test_the_chair_leads_without_any_paper(found, deputy, officer):
    note_presence(found, sitting(found.council), by=officer)
    assert len(conclude_round(found, by=officer)) == 1


def test_what_is_refused(found, deputy, officer, stranger):
    third = sitting(found.council)[2]
    assert refused(delegate_meeting, found, third, by=officer, **PAPER) == [
        f"{third.full_name} không phải phó chủ tịch của hội đồng này."
    ]
    assert refused(delegate_meeting, found, deputy, paper=" ", on=date(2026, 11, 21), by=officer) == [
        "Ghi số văn bản ủy quyền.",
        "Ngày ủy quyền sau ngày làm việc hiện tại.",
    ]
    assert refused(delegate_meeting, found, deputy, by=stranger, **PAPER) == [
        "Địa bàn này không thuộc phạm vi của bạn."
    ]
    assert refused(take_back_delegation, found, why="x", by=officer) == ["Đợt này không có ủy quyền nào."]
    Round.objects.filter(pk=found.pk).update(status=RoundStatus.CONCLUDED)
    assert refused(delegate_meeting, found, deputy, by=officer, **PAPER) == ["Đợt này đã chốt điểm."]


def test_a_delegation_is_whole_or_none(found, deputy):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=found.pk).update(delegated_to=deputy)


# ------------------------------------------------------------------ pages
def test_the_secretary_writes_it_down_and_the_meeting_shows_it(sign_in, secretary, found, deputy):
    client = sign_in(secretary)
    address = reverse("staff:meeting-delegate", args=[found.pk])
    at_meeting = reverse("staff:meeting", args=[found.pk])
    page = client.get(at_meeting)
    assert [reason.text for reason in page.context["quorum"]] == [NOBODY_LEADS]
    assert f'href="{address}"' in words(page)
    assert client.get(address).context["consequences"] == [
        "Phiên họp có phó chủ tịch này là có người chủ trì, dù chủ tịch vắng.",
        "Phó chủ tịch chủ trì thay chủ tịch là theo quy chế hội đồng. Cổng ghi ai, theo văn bản nào, ngày nào.",
    ]
    page = client.post(address, {"deputy": deputy.pk, "paper": "", "on": "31/2/2026"})
    assert page.context["form"].errors == {"paper": ["Ghi số văn bản ủy quyền."], "on": ["Ngày viết như 22/8/2022."]}
    page = client.post(address, {"deputy": deputy.pk, "paper": "12/GUQ", "on": "18/11/2026"}, follow=True)
    assert f"Chủ trì theo ủy quyền: {deputy.full_name}, theo văn bản 12/GUQ ngày 18/11/2026." in words(page)
    assert (page.context["quorum"], page.context["may_conclude"]) == ([], True)
    assert f"{deputy.full_name}, theo văn bản 12/GUQ" in words(
        client.get(reverse("staff:round-detail", args=[found.pk]))
    )
    back = reverse("staff:round-step", args=[found.pk, "thoi-uy-quyen"])
    page = client.post(back, {"why": "Chủ tịch về họp"}, follow=True)
    assert [reason.text for reason in page.context["quorum"]] == [NOBODY_LEADS]
    page = client.post(back, {"why": "Lần nữa"})
    assert page.context["refusals"] == ["Đợt này đang chấm điểm: lúc này không làm việc này được."]


def test_a_council_without_a_deputy_says_so(sign_in, secretary, found):
    client = sign_in(secretary)
    address = reverse("staff:meeting-delegate", args=[found.pk])
    assert address not in words(client.get(reverse("staff:meeting", args=[found.pk])))
    assert client.get(address).context["refusals"] == ["Hội đồng chưa có phó chủ tịch nào: thêm ở trang của hội đồng."]


def test_members_delegate_nothing(sign_in, found):
    client = sign_in(make_user(Role.COUNCIL_MEMBER))
    assert client.get(reverse("staff:meeting-delegate", args=[found.pk])).status_code == 403
