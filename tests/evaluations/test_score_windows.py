"""What a member's open windows are told when the sheet is signed by now, and where they lead."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with three dossiers that is being scored."""
    return scoring_round(*stage, count=3)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


@pytest.fixture
def member(room, sign_in):
    """The first seat of the council, signed in."""
    seat = sitting(room[0].council)[0]
    sign_in(account_of(seat))
    return seat


def test_a_remark_on_a_sheet_that_is_signed_by_now_is_refused_and_no_conflict(room, member, client):
    _found, (first, *_others) = room
    sign_at_once(first, member)
    save = reverse("staff:score-save", args=[first.pk])
    answer = client.post(save, {"criterion": "", "comment": "Hồ sơ tốt", "revision": "0"}, **JSON)
    assert (answer.status_code, answer.json()) == (422, {"errors": ["Phiếu này đã ký."]})
