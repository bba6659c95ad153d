"""Whatever is done to the ledger, the kept counts say what it says, and a citation never changes."""

from dataclasses import replace
from datetime import date, timedelta

import hypothesis
import pytest
from django.db import DataError, transaction
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from core.errors import ActionRefused
from core.publishing import current_generation, publishing
from core.reading import forget_all
from producers.enums import ReportingClass
from producers.models import ProducerMerge
from products.actions.merging import merge_producers, merge_products, undo_merge
from products.actions.transfer import transfer_product
from products.enums import Counting, StartBasis
from products.models import ProductMerge, Recognition, ScoreApproval
from reports.actions.recount import differences_of_days
from reports.queries.figures import Question, figures, figures_of_ledger
from tests.factories import category, make_place, make_producer, make_product, make_province

WHY = "Minh hoạ"
FIRST = date(2021, 1, 1)
STEP = timedelta(days=60)
DAYS = [FIRST + STEP * number for number in range(11)]
numbers = st.integers(0, 9)
RARE = ["close", "extend", "void", "answer", "drop", "transfer", "merge_producers", "merge_products", "undo"]
KINDS = ["rate"] * 4 + ["approve"] * 2 + RARE
acts = st.lists(st.tuples(st.sampled_from(KINDS), numbers, numbers, numbers), min_size=1, max_size=12)


class World:
    """Four products of three producers, and everything that can be done to their ledger."""

    def __init__(self, officer):
        self.officer = officer
        communes = [make_place(parent=make_province()) for _number in range(2)]
        self.makers = [make_producer(place=place) for place in (*communes, None)]
        self.products = [make_product(producer=self.makers[number % 3]) for number in range(4)]
        self.categories = [category(), None]

    def do(self, act, first, second, third):
        """One act; what the ledger does not allow is left."""
        try:
            with transaction.atomic():
                getattr(self, f"_{act}")(first, second, third)
        except (ActionRefused, DataError, IndexError):
            pass

    def _snapshot(self, first, second, now):
        product = self.products[first % 4]
        product.refresh_from_db()
        product = product.merged_into or product
        return {
            "product": product,
            "entered_product": product,
            "producer": product.producer,
            "entered_producer": product.producer,
            "producer_class": ReportingClass.values[second % 3],
            "place": product.place,
            "category": self.categories[second % 2],
            "start_basis": StartBasis.DECISION,
            "recorded_at": now,
        }

    def _rate(self, first, second, third):
        since = DAYS[second]
        with publishing() as now:
            Recognition.objects.create(
                stars=3 + third % 3,
                starts_on=since,
                until=since + STEP * (1 + third % 5),
                **self._snapshot(first, third, now),
            )

    def _approve(self, first, second, third):
        with publishing() as now:
            ScoreApproval.objects.create(approved_on=DAYS[second], **self._snapshot(first, third, now))

    def _close(self, first, second, _third):
        self._change(Recognition, first, "closed_at", ended_on=DAYS[second])

    def _extend(self, first, second, _third):
        self._change(Recognition, first, "extended_at", extended_until=DAYS[second])

    def _void(self, first, _second, _third):
        self._change(Recognition, first, "voided_at")

    def _answer(self, first, second, _third):
        self._change(ScoreApproval, first, "answered_at", ended_on=DAYS[second])

    def _drop(self, first, _second, _third):
        self._change(ScoreApproval, first, "voided_at")

    def _change(self, kind, first, stamp, **columns):
        rows = kind.objects.filter(**{"voided_at": None, stamp: None}).order_by("pk")
        with publishing() as now:
            kind.objects.filter(pk=rows[first % (len(rows) or 1)].pk).update(**columns, **{stamp: now})

    def _transfer(self, first, second, third):
        on = DAYS[third]
        transfer_product(self.products[first % 4], to=self.makers[second % 3], on=on, why=WHY, by=self.officer)

    def _merge_producers(self, first, second, _third):
        merge_producers(self.makers[first % 3], self.makers[second % 3], why=WHY, by=self.officer)

    def _merge_products(self, first, second, _third):
        merge_products(self.products[first % 4], self.products[second % 4], why=WHY, by=self.officer)

    def _undo(self, first, second, _third):
        kind = (ProducerMerge, ProductMerge)[first % 2]
        merges = kind.objects.filter(undone_at=None).order_by("-pk")
        undo_merge(merges[second % (len(merges) or 1)], why=WHY, by=self.officer)


QUESTIONS = [Question(on=on, potential=mode) for on in DAYS[1::3] for mode in Counting]


def now_said(moment=None):
    """What is said in every mode on some days, now or under the citation of a moment."""
    return [figures(replace(question, recorded_until=moment)).as_json() for question in QUESTIONS]


def ledger_said():
    """The same from the ledger."""
    return [figures_of_ledger(question).as_json() for question in QUESTIONS]


@pytest.mark.django_db
@hypothesis.settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
# A record that was merged away meanwhile must not be given a product: its rows would follow no merge of that time.
@pytest.mark.slow
@example(
    acts=[("rate", 0, 0, 0), ("merge_producers", 0, 2, 0), ("transfer", 3, 2, 0), ("rate", 3, 0, 0), ("undo", 0, 0, 0)]
)
@given(acts=acts)
def test_whatever_is_done_the_counts_follow_the_ledger(law, officer, settings, acts):
    settings.BUSINESS_DAY = date(2023, 12, 1)
    forget_all()
    with transaction.atomic():
        world, said = World(officer), []
        for act in acts:
            world.do(*act)
            assert now_said() == ledger_said()
            said.append((current_generation().changed_at, now_said()))
        assert list(differences_of_days()) == []
        for moment, then in said:
            assert now_said(moment) == then
        transaction.set_rollback(True)
