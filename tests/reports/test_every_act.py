"""After each kind of act on the ledger the kept counts are those of a slow recount."""

from datetime import date
from decimal import Decimal

import pytest

from products.actions.correcting import (
    add_to_decision,
    answer_approval,
    correct_ratings,
    enter_rightly,
    extend_rating,
    void_approval,
    void_decision,
    void_rating,
)
from products.actions.decisions import annul_decision, attest_ratings, issue_decision, revoke_ratings
from products.actions.merging import merge_producers, merge_products, undo_merge
from products.actions.transfer import succeed_producer, transfer_product
from products.enums import Answer, Counting, RatingKind
from products.models import Recognition, ScoreApproval
from products.paper import Correction
from reports.actions.recount import differences_of_days
from reports.queries.figures import Question, figures
from tests.factories import level_of, line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
TODAY = date(2022, 10, 1)
WHY = "Minh hoạ"


@pytest.fixture
def says(law):
    """Asserts that the counts are right and gives total and potential five of today, in the mode `beside`."""

    def total():
        assert list(differences_of_days()) == []
        answer = figures(Question(on=TODAY, potential=Counting.BESIDE))
        return answer.total, answer.by_rank["potential5"], answer.producers_total

    return total


def test_acts_that_add_and_end(says, officer):
    make_province()
    products = [make_product() for _number in range(6)]
    first = issue_decision(paper(), [line(product, 3) for product in products[:2]], by=officer)
    assert says() == (2, 0, 2)
    issue_decision(paper("2/QĐ-UBND"), [line(products[0], None), line(products[2], None)], by=officer)
    assert says() == (3, 2, 3)
    add_to_decision(first, line(products[3], 4), why=WHY, by=officer)
    assert says() == (4, 2, 4)
    starts = {"starts_on": date(2021, 5, 5), "source_url": "https://vi-du.vn/minh-hoa"}
    attest_ratings(level_of(), [line(products[4], 3, **starts)], by=officer)
    assert says() == (5, 2, 5)
    rating = Recognition.objects.get(product=products[1])
    extend_rating(rating, until=date(2025, 7, 1), ground=WHY, by=officer)
    assert says() == (5, 2, 5)
    approval = ScoreApproval.objects.get(product=products[2])
    answer_approval(approval, Answer.BELOW, on=date(2022, 9, 1), paper=WHY, by=officer)
    assert says() == (4, 1, 4)
    revoke_ratings(paper("3/QĐ-UBND", date(2022, 9, 2), reason=WHY), [rating], by=officer)
    assert says() == (3, 1, 3)
    annul_decision(paper("4/QĐ-UBND", date(2022, 9, 3), reason=WHY), first, by=officer)
    assert says() == (2, 1, 2)


def test_acts_that_mend(says, officer):
    make_province()
    one, other, third = (make_product() for _number in range(3))
    issue_decision(paper(), [line(one, 3), line(other, 3)], by=officer)
    rightly = {"score": None, "kind": RatingKind.FIRST, "why": WHY, "by": officer}
    enter_rightly(Recognition.objects.get(product=one), stars=4, product=third, **rightly)
    assert says() == (2, 0, 2)
    issue_decision(paper("2/QĐ-UBND", date(2022, 8, 1)), [line(other, None, score=Decimal(91))], by=officer)
    assert says() == (2, 1, 2)
    void_approval(ScoreApproval.objects.get(), why=WHY, by=officer)
    assert says() == (2, 0, 2)
    head = paper("3/QĐ-UBND", date(2022, 8, 2), reason=WHY)
    correct_ratings(head, [Correction(Recognition.objects.get(product=other), stars=4)], by=officer)
    assert says() == (2, 0, 2)
    assert figures(Question(on=TODAY)).by_rank["4"] == 2
    void_rating(Recognition.objects.get(product=third, voided_at=None), why=WHY, by=officer)
    assert says() == (1, 0, 1)
    late = issue_decision(paper("5/QĐ-UBND", date(2022, 9, 1)), [line(one, 3), line(third, 3)], by=officer)
    assert says() == (3, 0, 3)
    void_decision(late, why=WHY, by=officer)
    assert says() == (1, 0, 1)


def test_acts_on_identity(says, officer):
    commune = make_place(parent=make_province())
    makers = [
        make_producer(name, place=commune)
        for name in ("Hộ Minh Hoạ A", "Hộ Minh Hoạ B", "Hộ Minh Hoạ C", "Hộ Minh Hoạ D")
    ]
    products = [make_product(f"Bánh tét {maker.pk}", producer=maker) for maker in makers]
    issue_decision(paper(), [line(product, 4) for product in products[:2]], by=officer)
    issue_decision(paper("2/QĐ-UBND"), [line(products[2], None)], by=officer)
    assert says() == (3, 1, 3)
    transfer_product(products[1], to=makers[0], on=date(2022, 5, 1), why=WHY, by=officer)
    assert says() == (3, 1, 3)
    succeed_producer(makers[2], successor=makers[1], on=date(2022, 6, 1), why=WHY, by=officer)
    assert says() == (3, 1, 3)
    issue_decision(paper("5/QĐ-UBND"), [line(products[3], 4)], by=officer)
    merge = merge_producers(makers[0], makers[3], why=WHY, by=officer)
    assert says() == (4, 1, 3)
    undo_merge(merge, why=WHY, by=officer)
    assert says() == (4, 1, 4)
    twice = [make_product("Kẹo dừa", producer=makers[0]), make_product("Kẹo dừa sáp", producer=makers[0])]
    issue_decision(paper("3/QĐ-UBND"), [line(twice[0], 3)], by=officer)
    issue_decision(paper("4/QĐ-UBND"), [line(twice[1], None)], by=officer)
    assert says() == (6, 2, 4)
    merge = merge_products(twice[0], twice[1], why=WHY, by=officer)
    assert says() == (5, 2, 4)
    undo_merge(merge, why=WHY, by=officer)
    assert says() == (6, 2, 4)
