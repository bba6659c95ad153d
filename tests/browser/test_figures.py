"""Figures on a phone and on a desk: numbers on the first screen, nothing beside the window, parts told apart."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page

from products.actions.decisions import issue_decision
from products.enums import RatingKind
from reports.models import PublishedFigure
from tests.browser.test_pages import WIDTHS, findings, heard  # noqa: F401
from tests.factories import line, make_product, make_province, paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PAGES = ("", "ban-do/", "theo-thoi-gian/", "thay-doi/")
BOX = "each => { const box = each.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom] }"
FILL = "each => getComputedStyle(each).fill"


@pytest.fixture
def series(transactional_db, law):
    """Two years of results, at their end one potential five beside forty others; a total was published."""
    raised = make_product()
    issue_decision(paper(signed_on=date(2021, 3, 30)), [line(raised, 3), line(stars=4)], by=None)
    many = [line(stars=3) for _number in range(40)]
    again = line(raised, 4, kind=RatingKind.UPGRADE)
    issue_decision(paper("2/QĐ-UBND", date(2022, 8, 22)), [again, line(stars=None), *many], by=None)
    basis = "6 tiềm năng 5 sao, 15 bốn sao, 83 ba sao (đếm riêng)"
    PublishedFigure.objects.create(
        place=make_province(), on=date(2022, 8, 22), total=104, basis=basis, source="https://vi-du.vn/"
    )


@WIDTHS
def test_figures_are_whole_at_every_width(page: Page, live_server, series, heard, width):  # noqa: F811
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(f"{live_server.url}/thong-ke/{path}")
        assert findings(page, heard) == [], path


def test_on_a_phone_the_total_stands_on_the_first_screen(page: Page, live_server, series):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{live_server.url}/thong-ke/")
    assert page.locator(".tile__value").all_inner_texts() == ["43", "43"]
    assert page.locator(".tiles").evaluate(BOX)[3] < 600
    # The sentence about what was published is not broken into columns by the language of its middle.
    notice, basis = (page.locator(f".notice {part}").evaluate(BOX) for part in ("p", "span[lang=vi]"))
    assert basis[2] - basis[0] > 0.6 * (notice[2] - notice[0])
    # Two short fields stand beside each other.
    assert page.locator("#ngay").evaluate(BOX)[1] == page.locator("#cap").evaluate(BOX)[1]


def test_on_a_phone_the_balance_shows_both_days_and_what_lies_between(page: Page, live_server, series):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{live_server.url}/thong-ke/thay-doi/?tu=2021-12-31&den=2022-10-01")
    cells = page.locator("[aria-labelledby=can-doi] tbody tr").nth(2).locator("td").all()
    heads = [cell.evaluate("each => getComputedStyle(each, '::before').content") for cell in cells]
    assert heads == [
        f'"{head}"' for head in ("31/12/2021", "+ vào", "+ từ hạng khác", "− sang hạng khác", "− ra", "01/10/2022")
    ]
    assert [cell.inner_text() for cell in cells] == ["1", "0", "1", "0", "0", "2"]
    boxes = [cell.evaluate(BOX) for cell in cells]
    assert all(0 <= left < right <= 375 for left, _top, right, _bottom in boxes)
    assert [round(box[3]) for box in boxes[:3]] == [round(boxes[0][3])] * 3  # two lines of three
    assert [round(box[3]) for box in boxes[3:]] == [round(boxes[3][3])] * 3
    assert boxes[0][3] <= boxes[3][1]


def test_a_low_part_of_potential_five_has_a_colour_of_its_own(page: Page, live_server, series):
    page.goto(f"{live_server.url}/thong-ke/theo-thoi-gian/")
    part = page.locator(".chart__part--tiem-nang")
    assert float(part.get_attribute("height") or 0) < 8  # one period of the pattern
    fills = [page.locator(f"#mau-{rank} rect").evaluate(FILL) for rank in ("5", "tiem-nang", "4", "3")]
    assert len(set(fills)) == 4
