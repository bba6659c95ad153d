"""The limits of a council's regulation hold for whoever writes it, with or without a form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from evaluations.actions.councils import edit_council, found_council
from evaluations.models import Council
from tests.evaluations.council_room import make_council
from tests.evaluations.council_steps import refused

pytestmark = pytest.mark.django_db
BEYOND = [
    {"quorum_percent": 0},
    {"quorum_percent": 101},
    {"passes": 0},
    {"passes": 6},
    {"spread_limit": Decimal(-1)},
    {"spread_limit": Decimal("100.1")},
    {"days_before": 31},
    {"days_in_writing": 0},
    {"reveal": "never"},
]


@pytest.mark.parametrize("regulation", BEYOND)
def test_neither_founded_nor_changed_beyond_them(province, officer, regulation):
    head = {"place": province, "name": "Hội đồng (minh hoạ)", "founded_on": date(2020, 1, 2), "by": officer}
    assert len(refused(found_council, **head, **regulation)) == 1
    assert Council.objects.count() == 0
    council = make_council(province, officer)
    before = Council.objects.values().get()
    assert len(refused(edit_council, council, by=officer, **regulation)) == 1
    assert Council.objects.values().get() == before


def test_the_limits_themselves_are_taken(province, officer):
    council = make_council(province, officer)
    for within in (
        {"quorum_percent": 1, "passes": 1},
        {"quorum_percent": 100, "passes": 5, "spread_limit": Decimal(0)},
    ):
        edit_council(council, by=officer, **within)
    assert Council.objects.values_list("quorum_percent", "passes", "spread_limit").get() == (100, 5, 0)
