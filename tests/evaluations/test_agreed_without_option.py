"""Where a council only said whether a criterion excludes, no option is invented: minutes, workbook, meeting."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluations.actions.meeting import agree, conclude_round
from evaluations.actions.sheets import sign_sheet
from evaluations.exports.round_rows import agreed_options
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of, mark
from tests.evaluations.council_steps import words
from tests.evaluations.score_room import node_of, sign_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(scoring, officer):
    """A member proposed to exclude at two criteria of a sheet of 1048; the council does so at one of them."""
    chair, *others = sitting(scoring.round.council)
    for member in others:
        sign_at_once(scoring, member)
    sheet = mark(scoring, chair)
    sheet.lines.filter(criterion__code__in=("1.1", "6.1")).update(knocked_out=True)
    sign_sheet(sheet, by=account_of(chair))
    agree(scoring, node_of(scoring, "1.1"), None, knocked_out=False, note="Đủ giấy", by=officer)
    agree(scoring, node_of(scoring, "6.1"), None, knocked_out=True, by=officer)
    return scoring


def test_minutes_and_workbook_say_what_was_said(agreed, officer, sign_in):
    page = words(sign_in(officer).get(reverse("staff:meeting-entry", args=[agreed.pk])))
    assert '<option value="no" selected>không loại</option>' in page
    conclude_round(agreed.round, by=officer)
    page = words(sign_in(officer).get(reverse("staff:meeting-minutes", args=[agreed.round_id])))
    assert "1.1 – không loại (Đủ giấy); 6.1 – <strong>loại hồ sơ</strong>." in page
    assert "không đạt" not in page.split('id="tung-ho-so"')[1]
    _columns, rows = agreed_options(agreed.round)
    assert [(row[2], *row[4:]) for row in rows] == [
        ("1.1", "", None, None, False, "Đủ giấy"),
        ("6.1", "", None, None, True, ""),
    ]
    page = words(sign_in(officer).get(reverse("staff:meeting-entry", args=[agreed.pk])))
    cells = [cell.split("</td>")[0] for cell in page.split('data-label="Hội đồng thống nhất"')[1:]]
    assert [" ".join(cell.split(">", 1)[1].split()) for cell in cells if "loại" in cell] == [
        "không loại · Đủ giấy",
        "<strong>loại hồ sơ</strong>",
    ]
