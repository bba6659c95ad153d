"""Take a picture of every page of running demos, in a narrow and a wide window, into docs/screens/.

Usage: .venv/bin/python docs/make_screens.py http://127.0.0.1:8000 http://127.0.0.1:8001
Public pages stand in the list below and are those of the first demo. Staff pages are the addresses of docs/roles.md:
those that name no thing, and what links lead to from there, as people of one demo after the other (the second:
`--scenario vinh-long-2026`). Files are no pages, nor is what only takes something sent. Nothing is sent but sign-in
and the wish for one receipt. Take them from demos of your own, on a machine with a font for Khmer (fonts-khmeros).
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from html import unescape
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "docs" / "screens"
CHROMIUM = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
WIDTHS = (375, 1280)
TALLEST = 1400  # pixels; what lies below is cut off
QUALITY = 15  # of WebP: letters stay readable
MOST_BYTES = 8_000_000
ADMINISTRATOR, PASSWORD = "quan-tri", "minh-hoa-2022"
PEOPLE = ("can-bo-tinh", "thanh-vien-2", ADMINISTRATOR, "thu-ky", "can-bo-cang-long")
OF_EACH = 6  # things of a kind that are opened in search of further links; the first one is the picture
# Where a page leads: its links, and what its scripts lead to.
LINK = re.compile(r'\b(?:href|data-to|data-create)="([^"]*)"')
METHOD_NOT_ALLOWED = 405


class Screen(NamedTuple):
    """A picture: its name, the name of its address, where to begin and what to click from there."""

    name: str
    address: str
    path: str
    clicks: tuple[str, ...] = ()


_PRODUCT = "/san-pham/duong-hoa-dua/"
_CODE = ("main a[href^='/xac-minh/OC']",)
_ASK = (*_CODE, "main a[href$='/bien-nhan/']")
_RECEIPT = (*_ASK, "main form button[type=submit]")
PUBLIC = (
    Screen("trang-chu", "home", "/"),
    Screen("trang-chu-en", "home", "/en/"),
    Screen("trang-chu-km", "home", "/km/"),
    Screen("tham-gia", "join", "/tham-gia/"),
    Screen("tro-nang", "accessibility", "/tro-nang/"),
    Screen("danh-muc", "products:product-list", "/san-pham/"),
    Screen("danh-muc-bang", "products:product-list", "/san-pham/?xem=bang"),
    Screen("danh-muc-loc", "products:product-list", "/san-pham/?sao=4&noi=huyen-cau-ngang"),
    Screen("danh-muc-go-sai", "products:product-list", "/san-pham/?q=banh+tec"),
    Screen("san-pham", "products:product-detail", _PRODUCT),
    Screen("san-pham-en", "products:product-detail", f"/en{_PRODUCT}"),
    Screen("so-sanh", "products:compare", "/so-sanh/?sp=duong-hoa-dua&q=dua"),
    Screen("chu-the", "products:producer-list", "/chu-the/"),
    Screen("mot-chu-the", "products:producer-detail", "/chu-the/", ("main th a[href^='/chu-the/']",)),
    Screen("quyet-dinh", "products:decision-list", "/quyet-dinh/"),
    Screen("mot-quyet-dinh", "products:decision-detail", _PRODUCT, ("main a[href^='/quyet-dinh/']",)),
    Screen("xac-minh", "products:verify", "/xac-minh/"),
    Screen("xac-minh-km", "products:verify", "/km/xac-minh/"),
    Screen("ma", "products:verify-code", _PRODUCT, _CODE),
    Screen("ma-khong-co", "products:verify-code", "/xac-minh/OC7K39QFM2X6/"),
    Screen("lay-bien-nhan", "products:receipt-new", _PRODUCT, _ASK),
    Screen("bien-nhan", "products:verify-code", _PRODUCT, _RECEIPT),
    Screen("bien-nhan-in", "products:receipt-print", _PRODUCT, (*_RECEIPT, "main a[href$='/in/']")),
    Screen("bao-cao-nhan", "products:label-report", "/bao-cao-nhan/"),
    Screen("bao-cao-nhan-da-nhan", "products:label-report-done", "/bao-cao-nhan/da-nhan/"),
    Screen("thong-ke", "reports:figures", "/thong-ke/"),
    Screen("thong-ke-danh-sach", "reports:counted-products", "/thong-ke/danh-sach/"),
    Screen("thong-ke-chu-the", "reports:counted-producers", "/thong-ke/chu-the/"),
    Screen("thong-ke-ban-do", "reports:place-map", "/thong-ke/ban-do/"),
    Screen("thong-ke-theo-thoi-gian", "reports:series", "/thong-ke/theo-thoi-gian/"),
    Screen("thong-ke-thay-doi", "reports:changes", "/thong-ke/thay-doi/?tu=2021-01-01&den=2022-10-01"),
    Screen("du-lieu-mo", "reports:open-data", "/du-lieu-mo/"),
    Screen("dang-nhap", "account_login", "/tai-khoan/dang-nhap/"),
    Screen("dang-ky", "account_signup", "/tai-khoan/dang-ky/"),
    Screen("ngung-hoat-dong", "account_inactive", "/tai-khoan/ngung-hoat-dong/"),
    Screen("quen-mat-khau", "account_reset_password", "/tai-khoan/quen-mat-khau/"),
    Screen("khong-co-trang", "", "/khong-co-trang-nay/"),
)


@cache
def staff_addresses() -> dict[str, re.Pattern[str]]:
    """The name of each staff address → what its path looks like, as docs/roles.md says; fixed paths first."""
    text = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| `(/staff/\S*)` \|", text, re.MULTILINE)
    parts = {"int": r"\d+", "slug": r"[\w-]+"}
    return {
        name: re.compile(re.sub(r"<(\w+):\w+>", lambda key: parts[key[1]], path))
        for name, path in sorted(rows, key=lambda row: row[1].count("<"))
    }


# ------------------------------------------------------------------ pictures
def shoot(page: Page, name: str) -> None:
    """The page in both windows."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        whole = {"x": 0, "y": 0, "width": width, "height": height}
        taken = page.screenshot(full_page=True, clip=whole)  # type: ignore[arg-type]
        with Image.open(BytesIO(taken)) as picture:
            picture.convert("RGB").save(SCREENS / f"{name}-{width}.webp", quality=QUALITY, method=6)


