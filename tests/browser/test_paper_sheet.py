"""A sheet from paper in a real browser: it saves by itself as a member's does, on small windows too."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.roles import Role
from evaluations.actions.paper_sheets import begin_paper_sheet
from evaluations.actions.sheets import declare_conflict
from evaluations.models import ScoreLine
from evaluations.queries.councils import sitting
from tests.browser.test_result_grid import violations
from tests.browser.test_score_sheet import SAVED, line, said, sign_in
from tests.core.hostile_files import plain_pdf
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import make_place, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_the_paper_saves_line_by_line(page: Page, live_server, transactional_db, law, settings, tmp_path):
    settings.BUSINESS_DAY, settings.MEDIA_ROOT = TODAY, tmp_path
    officer = make_user(Role.PROVINCE_OFFICER, username="can-bo")
    commune = make_place("Xã Minh Hoạ", parent=officer.territory)
    found, (entry,) = scoring_round(officer.territory, commune, officer, count=1)
    member = sitting(found.council)[0]
    declare_conflict(entry, member, what="", by=officer)
    sheet = begin_paper_sheet(entry, member, SimpleUploadedFile("phieu.pdf", plain_pdf()), by=officer)
    sign_in(page, live_server, "can-bo", reverse("staff:paper-sheet", args=[sheet.pk]))
    line(page, "1.1").locator("input[type=radio]").first.check()
    expect(said(page, "1.1")).to_have_text(SAVED)
    assert list(ScoreLine.objects.values_list("sheet", "criterion__code")) == [(sheet.pk, "1.1")]
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert violations(page) == []
