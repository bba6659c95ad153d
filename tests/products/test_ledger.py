"""The ledger's verbs: what they insert, close, refuse."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.errors import ActionRefused
from products.actions.correcting import answer_approval, enter_rightly, void_rating
from products.actions.decisions import annul_decision, issue_decision, revoke_ratings
from products.enums import Answer, DecisionKind, EndReason, RatingKind
from products.models import Certificate, Recognition, ScoreApproval
from products.queries.register import approvals_open, ratings_in_force
from tests.factories import level_of, line, make_product, paper

pytestmark = pytest.mark.django_db
DAY = date(2022, 1, 12)


def reasons(refusal):
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def test_a_decision_recognises_for_36_months(law, officer):
    product = make_product("Bánh tét minh hoạ")
    decision = issue_decision(paper(), [line(product, 3, score=Decimal("62.5"))], by=officer)
    rating = Recognition.objects.get()
    assert (decision.kind, decision.slug) == (DecisionKind.RECOGNISE, "1-qd-ubnd-2022-01-12")
    assert (rating.starts_on, rating.until, rating.product_name) == (DAY, date(2025, 1, 12), "Bánh tét minh hoạ")
    assert list(ratings_in_force(date(2025, 1, 12))) == [rating]
    assert list(ratings_in_force(date(2025, 1, 13))) == []
    assert Certificate.objects.get().recognition == rating


def test_ninety_points_are_approved_not_recognised(law, officer):
    held = make_product()
    issue_decision(paper(), [line(held, 3)], by=officer)
    decision = issue_decision(paper("2/QĐ-UBND", date(2022, 8, 17)), [line(held, None, score=Decimal(95))], by=officer)
    assert decision.kind == DecisionKind.APPROVE_SCORE
    assert [row.score for row in approvals_open(date(2022, 8, 17))] == [Decimal(95)]
    assert [row.stars for row in ratings_in_force(date(2022, 8, 17))] == [3]


@pytest.mark.parametrize(
    ("stars", "score", "regime", "key", "field", "words"),
    [
        (5, None, "1048-2019", "province", "outcome", "không được công nhận hạng 5 sao"),
        (3, None, "148-2023", "province", "outcome", "Quyết định 148/QĐ-TTg"),
        (4, Decimal("69.99"), "1048-2019", "province", "outcome", "69,99 điểm ứng với 3 sao, không phải 4 sao"),
        (None, Decimal("89.5"), "1048-2019", "province", "score", "cần từ 90 điểm"),
        (None, Decimal(95), "148-2023", "district", "outcome", "không phê duyệt điểm"),
        (3, Decimal(101), "1048-2019", "province", "score", "từ 0 đến 100"),
    ],
)
def test_what_a_level_may_not_do_is_refused_in_words(law, officer, stars, score, regime, key, field, words):
    with pytest.raises(ActionRefused) as refusal:
        issue_decision(paper(level=level_of(regime, key)), [line(None, stars, score=score)], by=officer)
    assert [reason_field for reason_field, _text in reasons(refusal)] == [f"rows.0.{field}"]
    assert words in reasons(refusal)[0][1]
    assert Recognition.objects.count() == 0


def test_the_number_is_used_once_a_year_by_a_body(law, officer):
    issue_decision(paper(), [line()], by=officer)
    with pytest.raises(ActionRefused) as refusal:
        issue_decision(paper("1/qđ-ubnd", date(2022, 3, 1)), [line()], by=officer)
    assert reasons(refusal) == [("number", "UBND tỉnh Trà Vinh đã có quyết định số 1/QĐ-UBND trong năm 2022.")]
    issue_decision(paper("1/QĐ-UBND", date(2021, 3, 1)), [line()], by=officer)


def test_a_day_to_come_is_refused(law, officer):
    with pytest.raises(ActionRefused) as refusal:
        issue_decision(paper(signed_on=date(2022, 10, 2)), [line()], by=officer)
    assert reasons(refusal) == [("signed_on", "Ngày ký sau ngày làm việc hiện tại.")]


def test_a_held_rating_asks_which_kind_and_is_then_superseded(law, officer):
    product = make_product("Kẹo minh hoạ")
    issue_decision(paper(), [line(product, 3)], by=officer)
    second = paper("2/QĐ-UBND", date(2022, 8, 22))
    with pytest.raises(ActionRefused) as refusal:
        issue_decision(second, [line(product, 4)], by=officer)
    assert reasons(refusal) == [
        ("rows.0.kind", "“Kẹo minh hoạ” đang giữ hạng 3 sao đến 12/01/2025: đây là đánh giá lại hay nâng hạng?")
    ]
    issue_decision(second, [line(product, 4, kind=RatingKind.UPGRADE)], by=officer)
    old, new = Recognition.objects.order_by("starts_on")
    assert (old.ended_on, old.end_reason, old.end_decision) == (new.starts_on, EndReason.SUPERSEDED, new.decision)
    assert [row.stars for row in ratings_in_force(date(2022, 8, 21))] == [3]
    assert [row.stars for row in ratings_in_force(date(2022, 8, 22))] == [4]


def test_two_ratings_on_one_day(law, officer):
    product = make_product("Mứt minh hoạ")
    issue_decision(paper(), [line(product, 3), line(make_product(), 3)], by=officer)
    assert Recognition.objects.count() == 2
    with pytest.raises(ActionRefused) as refusal:
        issue_decision(paper("2/QĐ-UBND"), [line(product, 4, kind=RatingKind.UPGRADE)], by=officer)
    assert reasons(refusal) == [("rows.0.product", "“Mứt minh hoạ” đã có công nhận 3 sao cùng ngày 12/01/2022.")]


def test_an_old_decision_entered_late_ends_where_the_newer_one_starts(law, officer):
    product = make_product()
    issue_decision(paper("5/QĐ-UBND", date(2022, 8, 22)), [line(product, 4)], by=officer)
    issue_decision(paper("4/QĐ-UBND", date(2020, 5, 5)), [line(product, 3)], by=officer)
    old, new = Recognition.objects.order_by("starts_on")
    assert (old.stars, old.ended_on, old.end_decision) == (3, date(2022, 8, 22), new.decision)
    # and one between the two: the first is said anew with its right end
    issue_decision(paper("3/QĐ-UBND", date(2021, 1, 1)), [line(product, 3, kind=RatingKind.RE_RATING)], by=officer)
    rows = Recognition.objects.filter(voided_at=None).order_by("starts_on")
    assert [(row.starts_on, row.ended_on) for row in rows] == [
        (date(2020, 5, 5), date(2021, 1, 1)),
        (date(2021, 1, 1), date(2022, 8, 22)),
        (date(2022, 8, 22), None),
    ]


def test_a_five_star_decision_answers_the_approval(law, officer):
    product = make_product()
    issue_decision(paper(), [line(product, None, score=Decimal(92))], by=officer)
    ministry = level_of("1048-2019", "national")
    five = issue_decision(
        paper("9/QĐ-BNN", date(2022, 9, 1), level=ministry, issuing_body="Bộ NN&PTNT"), [line(product, 5)], by=officer
    )
    approval = ScoreApproval.objects.get()
    assert (approval.answer, approval.ended_on, approval.answer_decision) == (
        Answer.RECOGNISED,
        date(2022, 9, 1),
        five,
    )


def test_the_ministry_under_90_keeps_the_four_stars_in_force(law, officer):
    product = make_product()
    issue_decision(paper(), [line(product, 4)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 3, 1)), [line(product, None)], by=officer)
    approval = ScoreApproval.objects.get()
    answer_approval(approval, Answer.BELOW, on=date(2022, 9, 1), paper="Công văn 12 (minh hoạ)", by=officer)
    assert list(approvals_open(date(2022, 9, 1))) == []
    assert [row.stars for row in ratings_in_force(date(2022, 9, 1))] == [4]
    with pytest.raises(ActionRefused):
        answer_approval(approval, Answer.BELOW, on=date(2022, 9, 2), paper="Công văn 13", by=officer)


def test_the_province_revokes_what_a_district_recognised(law, officer, settings):
    settings.BUSINESS_DAY = date(2026, 8, 1)
    product = make_product()
    district = level_of("148-2023", "district")
    issue_decision(
        paper("7/QĐ-UBND", date(2024, 5, 6), level=district, issuing_body="UBND huyện Càng Long"),
        [line(product, 3)],
        by=officer,
    )
    rating = Recognition.objects.get()
    late = {"signed_on": date(2026, 7, 1), "reason": "Chủ thể ngừng sản xuất (minh hoạ)"}
    with pytest.raises(ActionRefused) as refusal:
        revoke_ratings(paper("8/QĐ-UBND", level=district, **late), [rating], by=officer)
    assert reasons(refusal)[0][0] == "level"
    revoke_ratings(paper("8/QĐ-UBND", level=level_of("26-2026"), **late), [rating], by=officer)
    rating.refresh_from_db()
    assert (rating.ended_on, rating.end_reason) == (date(2026, 7, 1), EndReason.REVOKED)
    assert list(ratings_in_force(date(2026, 7, 1))) == []


def test_annulling_ends_what_still_stands(law, officer):
    decision = issue_decision(paper(), [line(), line(None, None)], by=officer)
    annul_decision(paper("2/QĐ-UBND", date(2022, 2, 1), reason="Ký nhầm (minh hoạ)"), decision, by=officer)
    assert Recognition.objects.get().end_reason == EndReason.ANNULLED
    assert ScoreApproval.objects.get().answer == Answer.ANNULLED


def test_voiding_reopens_what_the_wrong_row_had_ended(law, officer):
    product = make_product()
    issue_decision(paper(), [line(product, 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 8, 22)), [line(product, 4, kind=RatingKind.UPGRADE)], by=officer)
    void_rating(Recognition.objects.get(stars=4), why="Nhập nhầm sản phẩm", by=officer)
    assert [(row.stars, row.ended_on) for row in ratings_in_force(date(2022, 9, 1))] == [(3, None)]
    assert Recognition.objects.filter(voided_at=None).count() == 1
    assert Recognition.objects.count() == 3


def test_entering_rightly_passes_the_code_on(law, officer):
    issue_decision(paper(), [line(None, 3)], by=officer)
    wrong = Recognition.objects.get()
    code = wrong.certificate.code
    new = enter_rightly(wrong, stars=4, score=None, kind=RatingKind.FIRST, why="Gõ nhầm hạng", by=officer)
    assert (new.stars, new.restates, new.certificate.code) == (4, wrong, code)
    wrong.refresh_from_db()
    assert wrong.voided_at is not None
    assert wrong.void_reason == "Gõ nhầm hạng"


@pytest.mark.parametrize(
    "change",
    [
        {"stars": 5},
        {"starts_on": date(2020, 1, 1)},
        {"product_name": "Tên khác"},
        {"ended_on": date(2023, 1, 1)},
        {"recorded_at": None},
    ],
)
def test_the_database_refuses_to_change_the_ledger(law, officer, change):
    issue_decision(paper(), [line()], by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recognition.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recognition.objects.all().delete()


def test_a_row_is_closed_once(law, officer):
    issue_decision(paper(), [line()], by=officer)
    rating = Recognition.objects.get()
    why = {"reason": "Lý do minh hoạ"}
    revoke_ratings(paper("2/QĐ-UBND", date(2022, 5, 1), **why), [rating], by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recognition.objects.update(ended_on=date(2022, 6, 1), closed_at=rating.recorded_at)
