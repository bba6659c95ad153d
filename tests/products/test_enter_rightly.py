"""Mending a published row: other figures, another product, an approval instead of stars, a forgotten row."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import ActionRefused
from core.models import HistoryEntry
from products.actions.correcting import add_to_decision, enter_rightly
from products.actions.decisions import issue_decision
from products.enums import Answer, EndReason, RatingKind
from products.models import Certificate, Recognition, ScoreApproval
from products.queries.register import approvals_open, ratings_in_force
from tests.factories import level_of, line, make_product, make_user, paper

pytestmark = pytest.mark.django_db
DAY = date(2022, 1, 12)
LATER = date(2022, 8, 22)


def rightly(row, by, **changes):
    facts = {"stars": 3, "score": None, "kind": RatingKind.FIRST, "why": "Đánh máy nhầm", "by": by} | changes
    return enter_rightly(row, **facts)


def refused(row, by, **changes):
    with pytest.raises(ActionRefused) as refusal:
        rightly(row, by, **changes)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


def test_other_figures_keep_the_code(law, officer):
    issue_decision(paper(), [line(make_product(), 3)], by=officer)
    wrong = Recognition.objects.get()
    code = wrong.certificate.code
    right = rightly(wrong, officer, stars=4, score=Decimal(75))
    wrong.refresh_from_db()
    assert (wrong.void_reason, right.restates, right.stars, right.score) == ("Đánh máy nhầm", wrong, 4, Decimal(75))
    assert Certificate.objects.get(recognition=right).code == code
    assert HistoryEntry.objects.first().data["before"]["stars"] == 3


PARTS = {"score_a": Decimal(30), "score_b": Decimal("12.5"), "score_c": Decimal(30)}


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({"stars": 4, "score": Decimal("72.5"), "kind": RatingKind.UPGRADE}, PARTS),
        ({"stars": None, "score": Decimal(92)}, dict.fromkeys(PARTS)),
        ({"stars": 4, "score": Decimal(75)}, dict.fromkeys(PARTS)),
        ({"stars": 4, "score": None}, dict.fromkeys(PARTS)),
    ],
)
def test_parts_stay_beside_their_own_score_alone(law, officer, changes, parts):
    issue_decision(paper(), [line(make_product(), 4, score=Decimal("72.5"), **PARTS)], by=officer)
    right = rightly(Recognition.objects.get(), officer, **changes)
    assert {name: getattr(right, name) for name in PARTS} == parts


def test_parts_go_with_the_score_to_the_right_product(law, officer):
    issue_decision(paper(), [line(make_product("Kẹo dừa A"), 4, score=Decimal("72.5"), **PARTS)], by=officer)
    right = rightly(
        Recognition.objects.get(), officer, product=make_product("Kẹo dừa B"), stars=4, score=Decimal("72.5")
    )
    assert (right.product_name, {name: getattr(right, name) for name in PARTS}) == ("Kẹo dừa B", PARTS)


def test_another_product_gets_a_code_of_its_own_and_the_first_its_old_rating_back(law, officer):
    wrong_one, right_one = make_product("Kẹo dừa A"), make_product("Kẹo dừa B")
    issue_decision(paper(), [line(wrong_one, 3), line(right_one, 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", LATER), [line(wrong_one, 4, kind=RatingKind.UPGRADE)], by=officer)
    wrong = Recognition.objects.get(stars=4)
    right = rightly(wrong, officer, product=right_one, stars=4, kind=RatingKind.UPGRADE)
    assert (right.product_name, right.starts_on, right.decision) == ("Kẹo dừa B", LATER, wrong.decision)
    assert Certificate.objects.get(recognition=right).code != Certificate.objects.get(recognition=wrong).code
    assert sorted((row.product_name, row.stars) for row in ratings_in_force(LATER)) == [
        ("Kẹo dừa A", 3),
        ("Kẹo dừa B", 4),
    ]
    ended = Recognition.objects.get(product=right_one, stars=3)
    assert (ended.ended_on, ended.end_reason) == (LATER, EndReason.SUPERSEDED)


def test_another_product_that_holds_a_rating_asks_as_ever(law, officer):
    wrong_one, right_one = make_product(), make_product("Kẹo dừa B")
    issue_decision(paper(), [line(right_one, 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", LATER), [line(wrong_one, 3)], by=officer)
    wrong = Recognition.objects.get(product=wrong_one)
    assert refused(wrong, officer, product=right_one) == [
        ("kind", "“Kẹo dừa B” đang giữ hạng 3 sao đến 12/01/2025: đây là đánh giá lại hay nâng hạng?")
    ]
    assert Recognition.objects.get(product=wrong_one).voided_at is None


def test_an_approval_typed_as_stars_and_back(law, officer):
    product = make_product()
    issue_decision(paper(), [line(product, 4)], by=officer)
    code = Recognition.objects.get().certificate.code
    approval = rightly(Recognition.objects.get(), officer, stars=None, score=Decimal(92))
    assert (approval.approved_on, approval.score, approval.certificate.code) == (DAY, Decimal(92), code)
    assert list(ratings_in_force(DAY)) == []
    higher = rightly(approval, officer, stars=None, score=Decimal(93))
    assert (list(approvals_open(DAY)), higher.restates) == ([higher], approval)
    rating = rightly(higher, officer, stars=4, score=Decimal(80))
    assert (list(ratings_in_force(DAY)), list(approvals_open(DAY))) == ([rating], [])
    assert (rating.certificate.code, Certificate.objects.count()) == (code, 1)


def test_five_stars_typed_as_four_open_the_approval_again(law, officer):
    product = make_product()
    issue_decision(paper(), [line(product, None, score=Decimal(92))], by=officer)
    national = paper("9/QĐ-BNN", LATER, level=level_of("1048-2019", "national"), issuing_body="Bộ")
    issue_decision(national, [line(product, 5)], by=officer)
    assert ScoreApproval.objects.get().answer == Answer.RECOGNISED
    assert refused(Recognition.objects.get(), officer, stars=4)[0][0] == "outcome"


def test_a_forgotten_row_is_added_to_its_decision(law, officer):
    decision = issue_decision(paper(), [line(make_product("A"), 3)], by=officer)
    forgotten = make_product("B")
    row = add_to_decision(decision, line(forgotten, 4, score=Decimal(75)), why="Sót dòng 12", by=officer)
    assert (row.decision, row.starts_on, row.stars) == (decision, DAY, 4)
    assert HistoryEntry.objects.first().why == "Sót dòng 12"
    with pytest.raises(ActionRefused) as refusal:
        add_to_decision(decision, line(forgotten, 5), why=" ", by=officer)
    assert [(reason.field, reason.text) for reason in refusal.value.reasons][:2] == [
        ("why", "Cần nêu lý do."),
        ("product", "Quyết định này đã có “B”."),
    ]


def test_who_may_mend(law, officer, auditor):
    issue_decision(paper(), [line(make_product(), 3)], by=officer)
    words = [("", "Tài khoản của bạn không có quyền vô hiệu dòng nhập sai, gộp trùng.")]
    assert refused(Recognition.objects.get(), auditor) == words
    assert refused(Recognition.objects.get(), officer, why="") == [("why", "Cần nêu lý do.")]
    assert make_user("leader").may("correct_register") is False
