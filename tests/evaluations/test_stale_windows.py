"""A window that was left open over a reopening or another pass overwrites nothing: revisions go on."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from core.errors import ActionRefused
from evaluations.actions.council_rounds import second_pass
from evaluations.actions.sheets import StaleLine, open_sheet, reopen_sheet, save_comment, save_line, sign_sheet
from evaluations.models import ScoreLine
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of, criteria_of, failing, mark
from tests.evaluations.council_steps import words
from tests.evaluations.score_room import TODAY, node_of, option_of, scoring_round, sign_at_once

pytestmark = pytest.mark.django_db

LEFT_OPEN = 1  # the revision that the old window saw, of a line and of the remark


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A dossier whose chair has signed, each line and the remark saved once."""
    _found, (entry,) = scoring_round(*stage, count=1)
    chair = sitting(entry.round.council)[0]
    sheet = mark(entry, chair)
    save_comment(sheet, "Bản đầu", revision=0, by=account_of(chair))
    return entry, chair, sign_sheet(sheet, by=account_of(chair))


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def nothing_is_overwritten(sheet, by):
    """The old window saves a line and the remark, at once and after the new window has."""
    node = node_of(sheet.entry, "1.5")
    failure, mine = option_of(node, 0), option_of(node, 1)
    for _again in range(2):
        with pytest.raises(StaleLine) as stale:
            save_line(sheet, node, option=failure, revision=LEFT_OPEN, by=by)
        stands = ScoreLine.objects.get(sheet=sheet, criterion=node)
        assert stale.value.theirs == stands
        assert stands.option != failure
        with pytest.raises(ActionRefused, match="Nhận xét đã được lưu ở cửa sổ khác"):
            save_comment(sheet, "Của cửa sổ cũ", revision=LEFT_OPEN, by=by)
        sheet.refresh_from_db()
        save_line(sheet, node, option=mine, revision=stands.revision, by=by)
        save_comment(sheet, "Của cửa sổ mới", revision=sheet.comment_revision, by=by)
    sheet.refresh_from_db()
    assert sheet.comment == "Của cửa sổ mới"


def test_after_a_reopening(room, officer):
    _entry, chair, signed = room
    again = reopen_sheet(signed, why="Chấm nhầm", by=officer)
    assert (again.comment, again.comment_revision) == ("Bản đầu", LEFT_OPEN + 1)
    assert set(again.lines.values_list("revision", flat=True)) == {LEFT_OPEN + 1}
    nothing_is_overwritten(again, account_of(chair))


@pytest.fixture
def passed(room, officer):
    """The same dossier in its second pass."""
    entry, chair, _signed = room
    low = [node.code for node in criteria_of(entry)][:8]
    for member in sitting(entry.round.council)[1:]:
        sign_at_once(entry, member, failing(*low))
    return second_pass(entry, why="Chênh quá", by=officer), chair


def test_after_a_second_pass(passed):
    entry, chair = passed
    sheet = open_sheet(entry, chair, by=account_of(chair))
    assert (sheet.comment, sheet.comment_revision) == ("", LEFT_OPEN + 1)
    assert set(sheet.lines.values_list("revision", flat=True)) == {LEFT_OPEN + 1}
    nothing_is_overwritten(sheet, account_of(chair))


def test_the_page_before_the_first_mark_shows_what_the_sheet_will_begin_with(passed, sign_in):
    entry, chair = passed
    client = sign_in(account_of(chair))
    page = client.get(reverse("staff:score-sheet", args=[entry.pk]))
    assert {view.revision for view in page.context["rows"] if view.node.is_criterion} == {LEFT_OPEN + 1}
    assert f'name="all-revision" value="{LEFT_OPEN + 1}"' in words(page)
    sent = {"comment": "Lượt hai", "revision": LEFT_OPEN + 1}
    saved = client.post(reverse("staff:score-save", args=[entry.pk]), sent, headers={"Accept": "application/json"})
    assert (saved.status_code, saved.json()["revision"]) == (200, LEFT_OPEN + 2)
