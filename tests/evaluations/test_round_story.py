"""The story of a round: acts on its council while it was on the way, and all of it as a list of the workbook."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime

import pytest
from django.test import override_settings

from evaluations.actions.council_rounds import back_to_receiving
from evaluations.actions.councils import seat_member, unseat_member
from evaluations.exports.round_story import story_of
from evaluations.models import Round
from evaluations.queries.councils import sitting
from evaluations.queries.timeline import acts_of_round
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_steps import page, words
from tests.evaluations.score_room import TODAY, scoring_round

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    return scoring_round(*stage, seats=4)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def test_a_seat_that_ended_meanwhile_is_told_without_its_reason(room, officer, sign_in):
    found, entries = room
    gone = sitting(found.council)[3]
    back_to_receiving(found, why="Đổi thành viên", by=officer)
    unseat_member(gone, why="Người nhà của một chủ thể", by=officer)
    shown = page(sign_in(officer), "meeting-timeline", found.pk)
    assert shown.context["events"][0]["title"] == f"Thôi thành viên hội đồng ({gone.full_name})"
    assert "Người nhà của một chủ thể" not in words(shown)
    assert "unseat_member" not in [act.verb for act in acts_of_round(found, entries, closes_some=True)]


def test_what_the_council_did_before_and_after_is_not_told(room, officer):
    found, entries = room
    mark_all(entries)
    close(found, entries, officer)
    found = Round.objects.get(pk=found.pk)
    seat_member(found.council, full_name="Người Mới", by=officer)
    assert "seat_member" not in [act.verb for act in acts_of_round(found, entries, closes_some=False)]


def test_the_workbook_takes_it_along_oldest_first(room, officer):
    found, entries = room
    mark_all(entries)
    close(found, entries, officer)
    heads, rows = story_of(Round.objects.get(pk=found.pk))
    rows = list(rows)
    assert [head for head, _width in heads] == ["Lúc", "Việc", "Hồ sơ", "Thành viên", "Người thực hiện", "Lý do"]
    assert all(isinstance(row[0], datetime) for row in rows)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert (rows[-1][1], rows[-1][4]) == ("Chốt điểm", str(officer))
    signed = [row for row in rows if row[1] == "Ký phiếu chấm"]
    assert {(row[2], row[3]) for row in signed} == {
        (str(entry), seat.full_name) for entry in entries for seat in sitting(found.council)
    }
