"""The book of acts in a real browser: accessible, no wider than the window, whole without a script."""

from __future__ import annotations

from uuid import UUID

import pghistory
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.models import HistoryEntry
from core.requests import request_scope
from core.roles import Role
from producers.actions.producers import edit_producer
from products.actions.decisions import issue_decision
from products.models import Product
from tests.browser.conftest import NAMES
from tests.browser.test_pages import findings, heard, sign_in
from tests.factories import line, make_user, paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
__all__ = ["heard"]
NUMBER = UUID("11111111-2222-4333-8444-555555555555")


@pytest.fixture
def acts(clerk):
    """A decision and an edit in one request, and an act of another one."""
    product = Product.objects.get(name=NAMES[0])
    with request_scope(NUMBER), pghistory.context(request=str(NUMBER)):
        issue_decision(paper("7/QĐ-UBND"), [line(product, 3)], by=clerk)
        edit_producer(
            product.producer, name="Cơ sở Minh Hoạ", phone="0294 3855 123", website="https://example.vn/", by=clerk
        )
    edit_producer(product.producer, name="Cơ sở Minh Hoạ Hai", by=clerk)


@pytest.fixture
def watcher(page: Page, live_server, clerk):
    """An auditor, signed in."""
    person = make_user(Role.AUDITOR, username="kiem-tra")
    sign_in(page, live_server, person)
    return page


@pytest.mark.slow
@pytest.mark.parametrize("width", [375, 1280])
def test_the_book_is_accessible_and_fits(watcher: Page, live_server, acts, heard, width):
    watcher.set_viewport_size({"width": width, "height": 800})
    address, wrong = live_server.url + reverse("staff:history-list"), {}
    for query in ("", f"?lan={NUMBER}", "?nguoi=can-bo&viec=edit_producer", "?tu=32/1", "?nguoi=khong-ai"):
        watcher.goto(address + query)
        for more in watcher.locator("details.act__more > summary").all():
            more.click()
        if found := findings(watcher, heard):
            wrong[query] = found
    assert wrong == {}


def test_an_auditor_goes_from_an_act_to_its_request_and_back(watcher: Page, live_server, acts):
    watcher.goto(live_server.url + reverse("staff:history-list"))
    watcher.get_by_label("Việc").select_option(label="Công bố quyết định công nhận")
    watcher.get_by_role("button", name="Lọc").click()
    expect(watcher.locator(".act:not(li)")).to_have_count(1)
    watcher.get_by_role("link", name="cả lần gửi").click()
    expect(watcher.get_by_text("Cùng một lần gửi: 2 việc")).to_be_visible()
    expect(watcher.get_by_role("heading", name="Các dòng dữ liệu mà lần gửi này đã ghi")).to_be_visible()
    watcher.get_by_role("link", name="Bỏ lọc Chỉ một lần gửi").click()
    expect(watcher.locator(".act:not(li)")).to_have_count(HistoryEntry.objects.count())
