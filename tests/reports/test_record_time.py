"""Figures as the register knew them at a record time: merges made and undone since."""

from datetime import date

import pytest

from core.publishing import current_generation
from products.actions.decisions import issue_decision
from products.actions.merging import merge_producers, merge_products, undo_merge
from products.enums import Counting
from reports.queries.figures import Question, figures
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db
DAY = date(2022, 1, 12)
WHY = "Cùng một bản ghi, nhập nhiều lần (minh hoạ)"


@pytest.fixture
def commune(law):
    return make_place("Xã Minh Hoạ", parent=make_province())


def moment():
    """The record time that a citation made now carries."""
    return current_generation().changed_at


def totals(recorded_until=None):
    """Products, four stars, potential five, those counted inside, producers; in each mode."""
    found = {}
    for mode in Counting:
        answer = figures(Question(on=DAY, potential=mode, recorded_until=recorded_until))
        four, potential = answer.by_rank["4"], answer.by_rank["potential5"]
        found[mode.value] = (answer.total, four, potential, answer.potential5_inside, answer.producers_total)
    return found


def assert_now_and_cited(expected):
    """What is said now, and under the citation of now; gives the record time of that citation."""
    cited = moment()
    assert totals() == totals(cited) == expected
    return cited


def test_products_merged_in_a_chain_are_one_at_either_record_time(commune, officer):
    producer = make_producer("Hộ Minh Hoạ", place=commune)
    first, second, third, other = (make_product(f"Bánh tét {name}", producer=producer) for name in "ABCD")
    issue_decision(paper(), [line(first, 4), line(other, 4)], by=officer)
    issue_decision(paper("2/QĐ-UBND"), [line(third, None)], by=officer)
    apart = {"beside": (3, 2, 1, 0, 1), "inside": (3, 3, 0, 1, 1), "certified": (2, 2, 0, 0, 1)}
    one = {"beside": (2, 1, 1, 0, 1), "inside": (2, 2, 0, 1, 1), "certified": (2, 2, 0, 0, 1)}
    before = assert_now_and_cited(apart)
    merge_products(second, first, why=WHY, by=officer)
    half = assert_now_and_cited(apart)
    last = merge_products(third, second, why=WHY, by=officer)
    whole = assert_now_and_cited(one)
    undo_merge(last, why=WHY, by=officer)
    undone = assert_now_and_cited(apart)
    assert [totals(at) for at in (before, half, whole, undone)] == [apart, apart, one, apart]


def test_producers_merged_in_a_chain_are_one_at_either_record_time(commune, officer):
    makers = [make_producer(f"Hộ Minh Hoạ {name}", place=commune) for name in "ABC"]
    first, second, third = makers
    lines = [line(make_product(producer=maker), stars) for maker, stars in zip(makers, (4, 4, None), strict=True)]
    issue_decision(paper(), lines, by=officer)

    def of(producers, certified):
        return {
            "beside": (3, 2, 1, 0, producers),
            "inside": (3, 3, 0, 1, producers),
            "certified": (2, 2, 0, 0, certified),
        }

    before = assert_now_and_cited(of(3, 2))
    merge_producers(second, first, why=WHY, by=officer)
    half = assert_now_and_cited(of(2, 1))
    last = merge_producers(third, second, why=WHY, by=officer)
    whole = assert_now_and_cited(of(1, 1))
    undo_merge(last, why=WHY, by=officer)
    undone = assert_now_and_cited(of(2, 1))
    assert [totals(at) for at in (before, half, whole, undone)] == [of(3, 2), of(2, 1), of(1, 1), of(2, 1)]


def test_what_is_asked_costs_few_queries(commune, officer, django_assert_num_queries):
    issue_decision(paper(), [line(make_product(), 4)], by=officer)
    before = moment()
    issue_decision(paper("2/QĐ-UBND"), [line(make_product(), 4)], by=officer)
    figures(Question(on=DAY))
    now = moment()
    with django_assert_num_queries(1):
        figures(Question(on=DAY))
    with django_assert_num_queries(1):  # nothing was recorded since
        assert figures(Question(on=DAY, recorded_until=now)).total == 2
    with django_assert_num_queries(4):  # the ledger, and the merges of products and of producers
        assert figures(Question(on=DAY, recorded_until=before)).total == 1
