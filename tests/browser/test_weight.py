"""The first view of the home page: bytes as they travel, every request counted, served by gunicorn as in the demo."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import BrowserContext

from ocop_portal.ground.machine import clean_environment, wait_until
from tests.conftest import FIXTURES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CHECKOUT = FIXTURES.parent
DAY = "2022-10-01"
MOST_BYTES, MOST_WITH_FONTS, MOST_REQUESTS = 45_000, 100_000, 8


@dataclass(frozen=True)
class Arrived:
    """One request of the page: what kind, where to, and how many bytes came back, headers included."""

    kind: str
    path: str
    size: int


@pytest.fixture
def real_server(transactional_db, law, places, tmp_path: Path) -> Iterator[str]:
    """The portal with the real register of Trà Vinh, compressed static files, one gunicorn worker."""
    folder = FIXTURES / "register" / "tra-vinh"
    call_command("load_register", str(folder), until=date.fromisoformat(DAY), verbosity=0)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = _environment(tmp_path)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=CHECKOUT, env=env, check=True)
    command = [sys.executable, "-m", "gunicorn", "ocop_portal.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", "4", "--no-control-socket", "--log-level", "warning"]
    server = subprocess.Popen(command, cwd=CHECKOUT, env=env)
    try:
        assert wait_until(lambda: _listens(port), 30)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _environment(files: Path) -> dict[str, str]:
    """A server behind a proxy, so that nothing but the missing banner differs from the demo."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = f"{parts.scheme}://{parts.netloc}/{connection.settings_dict['NAME']}?{parts.query}"
    settings = {"OCOP_MODE": "", "SECRET_KEY": "minh-hoa-" * 8, "ALLOWED_HOSTS": "127.0.0.1", "BEHIND_PROXY": "1"}
    return {
        **clean_environment(),
        **settings,
        "DATABASE_URL": url,
        "OCOP_DATA_DIR": str(files),
        "OCOP_TODAY": DAY,
        "DJANGO_SETTINGS_MODULE": "ocop_portal.settings",
    }


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def first_view(context: BrowserContext, url: str) -> list[Arrived]:
    """Open an address with an empty cache and list everything that the browser asked for."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    asked: dict[str, tuple[str, str]] = {}
    sizes: dict[str, int] = {}

    def note(event: dict) -> None:
        asked[event["requestId"]] = (event["type"], urlsplit(event["request"]["url"]).path)

    def arrive(event: dict) -> None:
        sizes[event["requestId"]] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", note)
    session.on("Network.loadingFinished", arrive)
    page.goto(url, wait_until="networkidle")
    return [
        Arrived(kind, path, sizes.get(number, 0))
        for number, (kind, path) in asked.items()
        if not path.startswith("image/")
    ]


@pytest.mark.parametrize("width", [375, 1280])
def test_the_home_page_is_light(browser, browser_context_args, real_server, width):
    size = {"width": width, "height": 800}
    proxy = {"X-Forwarded-Proto": "https"}
    with browser.new_context(**{**browser_context_args, "viewport": size}, extra_http_headers=proxy) as context:
        seen = first_view(context, f"{real_server}/")
    listing = "\n".join(f"{one.size:>7} {one.kind:<10} {one.path}" for one in seen)
    others = [one for one in seen if not one.path.startswith("/anh/")]
    fonts = sum(one.size for one in others if one.kind == "Font")
    weight = sum(one.size for one in others)
    assert all(one.size > 0 for one in seen), listing
    assert weight - fonts <= MOST_BYTES, listing
    assert weight <= MOST_WITH_FONTS, listing
    assert len(seen) <= MOST_REQUESTS, listing
