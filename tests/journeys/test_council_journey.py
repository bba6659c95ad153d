"""From the counter to five stars and the public catalogue, without a script, under each version of the law."""

from __future__ import annotations

import pytest

from tests.journeys.council_ways import WAYS, prepare, walk
from tests.journeys.desks import ClientDesk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("name", WAYS)
def test_to_five_stars_with_all_that_happens_on_the_way(name, law, places, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    way, officer = prepare(name, settings)
    walk(way, ClientDesk(officer), settings)
