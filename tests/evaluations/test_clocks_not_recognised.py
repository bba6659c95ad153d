"""A result that recognises nothing is followed by no decision: no clock runs for it."""

from __future__ import annotations

import pytest

from evaluations.enums import EntryStatus, Outcome
from evaluations.models import RoundEntry
from evaluations.queries.clocks import clocks_of, running_clocks
from products.enums import RatingKind
from tests.evaluations.council_room import failing
from tests.evaluations.score_room import TODAY
from tests.evaluations.test_clocks_to_the_end import concluded
from tests.factories import level_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def turned_down(settings, province, commune, officer):
    """A re-rating that came to no star."""
    settings.BUSINESS_DAY = TODAY

    def nothing(node, options):
        return failing(node.code)(node, options)

    _found, entry = concluded(province, commune, officer, kind=RatingKind.RE_RATING, pick=nothing)
    assert (entry.status, entry.result.outcome) == (EntryStatus.SCORED, Outcome.NONE)
    return entry


def clocks(user, entry):
    around = RoundEntry.objects.select_related("level__regime", "dossier", "round__council", "result")
    shown = clocks_of([around.get(pk=entry.pk)], TODAY)[entry.pk]
    return [clock.what for clock in running_clocks(user, TODAY) if clock.of == entry], [each.what for each in shown]


def test_the_45_days_end_with_a_result_that_recognises_nothing(turned_down, officer):
    assert clocks(officer, turned_down) == ([], [])


def test_so_do_the_days_that_a_newer_law_leaves(turned_down, officer):
    older = level_of("148-2023-1489", "province")
    RoundEntry.objects.filter(pk=turned_down.pk).update(level=older, status=EntryStatus.ACCEPTED)
    before = clocks(officer, turned_down)
    assert len(before[0]) == 1
    assert before[0] == before[1]
    RoundEntry.objects.filter(pk=turned_down.pk).update(status=EntryStatus.SCORED)
    assert clocks(officer, turned_down) == ([], [])
