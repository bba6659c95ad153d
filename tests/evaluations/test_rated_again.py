"""Upgrade and re-rating on the whole way: filed as such, scored, decided; the older rating ends on that day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from evaluations.actions.dossiers import forward_dossier
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.enums import DossierStatus, Outcome
from evaluations.queries.councils import sitting
from products.actions.decisions import issue_decision
from products.enums import EndReason, RatingKind
from products.models import Recognition
from products.queries.register import ratings_in_force
from tests.evaluations.council_room import (
    begin,
    best,
    criteria_of,
    file,
    make_council,
    make_round,
    screen,
    take,
)
from tests.evaluations.council_steps import SET_26, decide
from tests.evaluations.score_room import TODAY, sign_at_once
from tests.factories import level_of, line, load_sets, paper

pytestmark = pytest.mark.django_db

RATED = date(2024, 2, 10)  # until 132 days after the filing, when a re-rating comes in time


@pytest.fixture
def rated_again(settings, province, commune, make, officer):
    """A product that holds stars, put forward again, scored with 88 points or more and four stars, not decided yet."""
    settings.BUSINESS_DAY = TODAY

    def _rated_again(kind, held):
        load_sets(SET_26)
        product = make("Mứt gừng")
        head = paper("7/QĐ-UBND", RATED, level=level_of("26-2026"), place=province)
        issue_decision(head, [line(product, held)], by=officer)
        below = file(product, commune, officer, set_code=SET_26, on=date(2026, 10, 1), kind=kind)
        screen(below, officer)
        entry = forward_dossier(below, on=date(2026, 10, 12), by=officer)
        council = make_council(province, officer, seats=1, days_before=0)
        found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
        take(entry, found, officer)
        begin(found, officer, sent_on=date(2026, 11, 10))
        entry = found.entries.select_related("dossier__criteria_set").get()
        sign_at_once(entry, sitting(council)[0], four_stars(entry))
        agree_where_all_do(entry, by=officer)
        (result,) = conclude_round(found, by=officer)
        assert result.stars == 4
        return found, entry, result

    return _rated_again


def four_stars(entry):
    """Every best option but where some ten points go without a minimum."""
    lost, low = 0, []
    for node in criteria_of(entry):
        if lost < 12 and not any(option.min_star for option in node.options.all()):
            lost += max(option.points for option in node.options.all())
            low.append(node.code)

    def pick(node, options):
        return next(option for option in options if option.is_failure) if node.code in low else best(node, options)

    return pick


@pytest.mark.parametrize(
    ("kind", "held"), [(RatingKind.UPGRADE, 3), (RatingKind.RE_RATING, 4), (RatingKind.RE_RATING, 3)]
)
def test_the_older_rating_ends_on_the_day_of_the_new_one(rated_again, officer, kind, held):
    found, entry, result = rated_again(kind, held)
    assert result.outcome == Outcome.FOUR
    older = Recognition.objects.get()
    decision = decide(found, officer, "9/QĐ-UBND", TODAY)
    newer = Recognition.objects.get(decision=decision)
    older.refresh_from_db()
    assert (older.ended_on, older.end_reason, older.end_decision) == (TODAY, EndReason.SUPERSEDED, decision)
    assert (newer.kind, newer.stars, newer.starts_on, newer.ended_on) == (kind, 4, TODAY, None)
    assert newer.until == date(2029, 11, 20)
    assert list(ratings_in_force(TODAY - timedelta(days=1))) == [older]
    assert list(ratings_in_force(TODAY)) == [newer]
    entry.dossier.refresh_from_db()
    assert entry.dossier.status == DossierStatus.DECIDED
