"""Steps made ahead tell on every day what the ledger tells."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from products.enums import EndReason, StartBasis
from products.models import Recognition, ScoreApproval
from products.rules.steps import ONE_DAY, ApprovalDays, RatingDays, read_state, state_on, steps_of, write_steps
from tests.factories import make_product
from tests.products.slow_truth import told_by_sql

FIRST = date(2019, 10, 1)
SPAN = 2600


def day(number):
    return FIRST + timedelta(days=number)


@st.composite
def ratings(draw):
    """Ratings of one product as the walls of the ledger allow them: one after the other."""
    found, at = [], draw(st.integers(0, 400))
    for _number in range(draw(st.integers(0, 4))):
        last = at + draw(st.sampled_from([30, 200, 365, 1095]))
        longer = draw(st.none() | st.integers(1, 180))
        whole = last + (longer or 0)
        end = draw(st.none() | st.integers(at + 1, whole + 1))
        reason = draw(st.sampled_from(EndReason.values)) if end else ""
        stars, until = draw(st.sampled_from([3, 4, 5])), day(whole) if longer else None
        found.append(RatingDays(stars, day(at), day(last), until, end and day(end), reason))
        at = (end or whole + 1) + draw(st.sampled_from([0, 0, 1, 90]))
    return found


@st.composite
def approvals(draw):
    found, at = [], draw(st.integers(0, 900))
    for _number in range(draw(st.integers(0, 2))):
        end = at + draw(st.integers(1, 500))
        found.append(ApprovalDays(day(at), day(end)))
        at = end + draw(st.integers(0, 300))
    if found and draw(st.booleans()):
        found[-1] = found[-1]._replace(ended_on=None)
    return found


@given(ratings(), approvals())
def test_a_text_of_steps_tells_every_day(rows, scores):
    text = write_steps(steps_of(rows, scores))
    for number in range(-1, 2 * SPAN, 3):
        on = day(number)
        assert read_state(text, on) == state_on(on, rows, scores), on


@given(ratings(), approvals())
def test_no_step_says_what_the_one_before_it_said(rows, scores):
    steps = steps_of(rows, scores)
    assert [step.day for step in steps] == sorted({step.day for step in steps})
    assert all(one.state != other.state for one, other in pairwise(steps))
    assert not steps or steps[0].state is not None


def snapshot(product):
    return {
        "product": product,
        "entered_product": product,
        "producer": product.producer,
        "entered_producer": product.producer,
        "producer_form": "household_business",
        "producer_class": "household_business",
        "start_basis": StartBasis.DECISION,
        "recorded_at": "2022-01-01T00:00+07:00",
    }


@pytest.mark.slow
@pytest.mark.django_db
@trying(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ratings(), approvals()), min_size=1, max_size=5), st.lists(st.integers(0, SPAN), max_size=6))
def test_sql_and_python_tell_the_same(ledgers, numbers):
    with transaction.atomic():
        by_product = {make_product(): ledger for ledger in ledgers}
        for product, (rows, scores) in by_product.items():
            for row in rows:
                Recognition.objects.create(**snapshot(product), **row._asdict())
            for score in scores:
                ScoreApproval.objects.create(**snapshot(product), **score._asdict())
        turns = {step.day for ledger in ledgers for step in steps_of(*ledger)}
        for on in sorted({day(number) for number in numbers} | turns | {turn - ONE_DAY for turn in turns}):
            told = {product.pk: state_on(on, *ledger) for product, ledger in by_product.items()}
            assert told_by_sql(on) == {pk: state for pk, state in told.items() if state}, on
        transaction.set_rollback(True)
