"""Handing in files as an officer does it: refused in words beside the input, then taken and seen."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from products.models import Product
from tests.browser.conftest import NAMES
from tests.core.hostile_files import photos, plain_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def handed_in(page: Page, name: str, content: bytes):
    page.set_input_files("[name=upload]", {"name": name, "mimeType": "image/jpeg", "buffer": content})
    page.get_by_role("button", name="Thêm ảnh").click()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_refused_photo_says_why_and_a_right_one_shows(desk: Page, live_server, grid_complaints, width):
    desk.set_viewport_size({"width": width, "height": 900})
    product = Product.objects.get(name=NAMES[0])
    desk.goto(live_server.url + reverse("staff:product-photos", args=[product.slug]))
    expect(desk.get_by_text("Tệp ảnh JPEG, PNG, WebP hoặc AVIF, nhiều nhất 10 MB.")).to_be_visible()
    desk.fill("[name=caption]", "Hũ 200 g")
    handed_in(desk, "anh.jpg", photos()["half.jpg"])
    expect(desk.locator("#id_upload_error, .field--error").first).to_contain_text(
        "Tệp ảnh bị hỏng hoặc bị cắt cụt: hãy tải lại."
    )
    expect(desk.locator("[name=caption]")).to_have_value("Hũ 200 g")
    assert desk.evaluate("document.documentElement.scrollWidth") == width
    handed_in(desk, "anh.jpg", plain_picture("PNG", (800, 600)))
    shown = desk.locator("main img").first
    expect(shown).to_have_attribute("alt", "Hũ 200 g")
    shown.evaluate("image => image.decode()")
    assert shown.evaluate("image => image.naturalWidth") == 320
    assert grid_complaints == []


def test_what_is_far_too_large_is_answered_by_a_page(desk: Page, live_server, tmp_path):
    product = Product.objects.get(name=NAMES[0])
    desk.goto(live_server.url + reverse("staff:product-photos", args=[product.slug]))
    large = tmp_path / "anh.jpg"
    large.write_bytes(b"x" * 30 * 1024 * 1024)
    desk.set_input_files("[name=upload]", large)
    desk.get_by_role("button", name="Thêm ảnh").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Biểu mẫu gửi lên quá lớn")
