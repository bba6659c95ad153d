"""Opening, closing and opening rounds again."""

from datetime import date

import pytest

from core.errors import ActionRefused
from core.models import HistoryEntry
from evaluations.actions.rounds import close_round, open_round, reopen_round
from evaluations.enums import RoundStatus
from evaluations.models import Round
from evaluations.queries.rounds import next_ordinal, rounds_for, seats_for
from tests.factories import level_of

pytestmark = pytest.mark.django_db
DAY = date(2022, 6, 1)


def refused(level, place, by, year=2022, ordinal=1, opened_on=DAY):
    with pytest.raises(ActionRefused) as refusal:
        open_round(level=level, place=place, year=year, ordinal=ordinal, opened_on=opened_on, by=by)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def test_a_round_is_opened_and_written_down(province, officer):
    found = open_round(level=level_of(), place=province, year=2022, ordinal=1, opened_on=DAY, by=officer)
    assert (str(found), found.status) == ("Đợt 1 năm 2022 – Cấp tỉnh, Tỉnh Trà Vinh", RoundStatus.OPEN)
    assert HistoryEntry.objects.get(by=officer).verb == "open_round"
    assert next_ordinal(level_of(), province, 2022) == 2
    assert next_ordinal(level_of(), province, 2021) == 1


def test_a_local_officer_runs_a_round_of_the_district(district, province, local_officer):
    open_round(
        level=level_of("1048-2019", "district"), place=district, year=2022, ordinal=1, opened_on=DAY, by=local_officer
    )
    assert refused(level_of(), province, local_officer) == [
        ("place", "Địa bàn này không thuộc phạm vi của bạn."),
    ]


def test_what_is_refused_in_words(province, district, officer):
    assert refused(level_of("26-2026", "commune"), province, officer) == [
        ("level", "Cấp xã không có hội đồng chấm điểm (26/2026/QĐ-TTg, khoản 2 Điều 7).")
    ]
    assert refused(level_of(), district, officer) == [("place", "Đợt của cấp tỉnh cần địa bàn cùng cấp.")]
    assert refused(level_of(), province, officer, opened_on=date(2022, 10, 2)) == [
        ("opened_on", "Ngày mở đợt sau ngày làm việc hiện tại.")
    ]
    assert refused(level_of(), province, officer, year=2020) == [
        ("opened_on", "Đợt của năm 2020 mở trong năm đó hoặc năm sau.")
    ]
    province.valid_to = date(2022, 5, 31)
    province.save()
    assert refused(level_of(), province, officer) == [("place", "Tỉnh Trà Vinh không tồn tại vào ngày 01/06/2022.")]


def test_a_round_is_opened_once(round_2022, province, officer):
    assert refused(level_of(), province, officer) == [("ordinal", "Đợt 1 năm 2022 đã có.")]


def test_two_who_open_the_same_round_at_once(round_2022, province, officer, monkeypatch):
    # The other person's round was not there yet when this one was checked.
    monkeypatch.setattr("evaluations.actions.rounds.why_not_open_round", lambda *given: [])
    assert refused(level_of(), province, officer) == [("ordinal", "Đợt 1 năm 2022 đã có.")]
    assert (Round.objects.count(), HistoryEntry.objects.filter(by=officer).count()) == (1, 1)


def test_the_permission_is_asked_of_the_round_as_it_stands(district, province, local_officer):
    found = open_round(
        level=level_of("1048-2019", "district"), place=district, year=2022, ordinal=1, opened_on=DAY, by=local_officer
    )
    Round.objects.update(place=province)
    for act in (close_round, reopen_round):
        with pytest.raises(ActionRefused) as refusal:
            act(found, by=local_officer)
        assert str(refusal.value) == "Địa bàn này không thuộc phạm vi của bạn."


def test_an_auditor_changes_nothing(province, round_2022, auditor):
    words = [("", "Tài khoản của bạn không có quyền mở đợt, nhập kết quả.")]
    assert refused(level_of(), province, auditor, ordinal=2) == words
    with pytest.raises(ActionRefused):
        close_round(round_2022, by=auditor)
    assert Round.objects.get().status == RoundStatus.OPEN


def test_closing_and_opening_again(round_2022, officer):
    close_round(round_2022, by=officer, why="xong")
    assert Round.objects.get().status == RoundStatus.CLOSED
    reopen_round(round_2022, by=officer)
    assert Round.objects.get().status == RoundStatus.OPEN


def test_rounds_and_seats_are_seen_within_the_territory(round_2022, district, officer, local_officer, auditor):
    assert list(rounds_for(officer)) == [round_2022] == list(rounds_for(auditor))
    assert list(rounds_for(local_officer)) == []
    assert [place.name for place in seats_for(local_officer)] == ["Huyện Minh Hoạ"]
    assert [place.name for place in seats_for(officer)] == ["Tỉnh Trà Vinh", "Huyện Minh Hoạ"]
