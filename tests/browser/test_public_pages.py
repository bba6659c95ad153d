"""Every kind of public page in a real browser: nothing for axe, no wider than the window, a ring on what has focus."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.test_pages import ABSENT, WIDTHS, findings, heard  # noqa: F401
from tests.portal.page_kinds import pages_of_each_kind
from tests.portal.spoken_world import build

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
# What gets the focus by the keyboard and shows no ring, neither of its own nor round what it fills.
WITHOUT_RING = """() => {
  const hasRing = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const seen = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(seen)]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && each.tabIndex >= 0)
    .filter((each) => {
      each.focus({ preventScroll: true });
      const styles = [getComputedStyle(each), getComputedStyle(each, "::after")];
      return document.activeElement !== each || !styles.some(hasRing);
    })
    .map((each) => each.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def paths(transactional_db, law, places, administrator, settings, tmp_path) -> list[str]:
    """One of each kind of page, some of them in the other languages, and one that is not there."""
    settings.MEDIA_ROOT = tmp_path
    build(administrator)
    pages = pages_of_each_kind()
    first = [every[0] for name, every in pages.items() if not name.startswith("account_")]
    receipt = pages["products:receipt-print"][0].removesuffix("in/")
    khmer = [f"/km{path}" for path in (*(pages[name][0] for name in IN_KHMER), receipt, OF_A_PLACE, ABSENT)]
    return [*(path for every in pages.values() for path in every), *(f"/en{path}" for path in first), *khmer, ABSENT]


OF_A_PLACE = "/san-pham/?noi=tinh-tra-vinh"
IN_KHMER = (
    "home",
    "products:product-list",
    "products:product-detail",
    "products:producer-detail",
    "products:decision-detail",
    "products:verify",
    "products:verify-code",
    "products:receipt-new",
    "products:receipt-print",
    "products:compare",
    "reports:figures",
    "reports:place-map",
    "join",
)


def walk(page: Page, base: str, paths: list[str], look) -> dict[str, object]:
    """The paths where something is wrong, with what it is."""
    wrong = {}
    for path in paths:
        page.goto(f"{base}{path}")
        if found := look():
            wrong[path] = found
    return wrong


@WIDTHS
def test_axe_finds_nothing(page: Page, live_server, paths, heard, width):  # noqa: F811
    page.set_viewport_size({"width": width, "height": 800})
    assert walk(page, live_server.url, paths, lambda: findings(page, heard)) == {}


@pytest.mark.parametrize("width", [640, 320])
def test_enlarged_nothing_scrolls_sideways(page: Page, live_server, paths, width):
    """1280 and 640 pixels, each at 200 %."""
    page.set_viewport_size({"width": width, "height": 400})
    size = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"

    def look():
        page_width, window_width = page.evaluate(size)
        return page_width > window_width and page_width

    assert walk(page, live_server.url, paths, look) == {}


def test_the_keyboard_begins_at_the_skip_link_and_shows_where_it_is(page: Page, live_server, paths):
    page.set_viewport_size({"width": 1280, "height": 800})

    def look():
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.className")
        # What went wrong has the focus at once, and Tab goes on from there.
        begins_well = first == "skip-link" or page.locator("[data-focus]").count()
        return ([] if begins_well else [f"begins at {first!r}"]) + page.evaluate(WITHOUT_RING)

    assert walk(page, live_server.url, paths, look) == {}
