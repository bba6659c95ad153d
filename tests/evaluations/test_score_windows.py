"""What a member's open windows are told when the sheet is signed by now, and where they lead."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluations.actions.sheets import declare_conflict
from evaluations.models import Round
from evaluations.queries.councils import sitting
from evaluations.queries.marking import tasks_of
from evaluations.views.score_desk import desk_at
from tests.evaluations.council_room import account_of
from tests.evaluations.score_room import sign_at_once

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def member(room, sign_in):
    """The first seat of the council, signed in."""
    seat = sitting(room[0].council)[0]
    sign_in(account_of(seat))
    return seat


def test_a_remark_on_a_sheet_that_is_signed_by_now_is_refused_and_no_conflict(room, member, client):
    _found, (first, *_others) = room
    sign_at_once(first, member)
    save = reverse("staff:score-save", args=[first.pk])
    answer = client.post(save, {"criterion": "", "comment": "Hồ sơ tốt", "revision": "0"}, **JSON)
    assert (answer.status_code, answer.json()) == (422, {"errors": ["Phiếu này đã ký."]})


def on_from(client, entry):
    """Where “on to the next dossier” leads, and what is said there."""
    page = client.get(f"{reverse('staff:score-list')}?sau={entry.pk}", follow=True)
    return page.redirect_chain[-1][0], [str(message) for message in page.context["messages"]]


def test_on_to_the_next_passes_by_what_is_signed_or_closed(room, member, client):
    _found, (first, second, third) = room
    sheet = {entry: reverse("staff:score-sheet", args=[entry.pk]) for entry in (first, second, third)}
    assert on_from(client, first) == (sheet[second], [])
    declare_conflict(second, member, what="Người nhà (minh hoạ)", by=account_of(member))
    assert on_from(client, first) == (sheet[third], [])
    assert on_from(client, third) == (sheet[first], [])
    sign_at_once(third, member)
    nothing = (reverse("staff:score-list"), ["Không còn hồ sơ nào khác chờ bạn lúc này."])
    assert on_from(client, first) == nothing
    declare_conflict(first, member, what="", by=account_of(member))
    assert f'data-to="{reverse("staff:score-list")}?sau={first.pk}"' in client.get(sheet[first]).text
    answer = client.post(reverse("staff:score-save", args=[first.pk]), {"then": "next"})
    assert answer.url == f"{reverse('staff:score-list')}?sau={first.pk}"


def test_the_sheets_follow_one_another_as_on_the_list(room, member):
    found, (first, second, third) = room
    later = Round.objects.get(pk=found.pk)
    later.pk, later.ordinal = None, found.ordinal + 1
    later.save()
    type(first).objects.filter(pk=second.pk).update(round=later)
    order = [task.entry for task in tasks_of(account_of(member))]
    assert order == [first, third, second]
    assert desk_at(account_of(member), third.pk).on_list == [entry.pk for entry in order]
