"""Papers that counted when a dossier was found complete and lapse before the council meets: named, nothing refused."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from evaluations.actions.sheets import declare_conflict
from evaluations.enums import EntryStatus, MemberRole, RoundStatus
from evaluations.models import CouncilMember, DossierPaper, Paper, Round, RoundEntry
from tests.evaluations.council_steps import page, words
from tests.evaluations.paper_room import checklists, item_of
from tests.evaluations.score_room import TODAY, scoring_round

pytestmark = pytest.mark.django_db

TEST, LICENCE = "phieu-kiem-nghiem", "du-dieu-kien-san-xuat"
YESTERDAY, MEETING = TODAY - timedelta(days=1), TODAY + timedelta(days=5)
OF_FIRST = "Mứt gừng (Phiếu kiểm nghiệm chất lượng, an toàn, hết hạn ngày 19/11/2026)"
OF_SECOND = "Mứt tắc (Giấy chứng nhận đủ điều kiện sản xuất, hết hạn ngày 24/11/2026)"
HEAD = "Giấy tờ đã hết hạn, hoặc hết trước ngày họp: "


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    checklists()
    return scoring_round(*stage)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def receiving(found, meets_on=None):
    """As if scoring had not begun."""
    Round.objects.filter(pk=found.pk).update(status=RoundStatus.RECEIVING, meets_on=meets_on)
    RoundEntry.objects.filter(round=found).update(status=EntryStatus.ACCEPTED)


def add(entry, code, ends, by):
    """A paper with its last day at an item of a dossier; None has none."""
    dossier = entry.dossier
    facts = {"producer": dossier.product.producer, "kind": code, "name": "Giấy (minh hoạ)", "expires_on": ends}
    paper = Paper.objects.create(**facts)
    return DossierPaper.objects.create(dossier=dossier, item=item_of(dossier, code), paper=paper, added_by=by)


def expired(client, found):
    return page(client, "round-detail", found.pk).context["expired"]


def test_a_round_names_what_lapsed_and_what_will_before_the_meeting(room, officer, auditor, sign_in):
    found, (first, second) = room
    add(first, TEST, YESTERDAY, officer)
    add(second, LICENCE, MEETING - timedelta(days=1), officer)
    receiving(found)
    assert expired(sign_in(officer), found) == [OF_FIRST]
    receiving(found, meets_on=MEETING)
    shown = page(sign_in(officer), "round-detail", found.pk)
    assert shown.context["expired"] == [OF_FIRST, OF_SECOND]
    remedy = "Vẫn chấm được; thêm bản còn hiệu lực trước khi bắt đầu chấm."
    assert f"{HEAD}{OF_FIRST}; {OF_SECOND}. {remedy}" in words(shown)
    assert shown.context["next"]["reasons"] == []  # nothing is refused for it
    assert expired(sign_in(auditor), found) == []


def test_nothing_lapsed_where_another_paper_counts(room, officer, sign_in):
    found, (first, second) = room
    receiving(found)
    for entry in (first, second):
        add(entry, TEST, YESTERDAY - timedelta(days=9), officer)
        add(entry, TEST, YESTERDAY, officer)
    add(second, LICENCE, TODAY, officer)  # on its last day it counts
    assert expired(sign_in(officer), found) == [OF_FIRST, OF_FIRST.replace("Mứt gừng", "Mứt tắc")]
    add(first, TEST, TODAY, officer)
    DossierPaper.objects.create(dossier=second.dossier, item=item_of(second.dossier, TEST), added_by=officer)
    assert expired(sign_in(officer), found) == []  # a newer one, and an original that was seen


def test_what_left_the_round_is_not_named(room, officer, sign_in):
    found, (first, _second) = room
    add(first, TEST, YESTERDAY, officer)
    receiving(found)
    RoundEntry.objects.filter(pk=first.pk).update(status=EntryStatus.WITHDRAWN)
    assert expired(sign_in(officer), found) == []


def test_while_it_is_scored_the_council_is_told_and_papers_of_a_closed_dossier_stay_closed(room, officer, sign_in):
    found, (first, _second) = room
    add(first, TEST, YESTERDAY, officer)
    remedy = "Hội đồng xem xét khi họp; cần bản còn hiệu lực thì hoãn hồ sơ."
    assert f"{HEAD}{OF_FIRST}. {remedy}" in words(page(sign_in(officer), "round-detail", found.pk))
    seat = CouncilMember.objects.create(
        council=found.council, user=officer, full_name=officer.full_name, role=MemberRole.MEMBER
    )
    assert expired(sign_in(officer), found) == []  # the member has not said its word
    declare_conflict(first, seat, what="", by=officer)
    assert expired(sign_in(officer), found) == [OF_FIRST]


def test_the_page_takes_the_same_queries(room, officer, sign_in, count_queries):
    found, entries = room
    sign_in(officer)
    add(entries[0], TEST, YESTERDAY, officer)
    one = count_queries(reverse("staff:round-detail", args=[found.pk]))
    for code in (TEST, LICENCE):
        add(entries[1], code, YESTERDAY, officer)
    assert count_queries(reverse("staff:round-detail", args=[found.pk])) == one
