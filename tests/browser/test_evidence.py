"""Evidence beside a criterion in a real browser: nothing is fetched before it is opened, and then it is shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from core.roles import Role
from evaluations.actions.dossiers import forward_dossier
from evaluations.actions.papers import prove_criteria
from evaluations.actions.sheets import declare_conflict
from evaluations.queries.councils import sitting
from tests.browser.test_result_grid import violations
from tests.browser.test_score_sheet import line, sign_in
from tests.evaluations.council_room import account_of, begin, make_council, make_round, screen, take
from tests.evaluations.paper_room import TODAY, checklists, filed, paper, picture
from tests.factories import level_of, make_place, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def sheet(page: Page, live_server, transactional_db, law, settings, tmp_path, grid_complaints):
    """A member at a sheet where a PDF proves criterion 1.1 and a photograph 1.2; `fetched` lists files asked for."""
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    checklists()
    officer = make_user(Role.PROVINCE_OFFICER, username="can-bo")
    province = officer.territory
    entry = filed(make_place("Xã Minh Hoạ", parent=province), officer)
    prove_criteria(paper(entry.dossier, "nguon-goc-nguyen-lieu", officer), ["1.1"], by=officer)
    prove_criteria(paper(entry.dossier, "giai-thuong", officer, upload=picture()), ["1.2"], by=officer)
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    take(above, found, officer)
    begin(found, officer, sent_on=date(2026, 11, 10))
    member = sitting(council)[0]
    declare_conflict(above, member, what="", by=account_of(member))
    page.fetched = []
    page.on("request", lambda asked: "/ban/" in asked.url and page.fetched.append(asked.url))
    sign_in(page, live_server, account_of(member).username, reverse("staff:score-sheet", args=[above.pk]))
    return page


# The PDF beside it may still push the picture out of sight while it is scrolled to, and a lazy one then waits there.
COME_TO = """async image => {
    while (!image.complete) {
        image.scrollIntoView({block: "center", behavior: "instant"});
        await new Promise(done => setTimeout(done, 100));
    }
}"""


def opened(page: Page, code: str):
    """The disclosure of a criterion, opened."""
    found = line(page, code).locator(".evidence")
    found.locator("summary").click()
    return found


def test_a_file_is_fetched_and_shown_once_its_criterion_asks_for_it(sheet, grid_complaints):
    sheet.mouse.wheel(0, 3000)
    sheet.wait_for_load_state("networkidle")
    assert sheet.fetched == []
    pages = opened(sheet, "1.1").locator("iframe")
    with sheet.expect_response(lambda answer: "/ban/" in answer.url) as shown:
        pages.scroll_into_view_if_needed()
    assert (shown.value.status, shown.value.headers["content-type"]) == (200, "application/pdf")
    photo = opened(sheet, "1.2").locator("img")
    photo.evaluate(COME_TO)
    assert photo.evaluate("image => image.naturalWidth") == 400
    assert len(set(sheet.fetched)) == 2
    assert grid_complaints == []


@pytest.mark.parametrize("width", [375, 1280])
def test_open_evidence_fits_the_window(sheet, width):
    sheet.set_viewport_size({"width": width, "height": 900})
    for code in ("1.1", "1.2"):
        opened(sheet, code)
    overflow = sheet.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0
    assert violations(sheet) == []
