"""The main job as an officer does it: a round, five results, the decision, and the public catalogue, signed out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from products.models import Product, Recognition
from tests.browser.conftest import NAMES
from tests.browser.grid_moves import cell, choose, paste, row, saved, total
from tests.core.hostile_files import plain_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PDF = plain_pdf()


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
    expect(page.get_by_role("dialog").locator(".choices [role=option]").first).to_contain_text(
        "Hộ kinh doanh Sáu Minh Hoạ"
    )
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


def test_the_main_job(desk: Page, live_server, grid_complaints, tmp_path):
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
    assert grid_complaints == []
