"""Pages in a real browser: accessible, no wider than the window, refused nothing, whole without a script."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from products.actions.decisions import issue_decision
from products.models import Product
from tests.browser.conftest import NAMES
from tests.factories import PASSWORD, line, paper
from tests.products.report_room import make_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    # It would fetch the sheets that the house's sheet imports as if they lay beside the page.
    "preload": False,
}
# Only the violations travel: what passed is long, and there are many pages.
RUN_AXE = "options => axe.run(document, options).then(found => found.violations)"
ABSENT = "/khong-co-trang-nay/"
NO_CODE = re.compile(r"/xac-minh/(?:OC7K39QFM2X6|OC23456789A)/$")
WIDTHS = pytest.mark.parametrize("width", [375, 1280])


@pytest.fixture
def register(clerk):
    """Three and four stars, a score approved for five, and an expired rating; gives the decision of most of them."""
    first, second, third, fourth = (Product.objects.get(name=name) for name in NAMES)
    issue_decision(paper("99/QĐ-UBND", date(2019, 9, 2)), [line(fourth, 3)], by=clerk)
    lines = [line(first, 3), line(second, 4, score=Decimal("78.5")), line(third, None, score=Decimal("92.5"))]
    return issue_decision(paper("1693/QĐ-UBND", date(2022, 8, 22)), lines, by=clerk)


@pytest.fixture
def heard(page: Page):
    """What the browser complains of: refused scripts and styles, missing files, broken scripts."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if of_the_page(message) else None)
    return complaints


def of_the_page(message):
    """An error, except that a page which is absent answers 404, as that of a code does which nobody was given.

    A decision that was withdrawn answers 410.
    """
    url = message.location.get("url", "")
    is_gone = "/quyet-dinh/" in url and "status of 410" in message.text
    return message.type == "error" and not (is_gone or url.endswith(ABSENT) or NO_CODE.search(url))


def staff_addresses(decision):
    product = Product.objects.get(name=NAMES[1])
    return [
        reverse("staff:home"),
        reverse("staff:round-list"),
        reverse("staff:council-round-plan"),
        reverse("staff:council-list"),
        reverse("staff:council-new"),
        reverse("staff:dossier-list"),
        reverse("staff:dossier-forward"),
        reverse("staff:dossier-new") + "?q=minh",
        reverse("staff:dossier-new") + f"?san-pham={product.pk}",
        reverse("staff:decision-list"),
        reverse("staff:decision-detail", args=[decision.pk]),
        reverse("staff:product-list"),
        reverse("staff:product-detail", args=[product.slug]),
        reverse("staff:product-edit", args=[product.slug]),
        reverse("staff:label-report-list"),
        reverse("staff:label-report-detail", args=[make_report(product=product, status="in_hand").pk]),
        reverse("staff:producer-list"),
        reverse("staff:producer-detail", args=[product.producer.slug]),
        reverse("staff:help-list"),
        reverse("staff:help", args=["nhap-ket-qua"]),
        ABSENT,
    ]


def sign_in(page: Page, live_server, person):
    page.goto(f"{live_server.url}{reverse('staff:home')}")
    page.fill("[name=login]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bàn làm việc")


def findings(page: Page, heard):
    """What is wrong with the page that is open; empty when nothing is."""
    page.evaluate(Axe().axe_script)
    found = page.evaluate(RUN_AXE, AXE)
    wrong = [(each["id"], [node["html"][:200] for node in each["nodes"][:5]]) for each in found]
    page_width, window_width = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    if page_width != window_width:
        wrong.append(("scrolls sideways", [f"{page_width} > {window_width}"]))
    if heard:
        wrong.append(("console", heard[:]))
        heard.clear()
    return wrong


def walk(page: Page, live_server, addresses, heard):
    """The pages where something is wrong, with what it is."""
    wrong = {}
    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if found := findings(page, heard):
            wrong[address] = found
    return wrong


@pytest.mark.slow
@WIDTHS
def test_staff_pages_are_accessible_and_fit(page: Page, live_server, register, clerk, heard, width):
    """Public ones: test_public_pages.py."""
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server, clerk)
    assert walk(page, live_server, staff_addresses(register), heard) == {}


@pytest.fixture
def bare_page(browser, browser_context_args):
    """A phone whose browser runs no scripts."""
    phone = {"java_script_enabled": False, "viewport": {"width": 375, "height": 800}}
    context = browser.new_context(**{**browser_context_args, **phone})
    yield context.new_page()
    context.close()


def card_names(page: Page):
    """The products that a catalogue page shows; an expired one is not in force and does not come by itself."""
    return {name for name in NAMES if page.locator("main").get_by_role("link", name=name).count()}


def test_the_catalogue_filters_without_scripts(bare_page, live_server, register):
    page = bare_page
    page.goto(f"{live_server.url}{reverse('products:product-list')}")
    assert card_names(page) == set(NAMES[:3])
    four = page.locator("form.filters input[name=sao][value='4']")
    expect(four).to_be_hidden()
    page.locator("details.toggle--filter > summary").click()
    expect(four).to_be_visible()
    four.check()
    page.locator("form.filters").get_by_role("button", name="Xem kết quả").first.click()
    expect(page).to_have_url(f"{live_server.url}{reverse('products:product-list')}?sao=4")
    assert card_names(page) == {NAMES[1]}


def test_the_menu_and_the_search_work_without_scripts(bare_page, live_server, register):
    page = bare_page
    page.goto(f"{live_server.url}{reverse('home')}")
    link = page.get_by_role("navigation", name="Menu chính").get_by_role("link", name="Chủ thể", exact=True)
    expect(link).to_be_hidden()
    page.locator("details.toggle--menu > summary").click()
    link.click()
    expect(page).to_have_url(f"{live_server.url}{reverse('products:producer-list')}")
    page.goto(f"{live_server.url}{reverse('home')}")
    page.get_by_label("Tìm sản phẩm, chủ thể, địa bàn").fill("mat hoa dua")
    page.get_by_role("search").get_by_role("button", name="Tìm").click()
    assert card_names(page) == {NAMES[2]}


@pytest.mark.parametrize("name", ["home", "products:product-list"])
def test_the_keyboard_alone_finds_a_product(page: Page, live_server, register, heard, name):
    page.goto(f"{live_server.url}{reverse(name)}")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("banh tet")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}{reverse('products:product-list')}?q=banh+tet")
    assert card_names(page) == {NAMES[0]}
    assert heard == []
