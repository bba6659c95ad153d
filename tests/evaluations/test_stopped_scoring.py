"""What belongs to one meeting goes when its scoring is stopped: who was excused, who was there."""

from __future__ import annotations

import pytest

from evaluations.actions.absence import excuse_member
from evaluations.actions.council_rounds import back_to_receiving, send_to_members, start_scoring
from evaluations.actions.dossiers import leave_round, take_into_round
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.postponing import postpone_dossier
from evaluations.enums import EntryStatus
from evaluations.models import RoundEntry
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import begin, make_round, sign
from tests.evaluations.council_steps import refused
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import level_of

pytestmark = pytest.mark.django_db

WHY = "Đi công tác (minh hoạ)"


@pytest.fixture
def room(settings, province, commune, officer):
    settings.BUSINESS_DAY = TODAY
    return scoring_round(province, commune, officer, count=2, allows_extra_rounds=True)


def test_an_excuse_is_of_one_meeting(room, officer):
    found, (first, second) = room
    chair, member, _third = sitting(found.council)
    assert excuse_member(found, member, why=WHY, by=officer) == [first, second]
    again = postpone_dossier(second, why=WHY, by=officer)
    found = back_to_receiving(found, why="Thiếu người", by=officer)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.excused, again.excused) == (EntryStatus.ACCEPTED, {}, {})
    assert second.excused == {str(member.pk): WHY}  # what was put off keeps what stood there
    begin(found, officer, sent_on=TODAY)
    first.refresh_from_db()
    assert [sign(first, each).status for each in (chair, member)] == ["signed", "signed"]


def test_an_excuse_does_not_go_along_into_another_round(room, officer, province):
    """Of before scoring emptied it: the row still has it when the dossier leaves."""
    found, (first, _second) = room
    member = sitting(found.council)[1]
    found = back_to_receiving(found, why="Thiếu người", by=officer)
    RoundEntry.objects.filter(pk=first.pk).update(excused={str(member.pk): WHY})
    assert leave_round(first, by=officer).excused == {}
    other = make_round(level_of("26-2026"), province, found.council, officer, opened_on=TODAY, ordinal=3)
    taken = RoundEntry.objects.get(pk=take_into_round(first, other, by=officer).pk)
    assert (taken.round, taken.excused) == (other, {})


def test_who_was_there_is_noted_anew(room, officer):
    found, entries = room
    assert list(found.present.all()) == sitting(found.council)
    found = back_to_receiving(found, why="Thiếu người", by=officer)
    assert not found.present.exists()
    send_to_members(found, on=TODAY, by=officer)
    start_scoring(found, by=officer)
    for entry in entries:
        entry.refresh_from_db()
        for member in sitting(found.council):
            sign(entry, member)
        agree_where_all_do(entry, by=officer)
    assert refused(conclude_round, found, by=officer)[0] == "Có mặt 0/3 thành viên, chưa đủ 75%."
