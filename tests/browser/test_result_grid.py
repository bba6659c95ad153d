"""The result grid in a real browser: the keyboard, two officers, a pasted column, small and large windows."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.roles import Role
from evaluations.actions.drafts import start_draft_of_round
from evaluations.actions.results import save_result
from evaluations.actions.rounds import open_round
from evaluations.entry import Entry
from evaluations.models import PaperResult
from products.models import Product
from tests.browser.conftest import NAMES
from tests.browser.grid_moves import cell, choose, heard, listen, paste, row, saved, unsaved
from tests.browser.holding import Held
from tests.browser.test_pages import sign_in
from tests.factories import level_of, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

BARRED = (
    "Chưa lưu: đã đăng xuất, hoặc người khác đã đăng nhập. "
    "Đăng nhập ở một thẻ khác rồi bấm Lưu ở đây; giá trị đã gõ vẫn còn."
)
LOST = "Không lưu được: mất kết nối. Giá trị vẫn ở đây; bấm Lưu để thử lại."
UNANSWERED = "Chưa tra cứu được: mất kết nối. Chữ đã gõ vẫn ở đây; có mạng lại thì gõ tiếp để tìm."
MATCH = re.compile(r"/staff/tim/san-pham/theo-ten/")


@pytest.fixture
def grid(desk: Page, live_server, clerk):
    """A round with one row, open in the browser."""
    found = open_round(
        level=level_of(), place=clerk.territory, year=2022, ordinal=1, opened_on=date(2022, 6, 1), by=clerk
    )
    entered = save_result(found, Entry(Product.objects.get(name=NAMES[0]), score=Decimal(60)), by=clerk)
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


def test_who_was_signed_out_signs_in_beside_and_saves_what_was_typed(grid, live_server, clerk):
    page, _found, entered = grid
    page.context.clear_cookies()
    cell(page, 1, "score").fill("71")
    page.keyboard.press("Enter")
    expect(row(page, 1)).to_contain_text("Đăng nhập ở một thẻ khác rồi bấm Lưu ở đây; giá trị đã gõ vẫn còn.")
    row(page, 1).get_by_role("button", name="Lưu").click()  # still signed out
    expect(row(page, 1).locator("[data-saved]")).to_have_text("chưa lưu")
    other = page.context.new_page()
    sign_in(other, live_server, clerk)
    row(page, 1).get_by_role("button", name="Lưu").click()
    saved(page, 1)
    expect(row(page, 1).locator('[data-error=""]')).to_be_hidden()
    assert PaperResult.objects.get(pk=entered.pk).score == 71
    # A row that was not there when the page came is saved with the token of now as well.
    choose(page, 2, "cha hoa")
    cell(page, 1, "score").click()
    saved(page, 2)
    assert PaperResult.objects.count() == 2


def test_nothing_is_saved_under_the_name_of_a_colleague_who_signs_in_beside(grid, live_server, clerk):
    page, _found, _entered = grid
    colleague = make_user(Role.PROVINCE_OFFICER, full_name="Chị Hai Minh Hoạ")
    before = PaperResult.objects.values().get()
    page.context.clear_cookies()
    other = page.context.new_page()
    sign_in(other, live_server, colleague)
    theirs = (
        "Chưa lưu: nay là Chị Hai Minh Hoạ đăng nhập, còn trang này do Cán bộ Minh Hoạ mở. Giá trị đã gõ vẫn còn: "
        "Cán bộ Minh Hoạ đăng nhập lại ở một thẻ khác rồi bấm Lưu ở đây; tải lại trang thì bỏ chúng."
    )
    cell(page, 1, "score").fill("71")
    page.keyboard.press("Enter")
    unsaved(page, 1, theirs)
    row(page, 1).get_by_role("button", name="Lưu").click()
    paste(page, 2, "product_text", "Chả hoa minh hoạ\t80\nRượu dừa minh hoạ\t55\n")
    unsaved(page, 2, theirs)
    unsaved(page, 3, theirs)
    unsaved(page, 1, theirs)
    assert PaperResult.objects.values().get() == before
    page.context.clear_cookies()
    sign_in(other, live_server, clerk)
    row(page, 1).get_by_role("button", name="Lưu").click()
    for number in (1, 2, 3):  # the pasted rows were left as the button of the first was pressed
        saved(page, number)
    kept = PaperResult.objects.order_by("pk").values_list("product__name", "score", "updated_by")
    assert list(kept) == [
        ("Bánh tét minh hoạ", 71, clerk.pk),
        ("Chả hoa minh hoạ", 80, clerk.pk),
        ("Rượu dừa minh hoạ", 55, clerk.pk),
    ]


def test_names_pasted_after_a_sign_out_are_looked_for_again(grid, live_server, clerk):
    page, _found, _entered = grid
    page.context.clear_cookies()
    lines = "Chả hoa minh hoạ\t80\nKhông có tên này\t55\nRượu dừa minh hoạ\t72,5\n"
    paste(page, 2, "product_text", lines)
    for number, name, score in ((2, "Chả hoa minh hoạ", "80"), (3, "Không có tên này", "55")):
        unsaved(page, number, BARRED)
        expect(cell(page, number, "product_text")).to_have_value(name)
        expect(cell(page, number, "score")).to_have_value(score)
    unsaved(page, 4, BARRED)
    expect(page.locator("[data-said]")).to_have_text(BARRED)
    expect(page.get_by_role("button", name="Tạo sản phẩm mới")).to_have_count(0)
    assert PaperResult.objects.count() == 1
    other = page.context.new_page()
    sign_in(other, live_server, clerk)
    row(page, 4).get_by_role("button", name="Lưu").click()
    saved(page, 2)
    saved(page, 4)
    expect(row(page, 3)).to_contain_text("Không tìm thấy; gõ khác đi hoặc tạo mới.")
    expect(row(page, 3).locator('[data-error=""]')).to_be_hidden()
    kept = PaperResult.objects.order_by("pk").values_list("product__name", "score")
    assert list(kept) == [
        ("Bánh tét minh hoạ", Decimal("60.00")),
        ("Chả hoa minh hoạ", Decimal("80.00")),
        ("Rượu dừa minh hoạ", Decimal("72.50")),
    ]


def test_a_name_that_could_not_be_looked_for_is_not_said_to_be_unknown(grid, live_server, clerk):
    page, _found, _entered = grid
    page.context.set_offline(True)
    cell(page, 2, "product_text").click()
    page.keyboard.type("cha")
    unsaved(page, 2, UNANSWERED)
    expect(page.locator("[data-said]")).to_have_text(UNANSWERED)
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.keyboard.type(" h")
    unsaved(page, 2, BARRED)
    expect(page.locator("[data-said]")).to_have_text(BARRED)
    expect(row(page, 2).locator(".choices")).to_be_hidden()
    other = page.context.new_page()
    sign_in(other, live_server, clerk)
    page.bring_to_front()
    choose(page, 2, "cha hoa")
    expect(row(page, 2).locator('[data-error=""]')).to_be_hidden()
    cell(page, 1, "score").click()
    saved(page, 2)


def test_the_producer_of_a_new_product_is_not_said_to_be_unknown_either(grid):
    page, _found, _entered = grid
    cell(page, 2, "product_text").click()
    page.keyboard.type("Tên mới minh hoạ")
    row(page, 2).get_by_role("option", name="Tạo sản phẩm mới").click()
    page.context.clear_cookies()
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=producer_text]").press_sequentially("minh")
    expect(dialog.locator("[data-dialog-errors]")).to_have_text(BARRED)
    expect(dialog.locator("[name=producer_text]")).to_be_focused()
    expect(dialog.locator(".choices [role=option]")).to_have_count(0)


def test_what_a_look_up_says_goes_with_it_and_leaves_what_was_refused(grid):
    page, _found, _entered = grid
    cell(page, 2, "product_text").click()
    page.keyboard.type("Tên mới minh hoạ")
    row(page, 2).get_by_role("option", name="Tạo sản phẩm mới").click()
    dialog = page.get_by_role("dialog")
    said, producer = dialog.locator("[data-dialog-errors]"), dialog.locator("[name=producer_text]")
    page.context.set_offline(True)
    producer.press_sequentially("sau")
    expect(said.locator("li")).to_have_text([UNANSWERED])
    page.context.set_offline(False)
    producer.press_sequentially(" minh")
    expect(dialog.locator(".choices [role=option]").first).to_be_visible()
    expect(said).to_be_hidden()
    page.keyboard.press("Escape")
    dialog.locator("[name=name]").fill("")
    dialog.get_by_role("button", name="Tạo và chọn sản phẩm").click()
    refused = ["Trường này là bắt buộc.", "Chọn một chủ thể trong danh sách, hoặc đánh dấu “chủ thể mới”."]
    expect(said.locator("li")).to_have_text(refused)
    page.context.set_offline(True)
    producer.press_sequentially(" h")
    expect(said.locator("li")).to_have_text([*refused, UNANSWERED])
    page.context.set_offline(False)
    producer.press_sequentially("o")
    expect(said.locator("li")).to_have_text(refused)
    expect(dialog.locator("[name=name]")).to_have_attribute("aria-invalid", "true")


def test_a_name_put_right_while_it_is_looked_for_is_not_taken_for_the_one_before(grid):
    page, _found, _entered = grid
    listen(page)
    look_up = Held(page, MATCH)
    paste(page, 2, "product_text", "Chả hoa minh hoạ\t80\nMật hoa dừa minh hoạ\t55\n")
    look_up.wait()
    cell(page, 2, "product_text").fill("Rượu dừa minh hoạ")
    look_up.let_go()
    saved(page, 3)
    assert any(text.startswith("Mật hoa dừa minh hoạ: đã lưu lúc ") for text in heard(page))
    expect(cell(page, 2, "product_text")).to_have_value("Rượu dừa minh hoạ")
    expect(row(page, 2).locator("[data-saved]")).to_have_text("chưa lưu")
    cell(page, 1, "score").click()
    saved(page, 2)
    expect(cell(page, 2, "product_text")).to_have_value("Rượu dừa minh hoạ")
    kept = PaperResult.objects.order_by("pk").values_list("product__name", "score")
    assert list(kept) == [("Bánh tét minh hoạ", 60), ("Mật hoa dừa minh hoạ", 55), ("Rượu dừa minh hoạ", 80)]


def test_a_row_left_before_the_answer_is_saved_under_the_name_that_stands_in_it(grid):
    page, _found, _entered = grid
    look_up = Held(page, MATCH)
    paste(page, 2, "product_text", "Chả hoa minh hoạ\t80\n")
    look_up.wait()
    cell(page, 2, "product_text").fill("Rượu dừa minh hoạ")
    cell(page, 1, "score").click()
    look_up.let_go()
    saved(page, 2)
    kept = PaperResult.objects.order_by("pk").values_list("product__name", "score")
    assert list(kept) == [("Bánh tét minh hoạ", 60), ("Rượu dừa minh hoạ", 80)]


def test_lines_that_the_server_cannot_read_are_not_taken_for_a_sign_out(grid):
    page, _found, _entered = grid
    page.route(MATCH, lambda route: route.continue_(post_data="[]"), times=1)
    paste(page, 2, "product_text", "Chả hoa minh hoạ\t80\n")
    unsaved(page, 2, "Không đọc được các dòng đã dán.")
    expect(page.locator("[data-said]")).to_have_text("Không đọc được các dòng đã dán.")
    row(page, 2).get_by_role("button", name="Lưu").click()  # the row still waits
    saved(page, 2)
    assert PaperResult.objects.get(product__name="Chả hoa minh hoạ").score == 80


def test_pasted_lines_that_could_not_be_sent_wait_for_the_button(grid):
    page, _found, _entered = grid
    page.context.set_offline(True)
    paste(page, 2, "product_text", "Chả hoa minh hoạ\t80\n")
    unsaved(page, 2, LOST)
    page.context.set_offline(False)
    row(page, 2).get_by_role("button", name="Lưu").click()
    saved(page, 2)
    assert PaperResult.objects.get(product__name="Chả hoa minh hoạ").score == 80


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


def test_the_grid_and_the_check_page_are_accessible(grid, live_server, clerk):
    page, found, entered = grid
    somebody_else_saves(found, entered, 65)
    cell(page, 1, "score").fill("170")
    cell(page, 2, "product_text").click()
    page.keyboard.type("minh")
    expect(row(page, 2).locator(".choices [role=option]").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    draft = start_draft_of_round(found, by=clerk)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{live_server.url}{reverse('staff:draft-check', kwargs={'draft_pk': draft.pk})}")
    assert violations(page) == []


def violations(page: Page):
    """What axe finds against WCAG 2.2 AA."""
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
