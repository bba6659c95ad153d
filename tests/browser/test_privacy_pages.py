"""Pages about people in a real browser: a reason first, then the data; accessible at both widths."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.history import history_of
from producers.actions.representatives import keep_representative
from producers.models import Producer, RepresentativeProfile
from reports.actions.representatives import publish_representative_tables
from tests.browser.conftest import NAMES
from tests.browser.test_pages import WIDTHS, findings, heard, register, sign_in  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def household(register, clerk):  # noqa: F811
    """A household with a representative and published tables."""
    producer = Producer.objects.get(products__name=NAMES[1])
    values = {"full_name": "Sơn Thị Ví Dụ", "since": date(2022, 1, 1), "basis_on": date(2022, 1, 1)}
    profile = RepresentativeProfile(producer=producer)
    keep_representative(profile, why="x", by=clerk, ethnicity="05", basis="law", basis_text="Mẫu 02", **values)
    publish_representative_tables(on=date(2022, 9, 30), by=clerk)
    return producer


@pytest.mark.slow
@WIDTHS
def test_pages_about_people(page: Page, live_server, household, clerk, heard, width):  # noqa: F811
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server, clerk)
    wrong = {}

    def look(name, *arguments):
        if name:
            page.goto(f"{live_server.url}{reverse(name, args=arguments)}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if found := findings(page, heard):
            wrong[page.url] = found

    look("staff:producer-consent", household.slug)
    look("staff:representative-new", household.slug)
    look("staff:representative-export")
    look("staff:representative-tables")
    look("staff:producer-list")
    look("staff:producer-representatives", household.slug)
    expect(page.get_by_text("Sơn Thị Ví Dụ")).to_have_count(0)
    page.get_by_label("Lý do").fill("báo cáo quý")
    page.get_by_role("button", name="Xem người đại diện").click()
    expect(page.get_by_text("Sơn Thị Ví Dụ")).to_be_visible()
    for summary in page.locator("details:not(.toggle) > summary").all():
        summary.click()
    look("")
    assert history_of(household).first().why == "báo cáo quý"
    look("staff:personal-data")
    page.get_by_label("Tên, điện thoại").fill("son thi")
    page.get_by_label("Lý do").fill("đơn số 3")
    page.get_by_role("button", name="Tìm").click()
    look("")
    page.get_by_label(household.name).check()
    page.get_by_role("button", name="Xem mọi dữ liệu").click()
    look("")
    page.get_by_role("button", name="Trang để in").click()
    look("")
    assert wrong == {}
