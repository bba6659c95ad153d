"""Take the pictures of the README and of the help pages from a running demo.

Usage: .venv/bin/python docs/make_pictures.py http://127.0.0.1:8000
It signs in as the demo's province officer, opens a round if none is open, enters two results and publishes nothing;
then as the secretary and a member of the council, and changes nothing. Take the pictures from a demo of your own.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
HELP = ROOT / "static" / "img" / "help"
CHROMIUM = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
PERSON, PASSWORD = "can-bo-tinh", "minh-hoa-2022"
SECRETARY, MEMBER = "thu-ky", "thanh-vien"


def main(base: str) -> None:
    """Take every picture."""
    PICTURES.mkdir(exist_ok=True)
    HELP.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=base)
        public(page)
        sign_in(page, PERSON)
        staff(page)
        for name, look in ((SECRETARY, secretary), (MEMBER, member)):
            page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=base)
            sign_in(page, name)
            look(page)
        browser.close()


def shoot(page: Page, path: Path) -> None:
    """Take a picture and keep it in 256 colours: screens need no more."""
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256).save(path, optimize=True)


def public(page: Page) -> None:
    """What anyone sees."""
    page.goto("/san-pham/?q=banh+tet")
    shoot(page, PICTURES / "catalogue.png")
    page.goto("/san-pham/duong-hoa-dua/")
    shoot(page, PICTURES / "product.png")


def sign_in(page: Page, name: str) -> None:
    """As somebody of the demo."""
    page.goto("/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def staff(page: Page) -> None:
    """What an officer sees, in the order of the work."""
    page.goto("/staff/dot-moi/")
    shoot(page, HELP / "mo-dot-1.png")
    fill_grid(page)
    make_draft(page)
    other_papers(page)
    mending(page)


def open_round(page: Page) -> None:
    """The first open round, or a new one."""
    page.goto("/staff/dot/")
    known = page.locator("main table a[href*='/staff/dot/']").first
    if known.count():
        known.click()
        return
    page.goto("/staff/dot-moi/")
    page.fill("[name=ordinal]", "2")
    page.click("main form button[type=submit]")


def fill_grid(page: Page) -> None:
    """Two results, and a third product being looked for."""
    open_round(page)
    for number, (letters, score) in enumerate([("nuoc uong mat", "78,5"), ("hat ca cao", "66,25")]):
        choose(page, number, letters)
        row = page.locator("tbody[data-row]").nth(number)
        row.locator("select[name=kind]").select_option("re_rating")
        row.locator("input[type=text][name=score]").fill(score)
        page.keyboard.press("Enter")
        row.get_by_text("đã lưu lúc").wait_for()
    cell = page.locator("tbody[data-row]").nth(2).locator("input[type=text][name=product_text]")
    cell.click()
    page.keyboard.type("banh tet")
    page.locator(".choices [role=option]").nth(1).wait_for()
    shoot(page, PICTURES / "grid.png")
    shoot(page, HELP / "nhap-ket-qua-1.png")
    page.keyboard.press("Escape")
    cell.fill("")


def choose(page: Page, number: int, letters: str) -> None:
    """Choose a product by a few letters; a row that is filled already stays."""
    cell = page.locator("tbody[data-row]").nth(number).locator("input[type=text][name=product_text]")
    if cell.input_value():
        return
    cell.click()
    page.keyboard.type(letters)
    page.locator("tbody[data-row]").nth(number).locator(".choices [role=option]").first.wait_for()
    page.keyboard.press("Enter")


def make_draft(page: Page) -> None:
    """The paper of the round and its check page; nothing is published."""
    page.get_by_role("button", name="Lập quyết định từ đợt này").click()
    page.fill("[name=number]", "1/QĐ-UBND (minh hoạ)")
    page.fill("[name=signed_on]", "1/10/2022")
    shoot(page, HELP / "lap-quyet-dinh-1.png")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    draft = page.url.split("/du-thao/")[1].split("/")[0]
    page.goto(f"/staff/du-thao/{draft}/kiem-tra/")
    shoot(page, HELP / "lap-quyet-dinh-2.png")
    page.goto(f"/staff/du-thao/{draft}/bo/")
    page.locator("main form button[type=submit]").first.click()


def other_papers(page: Page) -> None:
    """Papers that come without a round."""
    for topic, kind in (
        ("quyet-dinh-khac", "recognise"),
        ("thu-hoi", "revoke"),
        ("huy-bo", "annul"),
        ("dinh-chinh", "correct"),
    ):
        page.goto(f"/staff/du-thao-moi/?kind={kind}")
        shoot(page, HELP / f"{topic}-1.png")


def mending(page: Page) -> None:
    """A row voided, extended, an approval answered: each page as it asks."""
    page.goto("/staff/quyet-dinh/")
    page.get_by_role("link", name="612/QĐ-UBND").click()
    page.wait_for_load_state()
    for topic, part in (("sua-sai", "/vo-hieu/"), ("gia-han", "/gia-han/")):
        follow(page, part, topic)
    page.goto("/staff/quyet-dinh/")
    page.get_by_role("link", name="611/QĐ-UBND").click()
    page.wait_for_load_state()
    follow(page, "/tra-loi/", "tra-loi")


def secretary(page: Page) -> None:
    """A dossier that waits for papers, a round that is scored, its meeting, a score sheet of the law."""
    page.goto("/staff/ho-so/")
    open_link(page, "Bánh in đậu xanh (minh hoạ)")
    shoot(page, HELP / "hoi-dong-1.png")
    page.goto("/staff/ho-so/")
    open_link(page, "Chả lụa hấp lá (minh hoạ)")
    open_link(page, "Đợt 5 năm 2022")
    shoot(page, HELP / "hoi-dong-2.png")
    open_link(page, "Phiên họp của hội đồng")
    shoot(page, HELP / "cham-diem-2.png")
    open_link(page, "Chả lụa hấp lá (minh hoạ)")
    shoot(page, HELP / "cham-diem-3.png")
    page.goto("/staff/bo-tieu-chi/26-2026-07/")
    shoot(page, HELP / "bo-tieu-chi-1.png")


def member(page: Page) -> None:
    """A sheet that is half filled in."""
    page.goto("/staff/cham-diem/")
    open_link(page, "Bún khô gạo lứt (minh hoạ)")
    page.wait_for_selector(".score-sheet--quick")
    shoot(page, HELP / "cham-diem-1.png")


def open_link(page: Page, words: str) -> None:
    """Follow the first link of a page that says so."""
    page.locator("main").get_by_role("link", name=words).first.click()
    page.wait_for_load_state()


def follow(page: Page, part: str, topic: str) -> None:
    """Open the first link with this part in its address, take its picture, come back."""
    address = page.locator(f"main a[href*='{part}']").first.get_attribute("href")
    here = page.url
    page.goto(address or "/")
    shoot(page, HELP / f"{topic}-1.png")
    page.goto(here)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
