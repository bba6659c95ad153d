"""A dossier bears one number on every page and paper of its round: its place on the list, which has no gaps."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from evaluations.actions.dossiers import leave_round
from evaluations.actions.meeting import conclude_round
from evaluations.exports.round_rows import dossiers_of
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of, begin, file, take
from tests.evaluations.council_steps import SET_1048, words
from tests.evaluations.score_room import sign_at_once

pytestmark = pytest.mark.django_db
NUMBERED = [("1", "Rượu nếp"), ("2", "Rượu cần")]


@pytest.fixture
def shortened(receiving, make, commune, officer):
    """A round of which the second of three dossiers was taken out before scoring."""
    names = ("Rượu nếp", "Rượu đế", "Rượu cần")
    filed = [file(make(name), commune, officer, set_code=SET_1048, on=date(2022, 3, 2)) for name in names]
    listed = [take(entry, receiving, officer) for entry in filed]
    leave_round(listed[1], by=officer)
    begin(receiving, officer, sent_on=date(2022, 3, 10))
    return receiving


def numbered(page, pattern):
    """Number and name of each dossier on a page."""
    return re.findall(pattern, words(page))


def test_the_wall_the_round_the_list_and_the_minutes_number_alike(shortened, officer, sign_in):
    member = sitting(shortened.council)[0]
    page = sign_in(account_of(member)).get(reverse("staff:score-list"))
    on_list = r'score-list__number" aria-hidden="true">(\d)</span>.*?<a [^>]*>([^<]*)</a>'
    assert numbered(page, on_list) == NUMBERED
    desk = sign_in(officer)
    page = desk.get(reverse("staff:meeting", args=[shortened.pk]))
    assert numbered(page, r'meeting__number">(\d)</span> <a [^>]*>([^<]*)</a>') == NUMBERED
    page = desk.get(reverse("staff:round-detail", args=[shortened.pk]))
    assert numbered(page, r'<th scope="row">(\d)\. <a [^>]*>([^<]*)</a>') == NUMBERED
    for entry in shortened.entries.all():
        for seat in sitting(shortened.council):
            sign_at_once(entry, seat)
    conclude_round(shortened, by=officer)
    page = desk.get(reverse("staff:meeting-minutes", args=[shortened.pk]))
    assert numbered(page, r"<h3>(\d)\. ([^<]*)</h3>") == NUMBERED
    _columns, rows = dossiers_of(shortened)
    assert [(str(row[0]), row[1]) for row in rows] == NUMBERED
