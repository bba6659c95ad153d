"""Two officers at the same row: two connections on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from core.errors import ActionRefused
from core.roles import Role
from evaluations.actions.results import ResultConflict, save_result
from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from evaluations.models import PaperResult, Round
from tests.factories import level_of, make_place, make_producer, make_product, make_province, make_user

pytestmark = pytest.mark.slow


@pytest.fixture
def two(transactional_db, law):
    """Two officers, an open round and a product; committed, so that every connection sees them."""
    province = make_province()
    commune = make_place(parent=province)
    first = make_user(Role.PROVINCE_OFFICER, full_name="Anh Ba")
    second = make_user(Role.PROVINCE_OFFICER, full_name="Chị Hai")
    found = open_round(level=level_of(), place=province, year=2022, ordinal=1, opened_on=date(2022, 6, 1), by=first)
    return found, make_product("Bánh tét", producer=make_producer(place=commune)), first, second


def together(*tasks):
    """Run the tasks at the same moment, each on a connection of its own; what each returned or raised."""
    barrier = Barrier(len(tasks))

    def run(task):
        try:
            barrier.wait(timeout=20)
            return task()
        except ActionRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def saving(found, product, score, by, **more):
    own = Round.objects.select_related("level__regime").get(pk=found.pk)
    return lambda: save_result(own, Entry(product, score=Decimal(score)), by=by, **more)


@pytest.mark.parametrize("attempt", range(3))
def test_one_saves_and_the_other_is_asked(two, attempt):
    found, product, first, second = two
    row = save_result(found, Entry(product, score=Decimal(50)), by=first)
    answers = together(
        saving(found, product, 61, first, result=row, version=1),
        saving(found, product, 62, second, result=row, version=1),
    )
    conflicts = [answer for answer in answers if isinstance(answer, ResultConflict)]
    saved = [answer for answer in answers if isinstance(answer, PaperResult)]
    assert (len(conflicts), len(saved)) == (1, 1)
    kept = PaperResult.objects.get()
    assert (kept.score, kept.version) == (saved[0].score, 2)
    # nothing is lost: the refused one holds both versions
    assert {conflicts[0].theirs.score, conflicts[0].mine.score} == {Decimal(61), Decimal(62)}
    assert conflicts[0].theirs.updated_by in (first, second)


@pytest.mark.parametrize("attempt", range(3))
def test_a_product_is_not_entered_twice(two, attempt):
    found, product, first, second = two
    answers = together(saving(found, product, 61, first), saving(found, product, 62, second))
    refused = [answer for answer in answers if isinstance(answer, ActionRefused)]
    assert [str(refusal) for refusal in refused] == ["“Bánh tét” đã có ở dòng 1."]
    assert PaperResult.objects.count() == 1
