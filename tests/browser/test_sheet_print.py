"""A signed score sheet on A4: what was chosen stands there whole, what belongs to the screen does not."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.roles import Role
from evaluations.queries.councils import sitting
from tests.browser.test_score_sheet import sign_in
from tests.evaluations.council_room import account_of, best, criteria_of, mark
from tests.evaluations.score_room import TODAY, node_of, scoring_round, sign_at_once
from tests.factories import make_place, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
A4_BETWEEN_MARGINS = 680  # px, 18 cm
CUT = """() => [...document.querySelectorAll("main, main *")]
    .filter((each) => each.getClientRects().length && !each.closest(".visually-hidden"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || (
        getComputedStyle(each).overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1))
    .map((each) => each.className || each.tagName)"""


SHORT = """() => [...document.querySelectorAll("textarea")]
    .filter((each) => each.getClientRects().length && each.scrollHeight > each.clientHeight + 1)
    .map((each) => each.name)"""
OF_THE_SCREEN = (".site-header", ".site-footer", ".breadcrumbs", ".no-print", "nav", ".page-help")


@pytest.fixture
def room(transactional_db, law, settings):
    """A dossier that is being scored, and the first member of its council."""
    settings.BUSINESS_DAY = TODAY
    officer = make_user(Role.PROVINCE_OFFICER, username="can-bo")
    found, (entry,) = scoring_round(
        officer.territory, make_place("Xã Minh Hoạ", parent=officer.territory), officer, count=1
    )
    return entry, sitting(found.council)[0]


def print_sheet(page: Page, live_server, entry, member):
    """The member's own page as paper takes it."""
    sign_in(page, live_server, account_of(member).username, reverse("staff:score-sheet", args=[entry.pk]))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_BETWEEN_MARGINS, "height": 990})
    assert page.evaluate(CUT) == []
    for gone in OF_THE_SCREEN:
        assert all(not each.is_visible() for each in page.locator(gone).all()), gone


def test_a_signed_sheet_prints_whole(page: Page, live_server, room):
    entry, member = room
    signed = sign_at_once(entry, member)
    print_sheet(page, live_server, entry, member)
    for node in criteria_of(entry):
        row = page.locator("tr", has=page.locator("th", has_text=f"{node.code}. {node.label}")).first
        expect(row).to_contain_text(best(node, list(node.options.all())).label)
    expect(page.locator("tfoot")).to_contain_text(f"{signed.total:.0f}")
    expect(page.locator(".score-signature")).to_contain_text(member.full_name)


def test_a_sheet_that_is_not_signed_yet_prints_whole(page: Page, live_server, room):
    entry, member = room
    mark(entry, member)
    sheet, node = entry.sheets.get(), node_of(entry, "1.5")
    long = "Hợp đồng liên kết với ba hợp tác xã (minh hoạ). " * 9
    sheet.lines.filter(criterion=node).update(note=long.strip())
    sheet.lines.filter(criterion=node_of(entry, "2.1")).delete()
    print_sheet(page, live_server, entry, member)
    assert page.evaluate(SHORT) == []
    expect(page.locator("textarea", has_text=long.strip())).to_be_visible()
    for each in criteria_of(entry):
        options = page.locator(f'[id="tieu-chi-{each.code}"] label.score-option')
        assert all(option.is_visible() for option in options.all())
        assert options.count() == each.options.count()
        expect(options.locator("input:checked")).to_have_count(0 if each.code == "2.1" else 1)
    expect(page.locator(".score-bar__sum")).to_contain_text("31 trên 32 tiêu chí")
    expect(page.locator(".score-bar__sum")).to_contain_text("chưa tính hạng")
