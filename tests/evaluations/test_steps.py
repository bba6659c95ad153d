"""Every pair of states of both machines, and `move` as the only door."""

from itertools import product as pairs

import pytest

from core.errors import ActionRefused
from core.models import HistoryEntry
from core.workflow import move
from evaluations.enums import DraftStatus, RoundStatus
from evaluations.models import DecisionDraft
from tests.factories import level_of

pytestmark = pytest.mark.django_db

ROUND_MOVES = {("open", "closed"), ("closed", "open")}
DRAFT_MOVES = {("draft", "published"), ("draft", "discarded"), ("discarded", "draft")}


def _try(row, before, after, by):
    type(row).objects.filter(pk=row.pk).update(status=before)
    try:
        move(row, after, by=by)
    except ActionRefused:
        found = False
    else:
        found = True
    row.refresh_from_db()
    assert row.status == (after if found else before)
    return found


@pytest.mark.parametrize(("before", "after"), list(pairs(RoundStatus, RoundStatus)))
def test_every_move_of_a_round(round_2022, officer, before, after):
    assert _try(round_2022, before, after, officer) is ((before, after) in ROUND_MOVES)


@pytest.mark.parametrize(("before", "after"), list(pairs(DraftStatus, DraftStatus)))
def test_every_move_of_a_draft(province, officer, before, after):
    draft = DecisionDraft.objects.create(
        level=level_of(), place=province, issuing_body="UBND tỉnh Trà Vinh", created_by=officer
    )
    assert _try(draft, before, after, officer) is ((before, after) in DRAFT_MOVES)


def test_a_move_is_written_down_and_a_refusal_says_what_it_is_about(round_2022, officer):
    move(round_2022, RoundStatus.CLOSED, by=officer, why="đủ hồ sơ")
    entry = HistoryEntry.objects.first()
    assert (entry.verb, entry.by, entry.why, entry.data) == (
        "status:closed",
        officer,
        "đủ hồ sơ",
        {"before": "open", "after": "closed"},
    )
    with pytest.raises(ActionRefused) as refusal:
        move(round_2022, RoundStatus.CLOSED, by=officer)
    assert str(refusal.value) == (
        "Không thể chuyển “Đợt 1 năm 2022 – Cấp tỉnh, Tỉnh Trà Vinh” từ “đã khép” sang “đã khép”."
    )
