"""The first view of the home page as `./dev demo` serves it: bytes as they travel, every request counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext

from tests.project.small_checkout import WholeCheckout, open_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_BYTES, MOST_WITH_FONTS, MOST_REQUESTS = 45_000, 100_000, 8


@dataclass(frozen=True)
class Arrived:
    """One answer: of what kind, from where, with which status, and how many bytes came, headers included."""

    kind: str
    path: str
    status: int
    size: int


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """The address of a demo of its own: a copy of this checkout, served by its own ./dev on its own database."""
    with open_folder() as folder:
        checkout = WholeCheckout(folder)
        try:
            yield f"http://127.0.0.1:{checkout.demo().port}"
        finally:
            checkout.end_processes()


class Watch:
    """Counts what a page asks for; an address that only leads on is an answer too."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.asked: dict[str, tuple[str, str]] = {}
        self.statuses: dict[str, int] = {}
        self.arrived: list[Arrived] = []
        session = context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self.ask)
        session.on("Network.responseReceived", self.answer)
        session.on("Network.loadingFinished", self.finish)

    def ask(self, event: dict[str, Any]) -> None:
        number, url = event["requestId"], event["request"]["url"]
        if "redirectResponse" in event:
            led_on = event["redirectResponse"]
            kind, path = self.asked[number]
            self.arrived.append(Arrived(kind, path, led_on["status"], int(led_on["encodedDataLength"])))
        if not url.startswith("data:"):
            self.asked[number] = (event["type"], urlsplit(url).path)

    def answer(self, event: dict[str, Any]) -> None:
        self.statuses[event["requestId"]] = event["response"]["status"]

    def finish(self, event: dict[str, Any]) -> None:
        if asked := self.asked.pop(event["requestId"], None):
            size = int(event["encodedDataLength"])
            self.arrived.append(Arrived(*asked, self.statuses[event["requestId"]], size))


def first_view(context: BrowserContext, url: str) -> list[Arrived]:
    """Open an address with an empty cache and list every answer; none may be missing."""
    watch = Watch(context)
    watch.page.goto(url, wait_until="networkidle")
    assert watch.asked == {}
    return watch.arrived


@pytest.mark.parametrize("width", [375, 1280])
def test_the_home_page_is_light(browser, browser_context_args, demo, width):
    size = {"width": width, "height": 800}
    with browser.new_context(**{**browser_context_args, "viewport": size}) as context:
        seen = first_view(context, f"{demo}/")
    listing = "\n".join(f"{one.size:>7} {one.status} {one.kind:<10} {one.path}" for one in seen)
    others = [one for one in seen if not one.path.startswith("/anh/")]
    fonts = sum(one.size for one in others if one.kind == "Font")
    weight = sum(one.size for one in others)
    assert [one for one in seen if one.status != 200 or one.size == 0] == [], listing
    assert {"Document", "Stylesheet", "Script", "Font"} <= {one.kind for one in seen}, listing
    assert weight - fonts <= MOST_BYTES, listing
    assert weight <= MOST_WITH_FONTS, listing
    assert len(seen) <= MOST_REQUESTS, listing


def test_what_leads_on_is_counted(browser, browser_context_args, demo):
    with browser.new_context(**browser_context_args) as context:
        seen = first_view(context, f"{demo}/thong-ke")
    assert [(one.path, one.status) for one in seen if one.kind == "Document"] == [
        ("/thong-ke", 301),
        ("/thong-ke/", 200),
    ]
    assert all(one.size > 0 for one in seen)
