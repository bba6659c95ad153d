"""The plan of a council's round: mended while nothing rests on it, given up while it is empty, frozen at the end."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.models import HistoryEntry
from evaluations.actions.council_rounds import start_receiving
from evaluations.actions.dossiers import leave_round
from evaluations.actions.meeting import conclude_round
from evaluations.actions.round_plans import cancel_round, edit_round, plan_round
from evaluations.enums import RoundStatus
from evaluations.models import Round
from evaluations.queries.clocks import running_clocks
from evaluations.queries.minutes import minutes_of
from evaluations.queries.rounds import next_ordinal
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_room import file, make_council, make_round, take
from tests.evaluations.council_steps import page, refused, told, words
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import level_of, load_sets

pytestmark = pytest.mark.django_db

WHY = "Lý do minh hoạ"


@pytest.fixture
def council(settings, province, officer):
    settings.BUSINESS_DAY = TODAY
    return make_council(province, officer, days_before=0, allows_extra_rounds=True)


@pytest.fixture
def planned(council, province, officer):
    """The law's second round of the year, planned."""
    facts = {"level": level_of("26-2026"), "place": province, "council": council, "year": 2026}
    return plan_round(**facts, ordinal=2, opened_on=date(2026, 11, 2), by=officer)


def plan_of(found, **changes):
    names = ("council", "ordinal", "opened_on", "meets_on", "note")
    return {name: getattr(found, name) for name in names} | changes


def days_of(found):
    return found.files_before, found.ends_before


# ------------------------------------------------------------------ mending
def test_a_plan_is_mended_and_the_law_says_its_days_again(planned, province, officer):
    other = make_council(province, officer, allows_extra_rounds=True)
    assert days_of(planned) == (date(2026, 10, 30), date(2026, 12, 30))
    mended = edit_round(planned, **plan_of(planned, council=other, ordinal=1, meets_on=date(2026, 11, 25)), by=officer)
    assert (mended.council, mended.ordinal, mended.meets_on) == (other, 1, date(2026, 11, 25))
    assert days_of(mended) == (date(2026, 4, 30), date(2026, 6, 30))
    act = HistoryEntry.objects.get(verb="edit_round")
    assert (act.data["before"]["ordinal"], act.data["after"]["ordinal"]) == ("2", "1")
    extra = edit_round(mended, **plan_of(mended, ordinal=3), ends_before=date(2027, 1, 15), by=officer)
    assert (extra.is_extra, days_of(extra)) == (True, (None, date(2027, 1, 15)))


def test_what_stands_there_already_writes_nothing(planned, officer):
    edit_round(planned, **plan_of(planned), by=officer)
    assert not HistoryEntry.objects.filter(verb="edit_round").exists()


def test_the_same_number_is_no_plan(planned, council, province, officer):
    facts = {"level": planned.level, "place": province, "council": council, "year": 2026}
    other = plan_round(**facts, ordinal=3, opened_on=date(2026, 11, 2), by=officer)
    assert refused(edit_round, other, **plan_of(other, ordinal=2), by=officer) == ["Đợt 2 năm 2026 đã có."]
    assert refused(edit_round, planned, **plan_of(planned), files_before=date(2026, 12, 1), by=officer) == [
        "Quy định đã định ngày của đợt này: nhận trước 30/10/2026, xong trước 30/12/2026. Để trống hai ngày."
    ]


def test_days_are_typed_where_the_law_has_no_window(settings, province, officer):
    """1048 plans no yearly rounds: the days of its council are the council's own."""
    settings.BUSINESS_DAY = date(2022, 5, 4)
    council = make_council(province, officer)
    facts = {"level": level_of("1048-2019"), "place": province, "council": council, "year": 2022, "ordinal": 1}
    days = {"files_before": date(2022, 6, 1), "ends_before": date(2022, 6, 1)}
    opened = {"opened_on": date(2022, 5, 2), "by": officer}
    assert refused(plan_round, **facts, **days, **opened) == ["Ngày xong phải sau ngày nhận hồ sơ."]
    found = plan_round(**facts, **days | {"ends_before": date(2022, 7, 1)}, **opened)
    assert (found.is_extra, days_of(found)) == (False, (date(2022, 6, 1), date(2022, 7, 1)))
    start_receiving(found, by=officer)
    assert [(clock.what, clock.due) for clock in running_clocks(officer, date(2022, 5, 4))] == [
        ("đợt nhận hồ sơ", date(2022, 5, 31)),
        ("đợt đánh giá xong", date(2022, 6, 30)),
    ]


@pytest.fixture
def listed(settings, district, commune, make, officer):
    """A round of a district under 1048 that receives, with one dossier on its list."""
    settings.BUSINESS_DAY = date(2022, 5, 4)
    load_sets("1048-2019-16")
    council = make_council(district, officer)
    found = make_round(level_of("1048-2019", "district"), district, council, officer, opened_on=date(2022, 5, 2))
    entry = file(make("Rượu nếp"), commune, officer, set_code="1048-2019-16", on=date(2022, 5, 3))
    return found, take(entry, found, officer)


