"""A dossier that is no longer scored keeps its place on the meeting's list and is waited for in nothing."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from evaluations.actions.dossiers import withdraw_dossier
from evaluations.exports.round_rows import said_at_meeting
from evaluations.queries.councils import sitting
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_steps import words

pytestmark = pytest.mark.django_db


def rows_on(page):
    """The words of each dossier's row on the wall."""
    return [row.split("</li>")[0] for row in page.split('<li class="meeting__row"')[1:]]


def test_a_withdrawn_dossier_shows_its_state_and_nothing_else(room, officer, sign_in):
    found, (first, second, third) = room
    withdraw_dossier(second, why="Chủ thể xin rút (minh hoạ)", by=officer)
    client, address = sign_in(officer), reverse("staff:meeting", args=[found.pk])
    one, gone, other = rows_on(words(client.get(address)))
    names = ", ".join(seat.full_name for seat in sitting(found.council))
    assert f"Chờ: {names}" in one
    assert f"Chờ: {names}" in other
    assert '<p><span class="state">đã rút</span></p>' in gone
    assert [said for said in ("phiếu đã ký", "Chờ:", "Chưa khai báo:") if said in gone] == []
    mark_all([first, third])
    close(found, [first, third], officer)
    one, gone, _other = rows_on(words(client.get(address)))
    assert "<dt>Trung bình</dt><dd>100</dd>" in one
    assert '<p><span class="state">đã rút</span></p>' in gone


def test_the_minutes_number_without_a_gap(room, officer, sign_in):
    """What was withdrawn while it was scored keeps its number and says why it has no result."""
    found, (first, second, third) = room
    withdraw_dossier(second, why="Chủ thể xin rút (minh hoạ)", by=officer)
    mark_all([first, third])
    close(found, [first, third], officer)
    page = words(sign_in(officer).get(reverse("staff:meeting-minutes", args=[found.pk])))
    assert re.findall(r'<td class="number">(\d)</td> <th scope="row">(\w+ \w+)', page) == [
        ("1", "Mứt gừng"),
        ("2", "Mứt tắc"),
        ("3", "Mứt me"),
    ]
    assert "<strong>chủ thể rút hồ sơ:</strong> Chủ thể xin rút (minh hoạ)" in page
    assert re.findall(r"<h3>([^<]*)</h3>", page) == ["1. Mứt gừng", "2. Mứt tắc (chủ thể rút hồ sơ)", "3. Mứt me"]
    assert (2, "Mứt tắc", "Rút hồ sơ", "", "Chủ thể xin rút (minh hoạ)") in list(said_at_meeting(found)[1])
