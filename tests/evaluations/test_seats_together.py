"""Seats and regulation that change at the moment in which the council begins to score: one waits for the other."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date

import pytest
from django.db import connection, transaction

from core.errors import ActionRefused
from core.roles import Role
from evaluations.actions.council_rounds import send_to_members, start_scoring
from evaluations.actions.councils import edit_council, seat_member, unseat_member
from evaluations.enums import RoundStatus
from evaluations.models import Round
from evaluations.queries.councils import sitting
from tests.evaluations.conftest import make_commune, make_district
from tests.evaluations.council_room import file, make_council, make_round, take
from tests.evaluations.council_steps import SET_1048
from tests.factories import level_of, load_sets, make_producer, make_product, make_province, make_user

pytestmark = pytest.mark.slow
CHANGES = {
    "unseat": lambda found, by: unseat_member(sitting(found.council)[-1], why="Chuyển công tác", by=by),
    "seat": lambda found, by: seat_member(found.council, full_name="Bà Mới (minh hoạ)", by=by),
    "regulation": lambda found, by: edit_council(found.council, quorum_percent=50, by=by),
}
LEFT = {"unseat": 2, "seat": 4, "regulation": 3}


@pytest.fixture
def room(transactional_db, law, settings):
    """A round whose dossier was sent out; committed, so that every connection sees it."""
    settings.BUSINESS_DAY = date(2022, 3, 10)
    officer, district = make_user(Role.PROVINCE_OFFICER), make_district(make_province())
    load_sets(SET_1048)
    council = make_council(district, officer, days_before=0)
    found = make_round(level_of(key="district"), district, council, officer, opened_on=date(2022, 3, 1))
    product = make_product("Rượu nếp", producer=make_producer(place=make_commune(district)))
    entry = file(product, product.producer.place, officer, set_code=SET_1048, on=date(2022, 3, 2))
    take(entry, found, officer)
    send_to_members(found, on=date(2022, 3, 10), by=officer)
    return found, officer


def while_open(first, second):
    """Do the first, and the second on another connection before the first is committed: it has to wait."""

    def run():
        try:
            return second()
        except ActionRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            task = pool.submit(run)
            assert not wait([task], timeout=1).done
        return task.result(timeout=20)


@pytest.mark.parametrize("change", CHANGES)
def test_scoring_begins_after_the_change(room, change):
    found, officer = room
    answer = while_open(lambda: CHANGES[change](found, officer), lambda: start_scoring(found, by=officer))
    assert answer.status == RoundStatus.SCORING
    assert len(sitting(answer.council)) == LEFT[change]
    assert answer.council.quorum_percent == (50 if change == "regulation" else found.council.quorum_percent)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_changes_once_scoring_begins(room, change):
    found, officer = room
    answer = while_open(lambda: start_scoring(found, by=officer), lambda: CHANGES[change](found, officer))
    assert isinstance(answer, ActionRefused)
    assert Round.objects.get().status == RoundStatus.SCORING
    assert len(sitting(found.council)) == 3
