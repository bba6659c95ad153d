"""Clocks run until the decision, and an approved score is sent up in time for the round of the level above."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from evaluations.actions.asking import answer_item, ask_for_more, receive_more
from evaluations.actions.dossiers import accept_dossier, forward_dossier
from evaluations.actions.postponing import postpone_dossier
from evaluations.actions.setting_aside import set_result_aside
from evaluations.enums import Aside, EntryStatus
from evaluations.models import RoundEntry
from evaluations.queries.clocks import clocks_of, running_clocks
from products.actions.correcting import answer_approval
from products.enums import Answer, RatingKind
from products.models import ScoreApproval
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_steps import decide
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import level_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LATER = TODAY + timedelta(days=1)
WHOLE = date(2026, 11, 9)
AGAIN = ("đánh giá lại từ khi đủ hồ sơ", date(2026, 12, 24))
GOES_UP = ("chuyển lên cấp trung ương kịp đợt 2", date(2027, 1, 29))


def clocks(user, entry, on=TODAY):
    """What runs for a dossier: the same in the owner's list and on its page."""
    listed = [(clock.what, clock.due) for clock in running_clocks(user, on) if clock.of == entry]
    around = RoundEntry.objects.select_related("level__regime", "dossier", "round__council")
    shown = clocks_of([around.get(pk=entry.pk)], on)[entry.pk]
    assert sorted(listed) == sorted((clock.what, clock.due) for clock in shown)
    return listed


def concluded(province, commune, officer, *, kind=RatingKind.FIRST, pick=None):
    found, entries = scoring_round(province, commune, officer, count=1, kind=kind)
    RoundEntry.objects.filter(pk=entries[0].pk).update(complete_on=WHOLE)
    mark_all(entries, *([pick] if pick else []))
    close(found, entries, officer)
    return found, RoundEntry.objects.get(pk=entries[0].pk)


@pytest.fixture(autouse=True)
def in_2026(settings):
    settings.BUSINESS_DAY = TODAY


def test_45_days_run_until_the_decision(province, commune, officer):
    found, entry = concluded(province, commune, officer, kind=RatingKind.RE_RATING)
    assert entry.status == EntryStatus.SCORED
    assert clocks(officer, entry) == [AGAIN]
    decide(found, officer, "9/QĐ-UBND", TODAY)
    assert clocks(officer, entry) == [GOES_UP]


def test_what_is_postponed_keeps_its_45_days(settings, province, commune, officer):
    _found, (entry,) = scoring_round(province, commune, officer, count=1, kind=RatingKind.RE_RATING)
    RoundEntry.objects.filter(pk=entry.pk).update(complete_on=WHOLE)
    settings.BUSINESS_DAY = LATER
    again = postpone_dossier(entry, why="Chủ tịch có liên quan (minh hoạ)", by=officer)
    assert (again.arrived_on, again.complete_on) == (LATER, WHOLE)
    assert clocks(officer, entry) == []
    assert clocks(officer, again) == [AGAIN]
    accept_dossier(again, by=officer)
    assert clocks(officer, again) == [AGAIN]


def test_what_is_set_aside_keeps_its_45_days_until_more_is_asked_for(settings, province, commune, officer):
    _found, entry = concluded(province, commune, officer, kind=RatingKind.RE_RATING)
    settings.BUSINESS_DAY = LATER
    again = set_result_aside(entry, to=Aside.AGAIN, why="Khiếu nại đúng", paper="12/GQKN (minh hoạ)", by=officer)
    accept_dossier(again, by=officer)
    assert clocks(officer, again) == [AGAIN]
    ask = ask_for_more(again, items=["Phiếu kiểm nghiệm"], by=officer)
    assert clocks(officer, again) == []
    answer_item(ask.items.get(), answer="Đã nộp", by=officer)
    receive_more(again, by=officer)
    accept_dossier(again, by=officer)
    assert clocks(officer, again) == [("đánh giá lại từ khi đủ hồ sơ", date(2027, 1, 5))]  # 45 days from LATER


def test_the_days_of_opinions_end_with_them_and_those_of_the_law_do_not(province, commune, officer):
    found, entry = concluded(province, commune, officer, kind=RatingKind.RE_RATING)
    found.council.days_in_writing, found.council.allows_writing = 15, True
    found.council.save()
    RoundEntry.objects.filter(pk=entry.pk).update(in_writing=True)
    assert clocks(officer, entry) == [AGAIN]


def test_what_was_filed_under_an_older_law_is_to_be_decided_within_its_days(province, commune, officer):
    _found, entry = concluded(province, commune, officer)
    RoundEntry.objects.filter(pk=entry.pk).update(level=level_of("148-2023-1489", "province"))
    assert clocks(officer, entry) == [("hồ sơ cũ, lần đầu hoặc nâng hạng", date(2026, 7, 21))]


def test_an_approved_score_is_sent_up_in_time(province, commune, officer):
    found, entry = concluded(province, commune, officer)
    assert clocks(officer, entry) == []
    decide(found, officer, "9/QĐ-UBND", TODAY)
    assert clocks(officer, entry) == [GOES_UP]
    assert clocks(officer, entry, date(2027, 2, 1)) == [GOES_UP]  # missed, and said so
    forward_dossier(RoundEntry.objects.get(pk=entry.pk), on=TODAY, by=officer)
    assert clocks(officer, entry) == []


def test_who_declined_is_not_waited_for(settings, province, commune, officer):
    found, entry = concluded(province, commune, officer)
    decide(found, officer, "9/QĐ-UBND", TODAY)
    settings.BUSINESS_DAY = LATER
    answer_approval(ScoreApproval.objects.get(), Answer.WITHDRAWN, on=LATER, paper="Đơn (minh hoạ)", by=officer)
    assert clocks(officer, entry) == []
