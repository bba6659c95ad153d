"""Dossiers that arrive at the same moment: each connection gets a number of its own."""

from datetime import date

import pytest

from core.roles import Role
from evaluations.models import RoundEntry, SlipBook
from tests.evaluations.council_room import file
from tests.evaluations.intake_room import SET, TODAY
from tests.evaluations.test_save_together import together
from tests.factories import load_sets, make_place, make_producer, make_product, make_province, make_user

pytestmark = pytest.mark.slow


@pytest.fixture
def commune(transactional_db, law, settings):
    """A commune, committed, so that every connection sees it."""
    settings.BUSINESS_DAY = TODAY
    load_sets(SET)
    return make_place("Xã Minh Hoạ", parent=make_province())


@pytest.mark.parametrize("last", [None, 7])
def test_numbers_are_given_one_after_another(commune, last):
    """The first numbers of a year, when even the book is not there yet, and later ones."""
    officer = make_user(Role.PROVINCE_OFFICER)
    if last:
        SlipBook.objects.create(place=commune, year=2026, last=last)
    products = [make_product(producer=make_producer(place=commune)) for _number in range(4)]

    def filing(product):
        return lambda: file(product, commune, officer, set_code=SET, on=date(2026, 11, 2))

    together(*map(filing, products))
    given = RoundEntry.objects.order_by("slip_number").values_list("slip_year", "slip_number")
    assert list(given) == [(2026, number) for number in range((last or 0) + 1, (last or 0) + 5)]
