"""Take the pictures of the README and of the help pages from a running demo.

Usage: .venv/bin/python docs/make_pictures.py http://127.0.0.1:8000
It signs in as the demo's province officer, opens a round if none is open, and leaves no result behind.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
HELP = ROOT / "static" / "img" / "help"
CHROMIUM = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
PERSON, PASSWORD = "can-bo-tinh", "minh-hoa-2022"


def main(base: str) -> None:
    """Take every picture."""
    PICTURES.mkdir(exist_ok=True)
    HELP.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=base)
        public(page)
        sign_in(page)
        staff(page)
        browser.close()


def public(page: Page) -> None:
    """What anyone sees."""
    page.goto("/san-pham/?q=banh+tet")
    page.screenshot(path=PICTURES / "catalogue.png")
    page.goto("/san-pham/duong-hoa-dua/")
    page.screenshot(path=PICTURES / "product.png")


def sign_in(page: Page) -> None:
    """As the demo's province officer."""
    page.goto("/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", PERSON)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def staff(page: Page) -> None:
    """What an officer sees."""


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
