"""The meeting of a council: quorum, passes, frozen results, stopping."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.models import HistoryEntry
from evaluations.actions.council_rounds import (
    back_to_receiving,
    note_presence,
    second_pass,
    start_scoring,
)
from evaluations.actions.dossiers import (
    withdraw_dossier,
)
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.sheets import (
    declare_conflict,
    open_sheet,
)
from evaluations.enums import EntryStatus, RoundStatus, SheetStatus
from evaluations.models import (
    CriteriaSet,
    Result,
    ScoreSheet,
)
from evaluations.queries.councils import sitting, standing_of
from tests.evaluations.council_room import (
    account_of,
    begin,
    criteria_of,
    failing,
    mark,
    sign,
)
from tests.evaluations.council_steps import NOBODY_LEADS, SET_1048, conclude, nobody_leads, refused

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_one_in_conflict_one_sent_back_one_over_the_spread(entry, district_round, officer):
    begin(district_round, officer, sent_on=date(2022, 3, 10))
    chair, second, third = sitting(district_round.council)
    declare_conflict(entry, third, what="Em của chủ cơ sở", by=account_of(third))
    assert refused(open_sheet, entry, third, by=account_of(third)) == [
        f"{third.full_name} đã khai có liên quan: hồ sơ này đóng với thành viên đó."
    ]
    sign(entry, chair)
    sign(entry, second, failing(*[node.code for node in criteria_of(entry)][:8]))
    standing = standing_of(entry)
    assert (len(standing.signed), standing.is_whole, standing.is_over(Decimal(10))) == (2, True, True)
    (reason,) = refused(conclude_round, district_round, by=officer)
    assert reason.endswith("quá 10 điểm: thảo luận rồi chấm lượt tiếp theo.")

    second_pass(entry, why="Thảo luận về nguồn nguyên liệu", by=officer)
    entry.refresh_from_db()
    again = open_sheet(entry, second, by=account_of(second))
    assert (again.pass_number, again.lines.count()) == (2, len(criteria_of(entry)))  # begins with the last marks
    sign(entry, chair)
    sign(entry, second)
    (result,) = conclude_round(district_round, by=officer)
    assert (result.member_count, result.total_sum, result.judged_by["pass"]) == (2, Decimal(200), 2)
    first_pass = ScoreSheet.objects.filter(entry=entry, pass_number=1)
    assert {sheet.status for sheet in first_pass} == {SheetStatus.SIGNED}  # both passes are kept


def test_no_quorum_no_result(scoring, district_round, officer):
    seats = sitting(district_round.council)
    for member in seats:
        sign(scoring, member)
    agree_where_all_do(scoring, by=officer)
    note_presence(district_round, seats[1:], by=officer)
    assert refused(conclude_round, district_round, by=officer) == [
        "Có mặt 2/3 thành viên, chưa đủ 75%.",
        NOBODY_LEADS,
    ]


def test_the_quorum_of_a_dossier_leaves_out_who_is_in_conflict(scoring, district_round, officer):
    chair, *others = sitting(district_round.council)
    declare_conflict(scoring, chair, what="Cổ đông", by=account_of(chair))
    for member in others:
        sign(scoring, member)
    agree_where_all_do(scoring, by=officer)
    assert refused(conclude_round, district_round, by=officer) == [nobody_leads("Rượu nếp")]


def test_everybody_signs_before_a_round_is_concluded(scoring, district_round, officer):
    seats = sitting(district_round.council)
    sign(scoring, seats[0])
    assert refused(conclude_round, district_round, by=officer) == [
        f"“Rượu nếp”: chưa ký phiếu: {seats[1].full_name}, {seats[2].full_name}."
    ]


def test_results_are_frozen(scoring, district_round, officer):
    for member in sitting(district_round.council):
        sign(scoring, member)
    (result,) = conclude(district_round, officer)
    for damage in (
        lambda: Result.objects.filter(pk=result.pk).update(stars=1),
        lambda: Result.objects.filter(pk=result.pk).delete(),
    ):
        with pytest.raises(Exception, match=r"Cannot (update|delete)"), transaction.atomic():
            damage()


def test_scoring_stops_only_while_nobody_has_signed(scoring, district_round, officer):
    chair = sitting(district_round.council)[0]
    mark(scoring, chair)
    found = back_to_receiving(district_round, why="Thiếu hồ sơ", by=officer)
    scoring.refresh_from_db()
    assert (found.status, scoring.status) == (RoundStatus.RECEIVING, EntryStatus.ACCEPTED)
    start_scoring(found, by=officer)
    sign(scoring, chair)
    assert refused(back_to_receiving, found, why="x", by=officer) == [
        "Đã có phiếu chấm được ký: không quay lại nhận hồ sơ được."
    ]


def test_a_round_scores_again_after_a_withdrawal_and_stops_twice(scoring, district_round, officer):
    mark(scoring, sitting(district_round.council)[0])
    for _number in range(2):
        found = back_to_receiving(district_round, why="Thiếu hồ sơ", by=officer)
        start_scoring(found, by=officer)
    withdraw_dossier(scoring, why="Chủ thể đề nghị", by=officer)
    assert conclude_round(found, by=officer) == []
    found.refresh_from_db()
    assert found.status == RoundStatus.DECIDED
    told = HistoryEntry.objects.filter(subject_id=found.pk, verb__in=["status:concluded", "status:decided"])
    assert list(told.order_by("pk").values_list("verb", "why")) == [
        ("status:concluded", ""),
        ("status:decided", "Không có kết quả nào cần quyết định."),
    ]


def test_a_set_in_use_stands_still(scoring):
    criteria_set = CriteriaSet.objects.get(code=SET_1048)
    assert criteria_set.in_use_since is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        criteria_set.nodes.filter(is_criterion=True).update(max_points=1)
