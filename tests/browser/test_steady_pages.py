"""Nothing jumps while a page comes, be photos late or fonts; on paper stands what paper needs."""

from __future__ import annotations

import time
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from products.actions.decisions import issue_decision
from products.actions.photos import add_photo
from products.rules.codes import printed_code
from tests.factories import line, make_place, make_producer, make_product, make_province, paper
from tests.products.test_photos import upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    window.moved.push([shift.value, shift.sources.map((each) => each.node && each.node.nodeName)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def products(transactional_db, law, clerk, settings, tmp_path):
    """Products with photos of their own sizes, in one place."""
    settings.MEDIA_ROOT = tmp_path
    maker = make_producer("Hợp tác xã Minh Hoạ", place=make_place("Xã Minh Hoạ Hai", parent=make_province()))
    products = [make_product(f"Bánh tét {name} minh hoạ", producer=maker) for name in ("lá cẩm", "cốm dẹp", "bồ ngót")]
    issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(product, 4) for product in products], by=None)
    for product, size in zip(products, ((900, 600), (600, 900), (800, 800)), strict=True):
        add_photo(product, upload(size), by=clerk)
    return products


def late(route):
    """Come when the page stands already."""
    time.sleep(0.3)
    route.continue_()


@pytest.mark.parametrize("width", [375, 1280])
def test_late_photos_and_fonts_move_nothing(page: Page, live_server, products, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(WATCH)
    for files in ("**/anh/**", "**/*.woff2"):
        page.route(files, late)
    code = products[0].recognitions.get().certificate.code
    for path in ("/", "/san-pham/", f"/san-pham/{products[0].slug}/", f"/xac-minh/{code}/"):
        page.goto(f"{live_server.url}{path}", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(100)
        assert page.evaluate("document.fonts.size") >= 2
        moved = page.evaluate("window.moved")
        assert moved == [], path


def test_a_product_on_paper(page: Page, live_server, products):
    code = products[0].recognitions.get().certificate.code
    page.goto(f"{live_server.url}/san-pham/{products[0].slug}/")
    qr = page.get_by_role("img", name="Mã QR dẫn đến trang xác minh của mã này")
    expect(qr).to_be_visible()
    assert qr.get_attribute("src") == f"/xac-minh/{code}/qr.svg"
    assert qr.evaluate("image => image.complete && image.naturalWidth > 0")
    printed = page.locator(".check-code__printed")
    expect(printed).to_be_hidden()
    expect(page.get_by_role("button", name="In trang này")).to_be_visible()

    page.emulate_media(media="print")
    expect(printed).to_contain_text(f"{live_server.url}/xac-minh/{code}/")
    expect(qr).to_be_visible()
    expect(page.get_by_role("link", name=printed_code(code))).to_be_visible()
    for gone in ("In trang này", "So sánh với sản phẩm khác", "Tất cả sản phẩm ở đây"):
        expect(page.get_by_text(gone)).to_be_hidden()
    expect(page.get_by_role("navigation", name="Menu chính")).to_be_hidden()
    # The width of A4 without its margins.
    page.set_viewport_size({"width": 680, "height": 960})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_check_with_a_photo_and_the_meaning_of_its_stars_is_one_screen(page: Page, live_server, products):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{live_server.url}/xac-minh/{products[0].recognitions.get().certificate.code}/")
    expect(page.get_by_text("4 sao trên 5: hội đồng chấm")).to_be_in_viewport()
    expect(page.get_by_text("Hãy nhìn kỹ tên miền này")).to_be_in_viewport(ratio=1)
