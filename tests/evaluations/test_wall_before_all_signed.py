"""What stands on the wall while sheets are still awaited tells nothing of those that are signed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluations.actions.sheets import sign_sheet
from evaluations.permissions.council_rounds import why_not_conclude
from evaluations.queries.councils import sitting
from evaluations.queries.meeting_room import meeting_at
from tests.evaluations.council_room import account_of, mark
from tests.evaluations.council_steps import words
from tests.evaluations.score_room import sign_at_once

pytestmark = pytest.mark.django_db


def in_the_way(entry, officer):
    return [reason.text for reason in why_not_conclude(officer, entry.round, meeting_at(entry.round, [entry]))]


def test_a_proposal_to_exclude_is_told_when_all_have_signed(scoring, officer, sign_in):
    chair, *others = sitting(scoring.round.council)
    sheet = mark(scoring, chair)
    sheet.lines.filter(criterion__code="6.1").update(knocked_out=True)
    sign_sheet(sheet, by=account_of(chair))
    names = ", ".join(member.full_name for member in others)
    assert in_the_way(scoring, officer) == [f"“Rượu nếp”: chưa ký phiếu: {names}."]
    page = words(sign_in(officer).get(reverse("staff:meeting", args=[scoring.round_id])))
    assert "6.1" not in page.split('id="ho-so-cua-dot"')[1]
    for member in others:
        sign_at_once(scoring, member)
    assert in_the_way(scoring, officer) == ["“Rượu nếp”: chưa thống nhất phương án ở tiêu chí 6.1."]
