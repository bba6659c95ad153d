"""What a score leads to at each level of the real law, band edges included."""

from decimal import Decimal

import pytest

from evaluations.enums import Outcome
from evaluations.rules.outcomes import is_passed_up, outcome_of, stars_of
from products.queries.law import bands_of, rule_of
from tests.factories import level_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("regime", "key", "score", "outcome", "up"),
    [
        ("1048-2019", "province", "49.99", Outcome.NONE, False),
        ("1048-2019", "province", "50", Outcome.THREE, False),
        ("1048-2019", "province", "69.99", Outcome.THREE, False),
        ("1048-2019", "province", "70", Outcome.FOUR, False),
        ("1048-2019", "province", "89.99", Outcome.FOUR, False),
        ("1048-2019", "province", "90", Outcome.POTENTIAL, False),
        ("1048-2019", "province", "100", Outcome.POTENTIAL, False),
        ("1048-2019", "district", "49.99", Outcome.NONE, False),
        ("1048-2019", "district", "50", None, True),
        ("148-2023", "district", "69.99", Outcome.THREE, False),
        ("148-2023", "district", "70", None, True),
        ("148-2023", "province", "69.99", None, False),
        ("148-2023", "province", "70", Outcome.FOUR, False),
        ("26-2026", "province", "50", Outcome.THREE, False),
        ("26-2026", "province", "89.99", Outcome.FOUR, False),
        ("26-2026", "province", "90", Outcome.POTENTIAL, False),
        ("26-2026", "ministry", "90", Outcome.FIVE, False),
    ],
)
def test_the_outcome_follows_from_the_bands(law, regime, key, score, outcome, up):
    level = level_of(regime, key)
    found = outcome_of(Decimal(score), bands_of(level.regime), rule_of(level))
    assert found == outcome
    assert is_passed_up(Decimal(score), found or "", rule_of(level)) is up


def test_the_stars_of_an_outcome():
    assert [stars_of(outcome) for outcome in Outcome] == [3, 4, 5, None, None]
