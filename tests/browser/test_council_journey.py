"""From the counter to five stars and the public catalogue in a real browser, under 1048, 148 and the law in force."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.council_ways import prepare, walk
from tests.journeys.desks import BrowserDesk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.mark.parametrize("name", ["1048", "148", "26/2026"])
def test_to_five_stars_in_a_browser(
    name, browser: Browser, transactional_db, live_server, law, places, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    way, officer = prepare(name, settings)
    walk(way, BrowserDesk(officer, browser, live_server.url), settings)
