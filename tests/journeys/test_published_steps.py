"""The published steps of Trà Vinh 2019–2022, with made-up names, through the action that the screens use.

Published: 56 = 43 + 13 after 2020's decisions; 80 = 5 + 9 + 66; 104 = 6 + 15 + 83 after 1693 (statistics of the
province, potential five stars counted beside; see fixtures/register/tra-vinh/published.csv).
"""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from core.publishing import current_generation
from products.actions.correcting import answer_approval, void_rating
from products.actions.decisions import issue_decision
from products.enums import Answer, Counting, RatingKind
from products.models import Recognition, ScoreApproval
from reports.queries.figures import Question, figures
from tests.factories import line, make_product, make_province, paper

pytestmark = pytest.mark.django_db


def totals(on, mode=Counting.BESIDE, recorded_until=None):
    answer = figures(Question(on=on, potential=mode, recorded_until=recorded_until)).as_json()
    ranks = answer["by_rank"]
    assert sum(ranks.values()) == answer["total"]
    assert sum(answer["by_place"].values()) == answer["total"]
    assert sum(answer["by_category"].values()) == answer["total"]
    assert sum(answer["producers"]["by_class"].values()) == answer["producers"]["total"]
    return answer["total"], ranks["3"], ranks["4"], ranks["5"], ranks["potential5"], answer["potential5_inside"]


def all_modes(on, recorded_until=None):
    return {mode: totals(on, mode, recorded_until) for mode in ("beside", "inside", "certified")}


@pytest.fixture
def products():
    make_province()
    return [make_product(f"Sản phẩm minh hoạ {number}") for number in range(110)]


def test_the_published_steps(law, officer, products):
    take = iter(products)

    def fresh(count):
        return [next(take) for _number in range(count)]

    # 2019: three four-star and 27 three-star; the product of decision 611 is among the four-star ones.
    four_2019, three_2019 = fresh(3), fresh(27)
    day = date(2020, 3, 18)
    issue_decision(paper("", day), [line(p, 4) for p in four_2019] + [line(p, 3) for p in three_2019], by=officer)
    assert all_modes(day) == {
        "beside": (30, 27, 3, 0, 0, 0),
        "inside": (30, 27, 3, 0, 0, 0),
        "certified": (30, 27, 3, 0, 0, 0),
    }

    # 2021-03-30: 611 approves one for five stars, 612 recognises ten and 16.
    day = date(2021, 3, 30)
    issue_decision(paper("611/QĐ-UBND", day), [line(four_2019[0], None, kind=RatingKind.UPGRADE)], by=officer)
    four_2020, three_2020 = fresh(10), fresh(16)
    issue_decision(
        paper("612/QĐ-UBND", day), [line(p, 4) for p in four_2020] + [line(p, 3) for p in three_2020], by=officer
    )
    assert all_modes(day) == {
        "beside": (56, 43, 12, 0, 1, 0),
        "inside": (56, 43, 13, 0, 0, 1),
        "certified": (56, 43, 13, 0, 0, 0),
    }

    # 2022-01-12: 24 three-star; three four-star and one three-star approved for five.
    day = date(2022, 1, 12)
    up = [*four_2020[:3], three_2020[0]]
    issue_decision(paper("", day), [line(p, 3) for p in fresh(24)], by=officer)
    issue_decision(
        paper("", day, title="Phê duyệt điểm (minh hoạ)"),
        [line(p, None, score=Decimal("91.5"), kind=RatingKind.UPGRADE) for p in up],
        by=officer,
    )
    assert all_modes(day) == {
        "beside": (80, 66, 9, 0, 5, 0),
        "inside": (80, 67, 13, 0, 0, 5),
        "certified": (80, 67, 13, 0, 0, 0),
    }

    # 1673 approves a four-star product with 95 points.
    day = date(2022, 8, 17)
    issue_decision(
        paper("1673/QĐ-UBND", day), [line(four_2020[3], None, score=Decimal(95), kind=RatingKind.UPGRADE)], by=officer
    )
    assert all_modes(day) == {
        "beside": (80, 66, 8, 0, 6, 0),
        "inside": (80, 67, 13, 0, 0, 6),
        "certified": (80, 67, 13, 0, 0, 0),
    }

    # 1693: seven four-star, 21 three-star, four of them re-recognised at three.
    day = date(2022, 8, 22)
    again = [line(p, 3, kind=RatingKind.RE_RATING) for p in three_2019[:4]]
    issue_decision(
        paper("1693/QĐ-UBND", day),
        [line(p, 4) for p in fresh(7)] + [line(p, 3) for p in fresh(17)] + again,
        by=officer,
    )
    final = {
        "beside": (104, 83, 15, 0, 6, 0),
        "inside": (104, 84, 20, 0, 0, 6),
        "certified": (104, 84, 20, 0, 0, 0),
    }
    assert all_modes(day) == final

    # One row voided: now 103, and as the register knew before still 104.
    before = current_generation().changed_at
    void_rating(Recognition.objects.filter(stars=4, starts_on=day).first(), why="Nhập nhầm (minh hoạ)", by=officer)
    voided = {
        "beside": (103, 83, 14, 0, 6, 0),
        "inside": (103, 84, 19, 0, 0, 6),
        "certified": (103, 84, 19, 0, 0, 0),
    }
    assert all_modes(day) == all_modes(day, timezone.now()) == voided
    assert all_modes(day, before) == final
    # and the earlier days are what they were, at either record time
    assert totals(date(2021, 3, 30)) == totals(date(2021, 3, 30), recorded_until=before) == (56, 43, 12, 0, 1, 0)


def test_a_three_star_rating_lifted_to_potential_five(law, officer):
    make_province()
    product = make_product()
    issue_decision(paper(), [line(product, 3)], by=officer)
    issue_decision(paper("2/QĐ-UBND", date(2022, 8, 17)), [line(product, None, kind=RatingKind.UPGRADE)], by=officer)
    assert all_modes(date(2022, 8, 17)) == {
        "beside": (1, 0, 0, 0, 1, 0),
        "inside": (1, 1, 0, 0, 0, 1),
        "certified": (1, 1, 0, 0, 0, 0),
    }


def test_potential_five_without_a_rating_counts_under_four_inside(law, officer):
    make_province()
    issue_decision(paper(), [line(None, None)], by=officer)
    assert all_modes(date(2022, 1, 12)) == {
        "beside": (1, 0, 0, 0, 1, 0),
        "inside": (1, 0, 1, 0, 0, 1),
        "certified": (0, 0, 0, 0, 0, 0),
    }


def test_an_answer_under_90_keeps_the_four_stars(law, officer):
    make_province()
    product = make_product()
    issue_decision(paper(), [line(product, 4)], by=officer)
    approved, answered = date(2022, 8, 17), date(2022, 9, 15)
    issue_decision(paper("2/QĐ-UBND", approved), [line(product, None, kind=RatingKind.UPGRADE)], by=officer)
    waiting = {
        "beside": (1, 0, 0, 0, 1, 0),
        "inside": (1, 0, 1, 0, 0, 1),
        "certified": (1, 0, 1, 0, 0, 0),
    }
    assert all_modes(answered) == waiting
    before = current_generation().changed_at
    answer_approval(ScoreApproval.objects.get(), Answer.BELOW, on=answered, paper="9/BNN-VPĐP (minh hoạ)", by=officer)
    four = (1, 0, 1, 0, 0, 0)
    assert all_modes(answered) == dict.fromkeys(("beside", "inside", "certified"), four)
    assert all_modes(date(2022, 9, 14)) == all_modes(answered, before) == waiting
