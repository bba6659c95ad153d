"""The main way of a visitor: a slip of the pen, two filters, the product, its decision, its code, a receipt."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from core.models import Place
from products.actions.decisions import issue_decision
from products.models import CheckReceipt
from products.rules.codes import printed_code
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
NAME = "Bánh tét lá cẩm minh hoạ"
# Each differs from the product in one thing: its stars, its district, its name.
OTHERS = (("Bánh tét nhân chuối minh hoạ", 3, 0), ("Bánh tét ba màu minh hoạ", 4, 1), ("Kẹo dừa minh hoạ", 4, 0))
NUMBER = "612/QĐ-UBND"


def district(name: str) -> Place:
    """A commune of a district of the home province."""
    above = make_place(f"Huyện {name}", parent=make_province(), level="district")
    return make_place(f"Xã {name} Minh Hoạ", parent=above)


@pytest.fixture
def code(transactional_db, law, settings, tmp_path) -> str:
    """The code of the product that is looked for."""
    settings.MEDIA_ROOT = tmp_path
    communes = [district("Cầu Ngang"), district("Càng Long")]
    product = make_product(NAME, producer=make_producer("Hợp tác xã Minh Hoạ", place=communes[0]))
    others = [(make_product(name, producer=make_producer(place=communes[at])), stars) for name, stars, at in OTHERS]
    lines = [line(product, 4), *(line(other, stars) for other, stars in others)]
    issue_decision(paper(NUMBER, date(2021, 3, 30)), lines, by=None)
    return product.recognitions.get().certificate.code


@pytest.fixture(params=[(375, True), (1280, True), (375, False), (1280, False)], ids=lambda each: str(each))
def visitor(request, browser: Browser, live_server):
    """A telephone and a wide window at the home page, with scripts and without."""
    width, scripts = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="vi-VN", java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(live_server.url)
    yield page
    context.close()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def search(page: Page) -> None:
    page.get_by_role("search").locator("input[name=q]").fill("banh tec")
    page.get_by_role("search").get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text(["Không có sản phẩm nào khớp “banh tec”"])
    expect(page.get_by_text("Có phải bạn tìm:")).to_be_visible()
    page.locator(".empty").get_by_role("link", name="bánh tét").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("3 sản phẩm khớp “bánh tét”")


def choose(page: Page) -> None:
    """Four stars in Cầu Ngang; on a telephone the filters wait behind a button."""
    opener = page.locator("details.toggle--filter > summary")
    if opener.is_visible():
        opener.click()
    form = page.locator("form.filters")
    form.locator("input[name=sao][value='4']").check()
    form.get_by_label("Huyện Cầu Ngang").check()
    form.get_by_role("button", name="Xem kết quả").first.click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("1 sản phẩm khớp “bánh tét”")


def test_from_a_slip_of_the_pen_to_a_receipt_on_paper(visitor: Page, code: str) -> None:
    page = visitor
    search(page)
    choose(page)
    page.locator("main").get_by_role("link", name=NAME).click()
    heading(page, NAME)

    page.locator("main").get_by_role("link", name=NUMBER).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NUMBER)
    page.locator("main").get_by_role("link", name=NAME).click()

    page.get_by_role("link", name=printed_code(code)).click()
    heading(page, "Còn hiệu lực")
    page.get_by_role("link", name="Lấy biên nhận").click()
    page.get_by_role("button", name="Lấy biên nhận").click()
    receipt = CheckReceipt.objects.get()

    page.get_by_role("link", name="Bản in A4").click()
    heading(page, "Biên nhận kiểm tra mã OCOP")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Quay lại")).to_be_hidden()
    expect(page.locator("main")).to_contain_text(NAME)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Quay lại").click()

    page.get_by_role("navigation", name="Đường dẫn").get_by_role("link", name="Xác minh").click()
    page.fill("[name=ma]", printed_code(receipt.code))
    page.get_by_role("button", name="Xác minh").click()
    heading(page, "Biên nhận kiểm tra mã OCOP")
    expect(page.get_by_text("sổ vẫn trả lời như trong biên nhận")).to_be_visible()
