"""The parts that a body above writes: none beyond what its law lets it have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from evaluations.actions.recording import record_result
from evaluations.enums import EntryStatus
from evaluations.models import RoundEntry
from tests.evaluations.council_room import file
from tests.evaluations.council_steps import SET_26, post, refused
from tests.factories import level_of, load_sets

pytestmark = pytest.mark.django_db

SAID = {"paper": "77/TB (minh hoạ)", "paper_on": date(2026, 11, 18)}


@pytest.fixture
def ministry(settings, province, commune, make, officer):
    """A dossier under 26/2026 (at most 40, 25 and 35) at the ministry."""
    settings.BUSINESS_DAY = date(2026, 11, 20)
    load_sets(SET_26)
    entry = file(make("Mứt gừng"), commune, officer, set_code=SET_26, on=date(2026, 10, 1))
    RoundEntry.objects.filter(pk=entry.pk).update(status=EntryStatus.FORWARDED)
    level = level_of("26-2026", "ministry")
    return RoundEntry.objects.create(dossier=entry.dossier, level=level, place=province, arrived_on=date(2026, 11, 10))


def points(a, b, c):
    given = {"points_a": a, "points_b": b, "points_c": c}
    return {name: None if value is None else Decimal(value) for name, value in given.items()}


@pytest.mark.parametrize(
    ("total", "parts", "words"),
    [
        (90, (60, 10, 20), ["Phần A nhiều nhất 40 điểm."]),
        (90, ("40.01", None, None), ["Phần A nhiều nhất 40 điểm."]),
        (90, (20, 30, 40), ["Phần B nhiều nhất 25 điểm.", "Phần C nhiều nhất 35 điểm."]),
        (90, (41, 25, 25), ["Điểm ba phần cộng lại không bằng tổng điểm.", "Phần A nhiều nhất 40 điểm."]),
    ],
)
def test_no_part_goes_beyond_its_law(ministry, officer, total, parts, words):
    assert refused(record_result, ministry, total=Decimal(total), **points(*parts), by=officer, **SAID) == words


def test_what_the_law_lets_a_part_have_is_taken(ministry, officer):
    result = record_result(ministry, total=Decimal(100), **points(40, 25, 35), by=officer, **SAID)
    assert (result.points_a, result.points_b, result.points_c) == (40, 25, 35)


def test_it_is_said_beside_the_part(ministry, officer, sign_in):
    given = {"total": "90", "points_a": "60", "points_b": "10", "points_c": "20", "paper": "77/TB (minh hoạ)"}
    wrong = post(sign_in(officer), "entry-step", ministry.pk, "ket-qua", paper_on="18/11/2026", **given)
    assert wrong.context["form"].errors == {"points_a": ["Phần A nhiều nhất 40 điểm."]}
    assert wrong.context["form"]["points_b"].value() == "10"
