"""What was said about a dossier at the meeting is written down, and no window writes over another one."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import override_settings
from django.urls import reverse

from core.errors import ActionRefused
from core.models import HistoryEntry
from evaluations.actions.meeting import note_discussion
from evaluations.queries.minutes import minutes_of
from tests.evaluations.closing import close, mark_all
from tests.evaluations.score_room import TODAY, scoring_round

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Cần hợp đồng liên kết.", "Đã xem mẫu.\r\nKhông ý kiến khác."


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with a dossier that is being scored."""
    return scoring_round(*stage, count=1)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def test_what_was_said_stands_in_the_minutes(room, officer):
    found, (entry,) = room
    note_discussion(entry, f" {FIRST} ", seen="", by=officer)
    note_discussion(entry, FIRST, seen="", by=officer)  # the same again is no act
    note_discussion(entry, SECOND, seen=FIRST, by=officer)
    assert HistoryEntry.objects.filter(verb="note_discussion").count() == 2
    mark_all([entry])
    close(found, [entry], officer)
    assert minutes_of(found).items[0].entry.discussion == SECOND
    with pytest.raises(ActionRefused, match="không trong lúc chấm điểm"):
        note_discussion(entry, "Thêm sau", seen=SECOND, by=officer)


def test_two_windows(room, officer, sign_in, secretary):
    _found, (entry,) = room
    address = reverse("staff:meeting-entry", args=[entry.pk])
    desk = sign_in(secretary)
    sent = {"do": "discuss", "discussion": FIRST, "seen": ""}
    assert "Đã ghi nội dung thảo luận." in desk.post(address, sent, follow=True).text
    page = desk.post(address, sent | {"discussion": SECOND})
    assert page.context["discussing"].errors == {
        "discussion": ["Nội dung này đã được ghi ở cửa sổ khác: xem bản đã ghi, gộp vào rồi ghi lại."]
    }
    for said in (f"Bản đã ghi: {FIRST}", "Không ý kiến khác.", f'name="seen" value="{FIRST}"'):
        assert said in " ".join(page.text.split())
    entry.refresh_from_db()
    assert entry.discussion == FIRST
    desk.post(address, {"do": "discuss", "discussion": SECOND, "seen": FIRST})
    entry.refresh_from_db()
    assert entry.discussion == SECOND
