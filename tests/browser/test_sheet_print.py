"""A signed score sheet on A4: what was chosen stands there whole, what belongs to the screen does not."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.roles import Role
from evaluations.queries.councils import sitting
from tests.browser.test_score_sheet import sign_in
from tests.evaluations.council_room import account_of, best, criteria_of
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import make_place, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
A4_BETWEEN_MARGINS = 680  # px, 18 cm
CUT = """() => [...document.querySelectorAll("main, main *")]
    .filter((each) => each.getClientRects().length && !each.closest(".visually-hidden"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || (
        getComputedStyle(each).overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1))
    .map((each) => each.className || each.tagName)"""


def test_a_signed_sheet_prints_whole(page: Page, live_server, transactional_db, law, settings):
    settings.BUSINESS_DAY = TODAY
    officer = make_user(Role.PROVINCE_OFFICER, username="can-bo")
    found, (entry,) = scoring_round(
        officer.territory, make_place("Xã Minh Hoạ", parent=officer.territory), officer, count=1
    )
    member = sitting(found.council)[0]
    signed = sign_at_once(entry, member)
    sign_in(page, live_server, account_of(member).username, reverse("staff:score-sheet", args=[entry.pk]))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_BETWEEN_MARGINS, "height": 990})
    assert page.evaluate(CUT) == []
    for gone in (".site-header", ".site-footer", ".breadcrumbs", ".no-print", "nav", ".page-help"):
        assert all(not each.is_visible() for each in page.locator(gone).all()), gone
    for node in criteria_of(entry):
        row = page.locator("tr", has=page.locator("th", has_text=f"{node.code}. {node.label}")).first
        expect(row).to_contain_text(best(node, list(node.options.all())).label)
    expect(page.locator("tfoot")).to_contain_text(f"{signed.total:.0f}")
    expect(page.locator(".score-signature")).to_contain_text(member.full_name)