def public(page: Page) -> None:
    """What anyone sees; the first thing that fits is clicked."""
    for screen in PUBLIC:
        page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
        page.goto(screen.path)
        for click in screen.clicks:
            page.locator(click).first.click()
            page.wait_for_load_state()
        shoot(page, screen.name)


def staff(page: Page, wanted: dict[str, re.Pattern[str]]) -> None:
    """Follow links from the addresses that need nothing; a page that nobody before has come by is taken."""
    opened, waiting = dict.fromkeys(staff_addresses(), 0), fixed_paths()
    seen = {*waiting}
    while waiting and wanted:
        path = waiting.pop(0)
        name = name_of(path)
        if not name or opened[name] == OF_EACH:
            continue
        answer = page.request.get(path, max_redirects=0)
        if not answer.ok:  # what this person may not see, or what leads elsewhere
            continue
        opened[name] += 1
        is_new, is_page = wanted.pop(name, None), answer.headers["content-type"].startswith("text/html")
        if not is_page:
            continue
        if is_new:
            page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
            page.goto(path)
            shoot(page, f"staff-{name}")
        found = dict.fromkeys(urldefrag(urljoin(path, unescape(link))).url for link in LINK.findall(answer.text()))
        waiting += [link for link in found if link not in seen]
        seen.update(found)


def fixed_paths() -> list[str]:
    """The staff addresses that name no thing."""
    return [pattern.pattern for pattern in staff_addresses().values() if pattern.fullmatch(pattern.pattern)]


def are_no_pages(page: Page, wanted: dict[str, re.Pattern[str]]) -> list[str]:
    """The addresses that only take what is sent: so an administrator is told whatever the thing, or without one."""
    a_thing = {name: re.sub(r"\\d\+|\[.*?\]\+", "1", pattern.pattern) for name, pattern in wanted.items()}
    return [name for name, path in a_thing.items() if page.request.get(path).status == METHOD_NOT_ALLOWED]


def name_of(path: str) -> str:
    """The staff address that a link leads to, or nothing."""
    address = path.partition("?")[0]
    names = [name for name, pattern in staff_addresses().items() if pattern.fullmatch(address)]
    return names[0] if names else ""


def sign_in(page: Page, name: str) -> None:
    """As somebody of the demo."""
    page.goto("/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()


def visitors(bases: list[str]) -> Iterator[tuple[str, Page]]:
    """A browser of its own for nobody at the first demo, and for each of the people at each."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        for base, name in [(bases[0], ""), *product(bases, PEOPLE)]:
            page = browser.new_context(base_url=base, locale="vi-VN").new_page()
            if name:
                sign_in(page, name)
            yield name, page
        browser.close()


def main(bases: list[str]) -> int:
    """Take every picture and say what was not come by and how much it weighs."""
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir()
    wanted = dict(staff_addresses())
    for name, page in visitors(bases):
        if not name:
            public(page)
            continue
        staff(page, wanted)
        if name == ADMINISTRATOR:
            for no_page in are_no_pages(page, wanted):
                del wanted[no_page]
    weight = sum(file.stat().st_size for file in SCREENS.iterdir())
    print(f"{len(list(SCREENS.iterdir()))} pictures, {weight:,} bytes")
    print("No picture of:", ", ".join(wanted) or "nothing")
    return int(weight > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["http://127.0.0.1:8000"]))
