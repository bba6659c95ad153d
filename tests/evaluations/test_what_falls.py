"""What falls with the marks that it rested on: notes that people typed stay, sheets on the way are set aside."""

from __future__ import annotations

import pytest

from evaluations.actions.council_rounds import second_pass
from evaluations.actions.dossiers import withdraw_dossier
from evaluations.actions.meeting import agree_where_all_do
from evaluations.actions.opinions import ask_in_writing
from evaluations.actions.sheets import correct_conflict
from evaluations.enums import SheetStatus
from evaluations.models import ScoreSheet
from evaluations.queries.councils import sitting
from evaluations.queries.marking import tasks_of
from products.enums import RatingKind
from tests.evaluations.council_room import account_of, criteria_of, failing, mark
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOTE = "Theo hợp đồng (minh hoạ)"


@pytest.fixture
def today(settings):
    settings.BUSINESS_DAY = TODAY


def agree_with_a_note(entry, by):
    agree_where_all_do(entry, by=by)
    assert entry.agreed.filter(criterion__code="1.5").update(note=NOTE) == 1


def test_notes_of_the_pass_before_stay_as_of_that_pass(today, province, commune, officer):
    found, (entry,) = scoring_round(province, commune, officer, count=1)
    low = [node.code for node in criteria_of(entry) if node.code != "1.5"][:8]
    for number, seat in enumerate(sitting(found.council)):
        sign_at_once(entry, seat, failing() if number else failing(*low))
    agree_with_a_note(entry, officer)
    entry.refresh_from_db()
    entry.discussion = "Đã nghe chủ thể"
    entry.save()
    entry = second_pass(entry, why="Thảo luận lại", by=officer)
    entry.refresh_from_db()
    assert (entry.passes, entry.agreed.count()) == (2, 0)
    assert entry.discussion == f"Đã nghe chủ thể\nLượt 1, tiêu chí 1.5: {NOTE}"


def test_notes_stay_when_an_interest_is_found(today, province, commune, officer, secretary):
    found, (entry,) = scoring_round(province, commune, officer, count=1)
    seats = sitting(found.council)
    for seat in seats:
        sign_at_once(entry, seat)
    agree_with_a_note(entry, officer)
    correct_conflict(entry, seats[2], what="Em họ", why="Khai sót", by=secretary)
    entry.refresh_from_db()
    assert (entry.agreed.count(), entry.discussion) == (0, f"Tiêu chí 1.5: {NOTE}")


def test_notes_stay_when_another_opinion_comes_in_writing(today, province, commune, officer):
    found, (entry,) = scoring_round(province, commune, officer, count=1, kind=RatingKind.RE_RATING, seats=4)
    ask_in_writing(entry, by=officer)
    seats = sitting(found.council)
    for seat in seats[:3]:
        sign_at_once(entry, seat)
    agree_with_a_note(entry, officer)
    sign_at_once(entry, seats[3])
    entry.refresh_from_db()
    assert (entry.agreed.count(), entry.discussion) == (0, f"Tiêu chí 1.5: {NOTE}")


def test_withdrawing_while_it_is_scored_leaves_no_sheet_open(today, province, commune, officer):
    found, (entry,) = scoring_round(province, commune, officer, count=1)
    seats = sitting(found.council)
    sign_at_once(entry, seats[0])
    mark(entry, seats[1])
    withdraw_dossier(entry, why="Chủ thể rút (minh hoạ)", by=officer)
    states = dict(ScoreSheet.objects.values_list("member", "status"))
    assert states == {seats[0].pk: SheetStatus.SIGNED, seats[1].pk: SheetStatus.SET_ASIDE}
    assert tasks_of(account_of(seats[1])) == []
