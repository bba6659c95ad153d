"""A real browser: Debian's Chromium, driven by Playwright; without it these tests say so and are skipped.

With OCOP_BROWSER=required, as .ci/run sets it, they fail instead of being skipped.
"""

from __future__ import annotations

import os
import re
import shutil

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.roles import Role
from tests.factories import PASSWORD, make_place, make_producer, make_product, make_user

NAMES = ["Bánh tét minh hoạ", "Chả hoa minh hoạ", "Mật hoa dừa minh hoạ", "Rượu dừa minh hoạ"]
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Launch Debian's Chromium; nothing is fetched from outside."""
    chromium = shutil.which("chromium")
    if chromium is None:
        give_up = pytest.fail if os.environ.get("OCOP_BROWSER") == "required" else pytest.skip
        give_up("No chromium on this machine: `apt-get install -y chromium`, then run the browser tests again.")
    return {**browser_type_launch_args, "executable_path": chromium, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """People here read Vietnamese."""
    return {**browser_context_args, "locale": "vi-VN", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_event_loop():
    """Playwright's loop runs in this thread, so Django would refuse the database calls of fixtures."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def grid_complaints(page: Page):
    """What the browser says about refused scripts and styles and about broken ones."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console",
        # A refusal in words travels as 422 or 409, which the browser calls an error too.
        lambda message: None if re.search("422|409", message.text) else heard.append(message.text),
    )
    return heard


@pytest.fixture
def clerk(transactional_db, law, settings, tmp_path):
    """A province officer; four products are in the register, one household waits for its first."""
    settings.MEDIA_ROOT = tmp_path
    person = make_user(Role.PROVINCE_OFFICER, username="can-bo", full_name="Cán bộ Minh Hoạ")
    commune = make_place("Xã Minh Hoạ", parent=person.territory)
    for name in NAMES:
        make_product(name, producer=make_producer(place=commune))
    make_producer("Hộ kinh doanh Sáu Minh Hoạ", place=commune)
    return person


@pytest.fixture
def desk(page: Page, live_server, grid_complaints, clerk):
    """The officer, signed in, at the work desk."""
    page.goto(f"{live_server.url}{reverse('staff:home')}")
    page.fill("[name=login]", clerk.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bàn làm việc")
    return page
