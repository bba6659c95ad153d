"""On generated histories: every breakdown adds up to the total, lists are as long as their numbers, and what lies
between two days is what their figures differ by.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import hypothesis
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from core.publishing import current_generation
from core.reading import forget_all
from producers.enums import ReportingClass
from products.enums import Counting
from reports.enums import Units
from reports.queries.changes import span
from reports.queries.figures import UNKNOWN, Question, figures
from reports.queries.lists import UNKNOWN_KEY, Cell, CountedProducers, CountedProducts
from reports.queries.tally import POTENTIAL
from reports.rules.changes import counted_by, flows
from tests.reports.test_changes import gain
from tests.reports.test_day_histories import DAYS, World, acts

SCHEMES = ("1048", "148", "26-2026")
histories = hypothesis.settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def told(law, officer, settings):
    """A register as some acts leave it, and the record times between them."""
    settings.BUSINESS_DAY = date(2023, 12, 1)

    def tell(acts, check):
        forget_all()
        with transaction.atomic():
            world, moments = World(officer), [current_generation().changed_at]
            for act in acts:
                world.do(*act)
                moments.append(current_generation().changed_at)
            check([None, moments[len(moments) // 2]])
            transaction.set_rollback(True)

    return tell


def every_question(moments):
    return [Question(day, moment, mode) for day in DAYS[::2] for moment in moments for mode in Counting]


@pytest.mark.slow
@pytest.mark.django_db
@histories
@given(acts=acts)
def test_every_breakdown_adds_up_to_the_total(told, acts):
    def check(moments):
        for asked in every_question(moments):
            for units, scheme in [*((units, "") for units in Units), *((Units.DISTRICT, code) for code in SCHEMES)]:
                answer = figures(Question(asked.on, asked.recorded_until, asked.potential, units, scheme))
                parts = (answer.by_rank, answer.by_place, answer.by_category)
                assert [sum(part.values()) for part in parts] == [answer.total] * 3
                assert sum(answer.by_class.values()) == answer.producers_total
                assert scheme in ("", answer.grouping.scheme.code)

    told(acts, check)


def cells_of(answer):
    """Every number of the figures, with the part of the list that it counts."""
    yield Cell(), answer.total
    for rank, count in answer.by_rank.items():
        key = "tiem-nang" if rank == POTENTIAL else rank
        # Inside the others a potential five has no number of its own but the one that is said beside.
        inside = rank == POTENTIAL and answer.potential == Counting.INSIDE
        yield Cell(rank=key), answer.potential5_inside if inside else count
    for slug, count in answer.by_place.items():
        yield Cell(place=UNKNOWN_KEY if slug == UNKNOWN else slug), count
    for slug, count in answer.by_category.items():
        yield Cell(category=UNKNOWN_KEY if slug == UNKNOWN else slug), count


@pytest.mark.slow
@pytest.mark.django_db
@histories
@given(acts=acts)
def test_every_number_is_as_long_as_its_list(told, acts):
    def check(moments):
        for asked in every_question(moments)[::3]:
            answer = figures(asked)
            for cell, count in cells_of(answer):
                listed = CountedProducts(asked, cell)
                assert (listed.count, len(listed[0:50])) == (count, count), cell
            for name in ReportingClass.values:
                listed = CountedProducers(asked, Cell(producer_class=name))
                assert listed.count == len(listed[0:50]) == answer.by_class[name]

    told(acts, check)


@pytest.mark.slow
@pytest.mark.django_db
@histories
@given(acts=acts, mode=st.sampled_from(Counting))
def test_what_came_less_what_went_is_the_difference(told, acts, mode):
    def check(moments):
        for moment in moments:
            for first, last in pairwise(DAYS[::2]):
                found = span(first, last, moment, mode)
                moved = flows(counted_by(found.moves, lambda move: (move.was, move.now)))
                start, end = (figures(Question(day, moment, mode)).by_rank for day in (first, last))
                assert {rank: start[rank] + gain(moved, rank) for rank in start} == end

    told(acts, check)