def test_what_is_listed_keeps_council_and_number_and_must_have_come_in_time(listed, district, officer):
    found, _entry = listed
    other = make_council(district, officer)
    held = "Đợt đã có hồ sơ: hội đồng và số đợt không đổi được nữa. Đưa hồ sơ ra khỏi đợt trước."
    assert refused(edit_round, found, **plan_of(found, council=other), by=officer) == [held]
    assert refused(edit_round, found, **plan_of(found), files_before=date(2022, 5, 3), by=officer) == [
        "“Rượu nếp” nhận ngày 03/05/2022, đợt này lấy hồ sơ nhận trước ngày 03/05/2022."
    ]
    mended = edit_round(found, **plan_of(found), files_before=date(2022, 5, 4), by=officer)
    assert mended.files_before == date(2022, 5, 4)


def test_while_it_is_scored_only_the_day_of_the_meeting_changes(settings, province, commune, officer):
    settings.BUSINESS_DAY = TODAY
    found, entries = scoring_round(province, commune, officer, count=1)
    assert refused(edit_round, found, **plan_of(found, opened_on=date(2026, 11, 3)), by=officer) == [
        "Đợt đang chấm điểm: chỉ đổi được ngày họp và ghi chú."
    ]
    edit_round(found, **plan_of(found, meets_on=date(2026, 11, 20)), by=officer)
    mark_all(entries)
    close(found, entries, officer)
    found.refresh_from_db()
    assert refused(edit_round, found, **plan_of(found, meets_on=date(2026, 11, 21)), by=officer) == [
        "Đợt này đã chốt điểm."
    ]
    Round.objects.filter(pk=found.pk).update(meets_on=date(2026, 12, 1))
    found.refresh_from_db()
    assert minutes_of(found).meets_on == date(2026, 11, 20)


# ------------------------------------------------------------------ giving up
def test_an_empty_round_is_given_up_and_its_number_is_free(planned, council, province, officer):
    start_receiving(planned, by=officer)
    assert refused(cancel_round, planned, why=" ", by=officer) == ["Cần nêu lý do."]
    assert len(running_clocks(officer, TODAY)) == 2
    cancelled = cancel_round(planned, why=WHY, by=officer)
    assert (cancelled.status, running_clocks(officer, TODAY)) == (RoundStatus.CANCELLED, [])
    assert HistoryEntry.objects.get(verb="status:cancelled").why == WHY
    assert next_ordinal(planned.level, province, 2026) == 1
    facts = {"level": planned.level, "place": province, "council": council, "year": 2026, "ordinal": 2}
    again = plan_round(**facts, opened_on=date(2026, 11, 2), by=officer)
    assert refused(plan_round, **facts, opened_on=date(2026, 11, 2), by=officer) == ["Đợt 2 năm 2026 đã có."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(**facts, opened_on=date(2026, 11, 2), way=again.way, status=RoundStatus.PLANNED)


def test_a_round_with_a_dossier_is_not_given_up(listed, officer):
    found, entry = listed
    held = "Đợt đã có hồ sơ: đưa hồ sơ ra khỏi đợt trước rồi mới hủy được."
    assert refused(cancel_round, found, why=WHY, by=officer) == [held]
    leave_round(entry, by=officer)
    assert cancel_round(found, why=WHY, by=officer).status == RoundStatus.CANCELLED


def test_nobody_scores_or_concludes_what_was_given_up(planned, officer):
    found = cancel_round(planned, why=WHY, by=officer)
    assert refused(start_receiving, found, by=officer) == [
        f"Không thể chuyển “{found}” từ “đã hủy” sang “đang nhận hồ sơ”."
    ]
    assert "Đợt này đã hủy." in refused(conclude_round, found, by=officer)


# ------------------------------------------------------------------ pages
def test_the_pages_of_the_plan(planned, officer, sign_in):
    client, edit = sign_in(officer), reverse("staff:council-round-edit", args=[planned.pk])
    shown = words(page(client, "round-detail", planned.pk))
    assert f'href="{edit}"' in shown
    assert 'value="30/10/2026"' not in words(client.get(edit))
    sent = {"council": planned.council_id, "ordinal": "2", "opened_on": "2/11/2026", "meets_on": "26/11/2026"}
    wrong = client.post(edit, sent | {"ends_before": "1/12/2026"})
    assert "Quy định đã định ngày của đợt này" in words(wrong)
    assert 'value="26/11/2026"' in words(wrong)
    assert told(client.post(edit, sent, follow=True)) == ["Đã sửa kế hoạch đợt."]
    planned.refresh_from_db()
    assert planned.meets_on == date(2026, 11, 26)
    step = reverse("staff:round-step", args=[planned.pk, "huy"])
    assert f'href="{step}"' in words(page(client, "round-detail", planned.pk))
    assert told(client.post(step, {"why": WHY}, follow=True)) == ["Đã hủy đợt."]
    over = page(client, "round-detail", planned.pk)
    assert (over.context["may_edit"], over.context["may_cancel"]) == (False, False)
    assert told(client.get(edit, follow=True)) == ["Đợt này đã hủy: lúc này không làm việc này được."]


def test_while_it_is_scored_the_form_keeps_the_rest(settings, province, commune, officer, sign_in):
    settings.BUSINESS_DAY = TODAY
    found, _entries = scoring_round(province, commune, officer, count=1)
    edit = reverse("staff:council-round-edit", args=[found.pk])
    client = sign_in(officer)
    assert told(client.post(edit, {"ordinal": "9", "meets_on": "25/11/2026"}, follow=True)) == ["Đã sửa kế hoạch đợt."]
    found.refresh_from_db()
    assert (found.ordinal, found.meets_on, found.files_before) == (2, date(2026, 11, 25), date(2026, 10, 30))
