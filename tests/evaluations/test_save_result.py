"""Saving rows of the grid: what follows, what is refused, what a second officer's save does."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import ActionRefused
from core.models import HistoryEntry
from evaluations.actions.results import ResultConflict, remove_result, save_result
from evaluations.actions.rounds import close_round, open_round
from evaluations.entry import Entry
from evaluations.enums import Outcome
from evaluations.models import PaperResult
from evaluations.queries.grid import rows_of, totals_of
from products.actions.decisions import issue_decision
from products.enums import RatingKind
from tests.factories import level_of, line, make_user, paper

pytestmark = pytest.mark.django_db


def refused(home, entry, by, **more):
    with pytest.raises(ActionRefused) as refusal:
        save_result(home, entry, by=by, **more)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


@pytest.mark.parametrize(
    ("score", "outcome"),
    [("62.5", "3"), ("70", "4"), ("95", "tiem-nang"), ("49.5", "none")],
)
def test_the_outcome_follows_from_the_score(round_2022, make, officer, score, outcome):
    result = save_result(round_2022, Entry(make("Bánh tét"), score=Decimal(score)), by=officer)
    assert (result.outcome, result.version, result.position) == (outcome, 1, 1)
    entry = HistoryEntry.objects.first()
    assert (entry.verb, entry.data["after"]["outcome"]) == ("enter_result", outcome)


def test_stars_stand_alone_where_no_score_was_published(round_2022, make, officer):
    result = save_result(round_2022, Entry(make("Bánh tét"), outcome="4"), by=officer)
    assert (result.score, result.outcome) == (None, Outcome.FOUR)


def test_a_council_may_refuse_recognition_whatever_the_score(round_2022, make, officer):
    assert save_result(round_2022, Entry(make("A"), score=Decimal(75), outcome="none"), by=officer).outcome == "none"


def test_a_district_sends_up_what_it_may_not_recognise(district, make, local_officer):
    found = open_round(
        level=level_of("148-2023", "district"),
        place=district,
        year=2022,
        ordinal=1,
        opened_on=date(2022, 9, 1),
        by=local_officer,
    )
    rows = [
        save_result(found, Entry(make("A"), score=Decimal(75)), by=local_officer),
        save_result(found, Entry(make("B"), score=Decimal(65)), by=local_officer),
    ]
    assert [row.outcome for row in rows] == ["", "3"]
    labels = {"rows": "dòng", "3": "3 sao", "up": "chuyển cấp trên", "open": "chưa có kết quả"}
    assert {total.key: total.count for total in totals_of(found, rows_of(found), labels)} == {
        "rows": 2,
        "3": 1,
        "up": 1,
        "open": 0,
    }
    assert refused(found, Entry(make("C"), score=Decimal(75), outcome="4"), local_officer) == [
        (
            "outcome",
            "Cấp huyện không được công nhận hạng 4 sao (Quy trình kèm Quyết định 148/QĐ-TTg: huyện công nhận 3 sao, "
            "từ 70 điểm chuyển tỉnh).",
        )
    ]


@pytest.mark.parametrize(
    ("score", "outcome", "field", "words"),
    [
        ("69.99", "4", "outcome", "69,99 điểm ứng với 3 sao, không phải 4 sao."),
        ("95", "4", "outcome", "95 điểm ứng với 5 sao, không phải 4 sao."),
        ("89.99", "tiem-nang", "score", "Tiềm năng 5 sao cần từ 90 điểm trở lên."),
        (
            "95",
            "5",
            "outcome",
            "Cấp tỉnh không được công nhận hạng 5 sao (Quy trình kèm Quyết định 1048/QĐ-TTg: tỉnh công nhận 3–4 sao, "
            "từ 90 điểm đề nghị trung ương).",
        ),
        ("100.5", "", "score", "Điểm phải từ 0 đến 100, nhiều nhất hai chữ số thập phân."),
    ],
)
def test_stars_that_the_score_does_not_carry(round_2022, make, officer, score, outcome, field, words):
    assert refused(round_2022, Entry(make("A"), score=Decimal(score), outcome=outcome), officer) == [(field, words)]
    assert PaperResult.objects.count() == 0


def test_the_same_product_twice(round_2022, make, officer):
    product = make("Bánh tét")
    save_result(round_2022, Entry(product), by=officer)
    assert refused(round_2022, Entry(product), officer) == [("product", "“Bánh tét” đã có ở dòng 1.")]


def test_a_product_that_holds_a_rating_asks_what_it_came_for(round_2022, make, officer):
    product = make("Kẹo dừa")
    issue_decision(paper(), [line(product, 4)], by=officer)
    assert refused(round_2022, Entry(product, outcome="4"), officer) == [
        ("kind", "“Kẹo dừa” đang giữ hạng 4 sao đến 12/01/2025: đây là đánh giá lại hay nâng hạng?")
    ]
    assert refused(round_2022, Entry(product, outcome="4", kind=RatingKind.UPGRADE), officer) == [
        ("kind", "“Kẹo dừa” đang giữ 4 sao: kết quả này không phải nâng hạng.")
    ]
    save_result(round_2022, Entry(product, outcome="4", kind=RatingKind.RE_RATING), by=officer)


def test_a_save_on_top_of_somebody_elses_is_a_conflict(round_2022, make, officer):
    other = make_user(full_name="Chị Hai")
    product = make("Bánh tét")
    row = save_result(round_2022, Entry(product, score=Decimal(60)), by=officer)
    save_result(round_2022, Entry(product, score=Decimal(61)), by=other, result=row, version=1)
    mine = Entry(product, score=Decimal(62))
    with pytest.raises(ResultConflict) as conflict:
        save_result(round_2022, mine, by=officer, result=row, version=1)
    assert str(conflict.value) == "Chị Hai đã lưu dòng này trong lúc bạn gõ: chọn giữ bản nào."
    assert (conflict.value.theirs.score, conflict.value.theirs.version) == (Decimal(61), 2)
    assert conflict.value.mine == Entry(product, score=Decimal(62), outcome="3")
    # choosing mine is a save on top of the version that was shown
    saved = save_result(round_2022, mine, by=officer, result=row, version=2)
    assert (saved.score, saved.version, saved.updated_by) == (Decimal(62), 3, officer)


def test_saving_the_same_values_is_no_conflict(round_2022, make, officer):
    entry = Entry(make("Bánh tét"), score=Decimal(60))
    row = save_result(round_2022, entry, by=officer)
    again = save_result(round_2022, entry, by=make_user(), result=row, version=7)
    assert (again.version, again.updated_by) == (1, officer)


def test_a_row_that_somebody_took_out_meanwhile(round_2022, make, officer):
    entry = Entry(make("Bánh tét"))
    row = save_result(round_2022, entry, by=officer)
    remove_result(row, by=officer)
    assert HistoryEntry.objects.first().verb == "remove_result"
    assert refused(round_2022, Entry(entry.product, score=Decimal(60)), officer, result=row, version=1) == [
        ("result", "Người khác đã xóa dòng này trong lúc bạn gõ: lưu lại để nhập thành dòng mới.")
    ]


def test_a_closed_round_takes_nothing(round_2022, make, officer):
    row = save_result(round_2022, Entry(make("A")), by=officer)
    close_round(round_2022, by=officer)
    words = ("", "Đợt đã khép: mở lại đợt rồi mới sửa được.")
    assert refused(round_2022, Entry(make("B")), officer) == [words]
    with pytest.raises(ActionRefused):
        remove_result(row, by=officer)


def test_who_may_enter(round_2022, make, secretary, auditor, stranger, local_officer):
    save_result(round_2022, Entry(make("A"), outcome="3"), by=secretary)
    no_right = ("", "Tài khoản của bạn không có quyền mở đợt, nhập kết quả.")
    assert refused(round_2022, Entry(make("B")), auditor) == [no_right]
    assert refused(round_2022, Entry(make("Bánh pía")), stranger) == [
        ("place", "Địa bàn này không thuộc phạm vi của bạn."),
        ("", "“Bánh pía” không thuộc địa bàn của bạn."),
    ]
