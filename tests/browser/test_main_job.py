"""The main job as an officer does it: a round, five results, the decision, and the public catalogue, signed out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.roles import Role
from evaluations.actions.results import save_result
from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from evaluations.models import PaperResult
from products.models import Product, Recognition
from tests.factories import PASSWORD, level_of, make_place, make_producer, make_product, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
NAMES = ["Bánh tét minh hoạ", "Chả hoa minh hoạ", "Mật hoa dừa minh hoạ", "Rượu dừa minh hoạ"]


@pytest.fixture
def complaints(page: Page):
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
def officer(transactional_db, law, settings, tmp_path):
    """A province officer; four products are in the register, one household waits for its first."""
    settings.MEDIA_ROOT = tmp_path
    person = make_user(Role.PROVINCE_OFFICER, username="can-bo", full_name="Cán bộ Minh Hoạ")
    commune = make_place("Xã Minh Hoạ", parent=person.territory)
    for name in NAMES:
        make_product(name, producer=make_producer(place=commune))
    make_producer("Hộ kinh doanh Sáu Minh Hoạ", place=commune)
    return person


@pytest.fixture
def desk(page: Page, live_server, complaints, officer):
    """The officer, signed in, at the work desk."""
    page.goto(f"{live_server.url}{reverse('staff:home')}")
    page.fill("[name=login]", officer.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bàn làm việc")
    return page


def row(page: Page, number: int):
    """A row of the grid by its place on the paper."""
    return page.locator("tbody[data-row]").nth(number - 1)


def cell(page: Page, number: int, name: str):
    return row(page, number).locator(f":is(input[type=text], select)[name={name}]")


def choose(page: Page, number: int, letters: str):
    """Choose a product by a few letters, with the keyboard."""
    cell(page, number, "product_text").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(letters)
    expect(row(page, number).locator(".choices [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")


def paste(page: Page, number: int, name: str, text: str):
    """Paste what a spreadsheet would put on the clipboard."""
    target = cell(page, number, name)
    target.click()
    target.evaluate(
        """(cell, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def saved(page: Page, number: int):
    expect(row(page, number).locator("[data-saved]")).to_have_text(re.compile(r"^đã lưu lúc \d\d:\d\d$"))


def total(page: Page, key: str):
    return page.locator(f"[data-total='{key}'] strong")


def open_a_round(page: Page):
    page.get_by_role("link", name="Mở đợt").click()
    page.fill("[name=opened_on]", "1/8/2022")
    page.get_by_role("button", name="Mở đợt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đợt 1 năm 2022 – Cấp tỉnh, Tỉnh Trà Vinh")


def enter_five_results(page: Page):
    # One with an error that is corrected: 170 instead of 71.
    choose(page, 1, "banh tet")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("170")
    page.keyboard.press("Enter")
    expect(row(page, 1)).to_contain_text("Điểm phải từ 0 đến 100, không phải 170.")
    cell(page, 1, "score").fill("71")
    expect(cell(page, 1, "outcome")).to_have_value("4")
    page.keyboard.press("Enter")
    saved(page, 1)
    # One with stars and no score.
    choose(page, 2, "cha hoa")
    cell(page, 2, "outcome").select_option("3")
    page.keyboard.press("Enter")
    saved(page, 2)
    # One by paste: the name without marks, the score behind a tab; and one that no name fits yet.
    paste(page, 3, "product_text", "mat hoa dua minh hoa\t95,5\nRượu dừa minh hoạ\t62\n")
    saved(page, 3)
    saved(page, 4)
    # One made in place with the keyboard alone, of a producer that is known.
    cell(page, 5, "product_text").click()
    page.keyboard.type("Kẹo sáu minh hoạ")
    expect(row(page, 5).locator(".choices [role=option]").last).to_contain_text("Tạo sản phẩm mới")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("dialog").locator("[name=producer_text]").focus()
    page.keyboard.type("sau minh")
    expect(page.get_by_role("dialog").locator(".choices [role=option]").first).to_contain_text("Hộ kinh doanh Sáu Minh Hoạ")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    cell(page, 5, "score").fill("55,25")
    page.keyboard.press("Enter")
    saved(page, 5)


def publish(page: Page, upload):
    page.get_by_role("button", name="Lập quyết định từ đợt này").click()
    page.fill("[name=number]", "1693/QĐ-UBND")
    page.fill("[name=signed_on]", "22/8/2022")
    page.set_input_files("[name=paper]", upload)
    page.get_by_role("button", name="Lưu và sang nội dung").click()
    page.get_by_role("button", name="Lưu và sang kiểm tra").click()
    expect(page.locator(".confirm")).to_contain_text("5 sản phẩm")
    page.get_by_role("button", name="Công bố quyết định").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã công bố 1693/QĐ-UBND")


def test_the_main_job(desk: Page, live_server, complaints, tmp_path):
    upload = tmp_path / "1693.pdf"
    upload.write_bytes(PDF)
    open_a_round(desk)
    enter_five_results(desk)
    figures = {key: total(desk, key).inner_text() for key in ("rows", "3", "4", "tiem-nang")}
    assert figures == {"rows": "5", "3": "3", "4": "1", "tiem-nang": "1"}
    publish(desk, upload)
    desk.get_by_role("button", name="Đăng xuất").click()
    found = {}
    for text, rank in (("banh tet", "OCOP 4 sao"), ("cha hoa", "OCOP 3 sao"), ("mat hoa dua", "Tiềm năng 5 sao")):
        desk.goto(f"{live_server.url}/san-pham/?q={text}")
        found[text] = desk.locator("main").get_by_text(rank).first.is_visible()
    assert found == {"banh tet": True, "cha hoa": True, "mat hoa dua": True}
    desk.goto(f"{live_server.url}/san-pham/")
    for name in (*NAMES, "Kẹo sáu minh hoạ"):
        expect(desk.locator("main").get_by_role("link", name=name).first).to_be_visible()
    assert Recognition.objects.count() == 4
    assert Product.objects.get(name="Kẹo sáu minh hoạ").producer.name == "Hộ kinh doanh Sáu Minh Hoạ"
    assert complaints == []


@pytest.fixture
def grid(desk: Page, live_server, officer):
    """A round with one row, open in the browser."""
    found = open_round(
        level=level_of(), place=officer.territory, year=2022, ordinal=1, opened_on=date(2022, 6, 1), by=officer
    )
    entered = save_result(found, Entry(Product.objects.get(name=NAMES[0]), score=Decimal(60)), by=officer)
    desk.goto(f"{live_server.url}{reverse('staff:round-detail', args=[found.pk])}")
    return desk, found, entered


def somebody_else_saves(found, entered, score):
    other = make_user(Role.PROVINCE_OFFICER, full_name="Chị Hai Minh Hoạ")
    current = PaperResult.objects.get(pk=entered.pk)
    save_result(found, Entry(current.product, score=Decimal(score)), by=other, result=current, version=current.version)


def test_two_officers_and_one_row(grid):
    page, found, entered = grid
    somebody_else_saves(found, entered, 65)
    cell(page, 1, "score").fill("71")
    page.keyboard.press("Enter")
    expect(row(page, 1)).to_contain_text("Chị Hai Minh Hoạ đã lưu dòng này trong lúc bạn gõ")
    expect(row(page, 1)).to_contain_text("65 điểm · 3 sao")
    expect(row(page, 1)).to_contain_text("71 điểm · 4 sao")
    row(page, 1).get_by_role("button", name="Giữ bản của tôi").click()
    saved(page, 1)
    assert PaperResult.objects.get(pk=entered.pk).score == 71
    somebody_else_saves(found, entered, 66)
    cell(page, 1, "score").fill("72")
    page.keyboard.press("Enter")
    row(page, 1).get_by_role("button", name="Lấy bản của Chị Hai Minh Hoạ").click()
    expect(cell(page, 1, "score")).to_have_value("66")
    assert PaperResult.objects.get(pk=entered.pk).score == 66


def test_the_keyboard_walks_the_grid(grid):
    page, _found, _entered = grid
    cell(page, 1, "score").click()
    page.keyboard.press("ArrowDown")
    expect(cell(page, 2, "score")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell(page, 1, "score")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("88")
    expect(cell(page, 1, "outcome")).to_have_value("4")
    page.keyboard.press("Escape")
    expect(cell(page, 1, "score")).to_have_value("60")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(cell(page, 1, "outcome")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(cell(page, 1, "score")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, 2, "score")).to_be_focused()


def test_a_column_fills_downward_and_nothing_is_lost(grid):
    page, _found, _entered = grid
    paste(page, 1, "score", "71,5\n80\n")
    saved(page, 1)
    expect(cell(page, 1, "outcome")).to_have_value("4")
    # The second score has no product yet: it stands in a row of its own and waits.
    expect(cell(page, 2, "score")).to_have_value("80")
    expect(row(page, 2).locator("[data-saved]")).to_have_text("chưa lưu")
    choose(page, 2, "cha hoa")
    cell(page, 3, "product_text").click()
    saved(page, 2)
    # A name that nothing fits, and one that is already in the grid.
    paste(page, 3, "product_text", "Không có tên này\t55\nBánh tét minh hoạ\t66\n")
    expect(row(page, 3)).to_contain_text("Không tìm thấy; gõ khác đi hoặc tạo mới.")
    expect(row(page, 4)).to_contain_text("“Bánh tét minh hoạ” đã có ở dòng 1.")
    assert PaperResult.objects.count() == 2
    choose(page, 3, "ruou")
    cell(page, 4, "product_text").click()
    saved(page, 3)
    assert sorted(str(score) for score in PaperResult.objects.values_list("score", flat=True)) == [
        "55.00",
        "71.50",
        "80.00",
    ]


@pytest.mark.parametrize("width", [375, 1280])
def test_no_page_of_the_main_job_scrolls_sideways(grid, live_server, width):
    page, found, _entered = grid
    page.set_viewport_size({"width": width, "height": 800})
    addresses = [
        reverse("staff:home"),
        reverse("staff:round-list"),
        reverse("staff:round-open"),
        reverse("staff:round-detail", args=[found.pk]),
        reverse("staff:decision-list"),
        reverse("staff:draft-new"),
        reverse("staff:help", args=["nhap-ket-qua"]),
    ]
    widths = {}
    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(addresses, width)
