"""What a sheet says before its last criterion is answered: what is sure by then; nothing unanswered counts as 0."""

from __future__ import annotations

import pytest

from evaluations.models import CriteriaSet, ScoreLine
from evaluations.queries.criteria import nodes_of
from evaluations.queries.marking import opinion_of
from evaluations.views.score_lines import verdict_of
from products.queries.law import bands_of
from tests.evaluations.council_room import best
from tests.evaluations.score_room import SET
from tests.factories import load_sets

pytestmark = pytest.mark.django_db
SET_1048 = "1048-2019-16"


@pytest.fixture(autouse=True)
def sets(law):
    load_sets(SET, SET_1048)


def opinion(code, *, failed=(), out=(), whole=False):
    """The opinion of a sheet with some criteria failed; the others unanswered, or all at their best."""
    criteria_set = CriteriaSet.objects.select_related("regime").get(code=code)
    nodes, lines = nodes_of(criteria_set), {}
    for node in nodes:
        options = list(node.options.all())
        if node.code in failed:
            chosen = next(option for option in options if option.is_failure)
        elif node.is_criterion and (whole or node.code in out):
            chosen = best(node, options)
        else:
            continue
        lines[node.pk] = ScoreLine(option=chosen, points=chosen.points, knocked_out=node.code in out)
    return opinion_of(nodes, lines, bands_of(criteria_set.regime))


def test_while_everything_is_open_nothing_is_sure():
    found = opinion(SET)
    assert (found.rated, found.at_most) == (None, None)
    assert verdict_of(found) == "còn 32 tiêu chí chưa chấm, chưa tính hạng"


def test_a_missed_minimum_is_said_at_once():
    found = opinion(SET, failed=("1.5",))
    assert verdict_of(found) == (
        "còn 31 tiêu chí chưa chấm, chưa tính hạng; đã hụt yêu cầu tối thiểu 4 sao ở tiêu chí 1.5; "
        "cao nhất còn đạt 3 sao"
    )
    assert found.at_most == opinion(SET, failed=("1.5",), whole=True).rated


def test_points_that_are_gone_are_said_by_the_scale():
    criteria = [node for node in nodes_of(CriteriaSet.objects.get(code=SET_1048)) if node.is_criterion]
    failed = tuple(node.code for node in criteria[:4])
    lost = sum(node.max_points for node in criteria[:4])
    found = opinion(SET_1048, failed=failed)
    assert (lost, found.at_most.average.shown) == (12, 88)
    assert verdict_of(found).endswith("chưa tính hạng; cao nhất còn đạt 4 sao")
    assert found.at_most == opinion(SET_1048, failed=failed, whole=True).rated


def test_a_proposal_to_exclude_is_said_and_no_star_beside_it():
    assert verdict_of(opinion(SET, out=("1.1",))) == (
        "còn 31 tiêu chí chưa chấm, chưa tính hạng; đã đề nghị loại ở tiêu chí 1.1"
    )
