"""A buyer with a label, without scripts: by name to the code, its check, the receipt, and a report about the label."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from products.actions.decisions import issue_decision
from products.models import CheckReceipt, LabelReport
from products.rules.codes import printed_code
from tests.core.hostile_files import plain_picture
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
NAME = "Bánh tét minh hoạ"


@pytest.fixture
def code(transactional_db, law, settings, tmp_path):
    """The code of a product with a rating."""
    settings.MEDIA_ROOT = tmp_path
    commune = make_place("Xã Minh Hoạ", parent=make_province())
    product = make_product(NAME, producer=make_producer("Hợp tác xã Minh Hoạ", place=commune))
    issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(product, 4)], by=None)
    return product.recognitions.get().certificate.code


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def buyer(request, browser: Browser, live_server):
    """A telephone at the home address, with scripts and without."""
    context = browser.new_context(
        viewport={"width": 375, "height": 800}, locale="vi-VN", java_script_enabled=request.param
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/xac-minh/")
    yield page
    context.close()


def heading(page: Page, text: str):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def ask(page: Page, text: str):
    page.fill("[name=ma]", text)
    page.get_by_role("button", name="Xác minh").click()


def test_from_a_name_to_a_receipt_and_a_report(buyer: Page, code):
    page = buyer
    ask(page, "banh tet")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name=printed_code(code)).click()
    heading(page, "Còn hiệu lực")
    expect(page.get_by_role("article")).to_contain_text(NAME)

    page.get_by_role("link", name="Lấy biên nhận").click()
    page.get_by_role("button", name="Lấy biên nhận").click()
    heading(page, "Biên nhận kiểm tra mã OCOP")
    receipt = CheckReceipt.objects.get()
    expect(page.get_by_role("article")).to_contain_text(printed_code(code))
    picture = page.get_by_role("img", name="Mã QR dẫn đến biên nhận này")
    assert picture.bounding_box()["width"] == 160

    page.get_by_role("link", name="Bản in A4").click()
    heading(page, "Biên nhận kiểm tra mã OCOP")
    expect(page.locator("main")).to_contain_text(receipt.sha256)
    page.get_by_role("link", name="Quay lại").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải biên nhận PDF").click()
    assert waiting.value.suggested_filename == f"bien-nhan-{receipt.code}.pdf"

    page.get_by_role("navigation", name="Đường dẫn").get_by_role("link", name="Xác minh").click()
    ask(page, printed_code(receipt.code).lower())
    heading(page, "Biên nhận kiểm tra mã OCOP")
    expect(page.get_by_text("sổ vẫn trả lời như trong biên nhận")).to_be_visible()
    page.get_by_role("link", name="Kiểm tra mã này bây giờ").click()
    heading(page, "Còn hiệu lực")
    report(page, code)


def report(page: Page, code: str):
    page.get_by_role("link", name="Báo cáo nhãn sai").click()
    expect(page.get_by_label(re.compile("Mã trên nhãn"))).to_have_value(printed_code(code))
    expect(page.get_by_label("Để trống ô này")).not_to_be_in_viewport()
    page.get_by_label("Bạn thấy gì").fill("Nhãn ghi 5 sao (minh hoạ)")
    page.get_by_label("Thấy ở đâu").fill("Chợ Minh Hoạ")
    photo = {"name": "nhan.jpg", "mimeType": "image/jpeg", "buffer": plain_picture()}
    page.get_by_label(re.compile("Ảnh nhãn")).set_input_files(photo)
    page.get_by_role("button", name="Gửi báo cáo").click()
    heading(page, "Đã nhận báo cáo")
    kept = LabelReport.objects.get()
    assert (kept.product.name, kept.where, bool(kept.photo)) == (NAME, "Chợ Minh Hoạ", True)


def test_a_slip_is_told_so_and_a_code_never_issued_too(buyer: Page, code):
    page = buyer
    ask(page, printed_code(code)[:-1] + ("2" if code[-1] != "2" else "3"))
    expect(page.get_by_role("heading", level=2)).to_contain_text("đã gõ sai ít nhất một ký tự")
    ask(page, "OC-7K39Q-FM2X6")
    heading(page, "Mã chưa từng được cấp")
    page.get_by_role("link", name="Lấy biên nhận kiểm tra").click()
    page.get_by_role("button", name="Lấy biên nhận").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Mã chưa từng được cấp")
