"""What the bench publishes before a cold part: as much as a decision with forty lines changes, again and again."""

from __future__ import annotations

import pytest

from core.publishing import current_generation
from products.models import CatalogueEntry, Decision, Recognition
from products.queries.entries import wrong_entries
from reports.actions.recount import differences_of_days
from reports.models import DayChange
from tests.bench.lives import LAST_DAY
from tests.bench.publication import TITLE, publish
from tests.bench.register import make_register

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def register(law, places, settings):
    """A small register, in which forty products are many."""
    settings.BUSINESS_DAY = LAST_DAY
    make_register(120)


def renewed_entries() -> set[int]:
    """The products whose entries bear the generation of now."""
    return set(CatalogueEntry.objects.filter(generation=current_generation().number).values_list("pk", flat=True))


def renewed_counts() -> int:
    return DayChange.objects.filter(generation=current_generation().number).count()


def rated_by(decision: Decision) -> set[int]:
    return set(decision.recognitions.values_list("product", flat=True))


def everything() -> tuple[list[tuple[object, ...]], ...]:
    """What the catalogue and the figures are made of, and the ratings that stand."""
    entries = CatalogueEntry.objects.order_by("pk").values_list("pk", "name_sort", "own_words", "place", "steps")
    counts = DayChange.objects.exclude(change=0).order_by("key", "day").values_list("key", "day", "change")
    ratings = Recognition.objects.filter(voided_at__isnull=True).order_by("product", "starts_on")
    return list(entries), list(counts), list(ratings.values_list("product", "stars", "starts_on", "until", "ended_on"))


def test_a_decision_with_forty_lines_and_its_voiding_take_turns():
    before, generation = everything(), current_generation().number
    publish()
    decision = Decision.objects.get(title=TITLE)
    products = rated_by(decision)
    assert (len(products), current_generation().number) == (40, generation + 1)
    assert (renewed_entries(), renewed_counts()) == (products, 168)
    publish()
    decision.refresh_from_db()
    assert (decision.voided_at is not None, current_generation().number) == (True, generation + 2)
    assert (renewed_entries(), renewed_counts()) == (products, 168)
    assert everything() == before


def test_it_goes_round_the_register_and_changes_it_for_no_longer_than_a_turn():
    before = everything()
    for _turn in range(2 * 3):
        publish()
        assert (len(renewed_entries()), renewed_counts() > 40) == (40, True)
    rated = [rated_by(decision) for decision in Decision.objects.filter(title=TITLE).order_by("pk")]
    assert len(rated[0] | rated[1]) == 2 * 40
    assert (len(rated[2] & rated[1]), len(rated[2] & rated[0])) == (0, 20)  # a hundred products can take it
    assert everything() == before
    assert [*wrong_entries(), *differences_of_days()] == []
