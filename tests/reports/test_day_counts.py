"""The counts kept for every day say what the ledger says, whatever was done to it."""

import threading
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.models import PlaceLevel, Touched
from core.publishing import current_generation, publishing
from core.reading import forget_all
from producers.enums import ReportingClass
from products.actions.decisions import issue_decision
from products.enums import Counting, StartBasis
from products.imports.register import load_register
from products.models import Recognition
from reports.actions.recount import differences_of_days
from reports.models import DayChange, ProducerDays
from reports.queries.figures import Question, figures, figures_of_ledger
from tests.conftest import FIXTURES
from tests.factories import line, make_product, make_province, paper

DAY = date(2022, 1, 12)
WHY = "Minh hoạ"


def assert_alike(days, level=PlaceLevel.COMMUNE):
    """Every mode on every day, from the counts and from the ledger."""
    for on in days:
        for mode in Counting:
            question = Question(on=on, potential=mode, level=level)
            assert figures(question).as_json() == figures_of_ledger(question).as_json()


# --------------------------------------------------------------------- the real register
@pytest.mark.django_db
@pytest.mark.parametrize("level", [PlaceLevel.DISTRICT, PlaceLevel.COMMUNE])
def test_ten_days_of_the_real_register(law, places, settings, level):
    settings.BUSINESS_DAY = date(2026, 11, 1)
    load_register(FIXTURES / "register" / "tra-vinh", until=date(2026, 11, 1))
    days = [date(2020, 3, 18) + timedelta(days=267) * number for number in range(10)]
    assert days[-1] > date(2026, 10, 1)
    assert_alike(days, level)
    assert [figures(Question(on=day)).total for day in days] == [
        figures_of_ledger(Question(on=day)).total for day in days
    ]
    assert list(differences_of_days()) == []


# --------------------------------------------------------------------- cost
@pytest.fixture
def published(law, officer):
    make_province()
    issue_decision(paper(), [line(make_product(), 3), line(make_product(), None)], by=officer)


@pytest.mark.django_db
def test_a_question_costs_one_query_on_any_day(published, django_assert_num_queries):
    figures(Question(on=DAY))
    for number in range(3):
        with django_assert_num_queries(1):
            figures(Question(on=DAY + timedelta(days=number)))


@pytest.mark.django_db
def test_publishing_renews_the_counts_in_so_many_queries_whatever_is_published(law, officer):
    def queries(count):
        lines = [line(make_product(), 3) for _number in range(count)]
        with CountedQueries() as counted:
            issue_decision(paper(f"{count}/QĐ-UBND"), lines, by=officer)
        return [sql for sql in counted.statements if "reports_" in sql]

    few, many = queries(1), queries(12)
    assert len(few) == len(many) == 3


class CountedQueries:
    """The statements that ran."""

    def __enter__(self):
        self.statements = []
        self._wrapper = connection.execute_wrapper(self)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *found):
        self._wrapper.__exit__(*found)

    def __call__(self, execute, sql, params, many, context):
        self.statements.append(sql)
        return execute(sql, params, many, context)


@pytest.mark.django_db
def test_only_what_changed_is_read_again(published, officer):
    figures(Question(on=DAY))
    forgotten = DayChange.objects.get(key="rank:3:held", day=DAY)
    DayChange.objects.filter(pk=forgotten.pk).update(change=99)  # nobody's generation: a reader has no reason to look
    issue_decision(paper("2/QĐ-UBND", date(2022, 8, 1)), [line(make_product(), 4)], by=officer)
    assert figures(Question(on=date(2022, 8, 1))).by_rank == {"3": 1, "4": 1, "5": 0, "potential5": 1}
    forget_all()
    assert figures(Question(on=date(2022, 8, 1))).by_rank["3"] == 99


# --------------------------------------------------------------------- outside publishing, and mending
@pytest.mark.django_db
def test_what_is_written_outside_publishing_is_counted_at_once_and_kept_with_the_next(published):
    assert figures(Question(on=DAY)).total == 2
    Recognition.objects.update(voided_at=current_generation().changed_at)
    assert Touched.objects.exists()
    assert figures(Question(on=DAY)).total == 1
    with publishing():
        pass
    assert not Touched.objects.exists()
    assert figures(Question(on=DAY)).total == 1
    assert list(differences_of_days()) == []


def recount(*arguments):
    out, errors = StringIO(), StringIO()
    call_command("recount", *arguments, stdout=out, stderr=errors)
    return out.getvalue()


@pytest.mark.django_db
def test_recount_says_what_differs_and_mends_it(published):
    recount("--check")
    DayChange.objects.filter(key="rank:3:held", day=DAY).update(change=5)
    ProducerDays.objects.filter(pk=Recognition.objects.get().producer_id).update(changes=[])
    forget_all()
    said = list(differences_of_days())
    assert said[0].startswith("Số đếm “category:0:held” ngày 12/01/2022 lệch -1 so với")
    assert "Số đếm của chủ thể" in " ".join(said)
    assert any("by_rank: số đang giữ {'3': 5" in sentence for sentence in said)
    with pytest.raises(CommandError):
        recount("--check")
    recount()
    assert list(differences_of_days()) == []
    assert figures(Question(on=DAY)).by_rank == {"3": 1, "4": 0, "5": 0, "potential5": 1}


@pytest.mark.django_db
def test_a_register_that_was_never_counted_is_counted_whole(published):
    for kind in (DayChange, ProducerDays):
        kind.objects.all().delete()
    forget_all()
    assert figures(Question(on=DAY)).total == 0
    recount()
    assert figures(Question(on=DAY)).total == 2
    assert list(differences_of_days()) == []


# --------------------------------------------------------------------- at once
@pytest.mark.django_db(transaction=True)
def test_readers_see_each_generation_whole_while_others_are_published(settings):
    make_province()
    with publishing():
        products = [make_product() for _number in range(12)]
    start, wrong, done = current_generation().number, [], threading.Event()

    def read():
        while not done.is_set():
            answer = figures(Question(on=DAY))
            sums = {sum(part.values()) for part in (answer.by_rank, answer.by_place, answer.by_category)}
            if sums != {answer.total} or answer.total != answer.generation.number - start:
                wrong.append((answer.generation.number - start, answer.total, sums))
        connection.close()

    readers = [threading.Thread(target=read) for _number in range(3)]
    for reader in readers:
        reader.start()
    for product in products:
        with publishing() as now:
            Recognition.objects.create(
                product=product,
                entered_product=product,
                producer=product.producer,
                entered_producer=product.producer,
                producer_class=ReportingClass.COMPANY,
                stars=3,
                starts_on=DAY,
                until=date(2025, 1, 12),
                start_basis=StartBasis.DECISION,
                recorded_at=now,
            )
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert figures(Question(on=DAY)).total == 12
