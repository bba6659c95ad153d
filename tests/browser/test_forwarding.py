"""Sending several dossiers up at once, in a real browser: the page is accessible, fits, and sends what is chosen."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.models import Place
from evaluations.models import RoundEntry
from tests.browser.test_pages import findings, sign_in
from tests.evaluations.council_room import screen
from tests.evaluations.intake_room import TODAY, at_commune

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_those_chosen_go_up(page: Page, live_server, clerk, grid_complaints, settings):
    settings.BUSINESS_DAY = TODAY
    commune = Place.objects.get(name="Xã Minh Hoạ")
    first, second, third = (at_commune(name, commune, clerk) for name in ("Mứt gừng", "Mứt tắc", "Mứt me"))
    for entry in (first, second):
        screen(entry, clerk)
    RoundEntry.objects.filter(pk=third.pk).update(status="accepted")
    sign_in(page, live_server, clerk)
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_server.url}{reverse('staff:dossier-forward')}")
        assert findings(page, grid_complaints) == []
    page.get_by_label("Mứt tắc").check()
    page.get_by_role("button", name="Chuyển các hồ sơ đã chọn").click()
    expect(page.get_by_text("Đã chuyển “Mứt tắc” lên cấp trên, nhận hôm nay.")).to_be_visible()
    statuses = RoundEntry.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["accepted", "forwarded", "accepted", "received"]
