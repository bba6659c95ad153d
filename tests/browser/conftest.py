"""A real browser: Debian's Chromium, driven by Playwright; without it these tests say so and are skipped."""

from __future__ import annotations

import os
import shutil

import pytest

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Launch Debian's Chromium; nothing is fetched from outside."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("No chromium on this machine: `apt-get install -y chromium`, then run the browser tests again.")
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
