"""At the meeting: who is high and low, and the members' points side by side, once points may be shown."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from django.test import override_settings
from django.urls import reverse

from evaluations.models import RoundEntry
from evaluations.queries.councils import sitting, standing_of
from evaluations.views.side_by_side import compared
from tests.evaluations.council_room import begin, criteria_of, failing, file, make_council, make_round, take
from tests.evaluations.council_steps import SET_1048, page, words
from tests.evaluations.score_room import TODAY, scoring_round, sign_at_once
from tests.factories import level_of, load_sets

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round under 26/2026, whose sheet prints minimums."""
    found, (entry,) = scoring_round(*stage, count=1)
    return entry, sitting(found.council)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


@pytest.fixture
def plain(settings, district, commune, make, officer):
    """A round under 1048, whose sheet prints none."""
    settings.BUSINESS_DAY = date(2022, 5, 4)
    load_sets(SET_1048)
    council = make_council(district, officer, days_before=0)
    found = make_round(level_of("1048-2019", "district"), district, council, officer, opened_on=date(2022, 5, 2))
    entry = take(file(make("Rượu nếp"), commune, officer, set_code=SET_1048, on=date(2022, 5, 3)), found, officer)
    begin(found, officer, sent_on=date(2022, 5, 3))
    around = RoundEntry.objects.select_related("dossier__criteria_set", "round__council")
    return around.get(pk=entry.pk), sitting(council)


def test_differing_criteria_stand_first(plain):
    entry, (chair, second, third) = plain
    nodes = criteria_of(entry)
    lost = nodes[5]
    for member in (chair, second):
        sign_at_once(entry, member)
    sign_at_once(entry, third, failing(lost.code))
    rows = compared(standing_of(entry), set())
    assert [row.node.pk for row in rows] == [lost.pk, *(node.pk for node in nodes if node != lost)]
    most = str(lost.max_points)
    assert rows[0].cells == [(chair.full_name, most), (second.full_name, most), (third.full_name, "0")]
    assert [row.differs for row in rows] == [True] + [False] * (len(nodes) - 1)
    assert [row.node.pk for row in compared(standing_of(entry), {lost.pk})] == [
        node.pk for node in nodes if node != lost
    ]


def test_a_sheet_without_minimums_shows_its_criteria_open(plain, officer, sign_in, count_queries):
    entry, members = plain
    client, address = sign_in(officer), reverse("staff:meeting-entry", args=[entry.pk])
    for member in members[:2]:
        sign_at_once(entry, member)
    assert page(client, "meeting-entry", entry.pk).context["compared"] == []
    sign_at_once(entry, members[2])
    shown = page(client, "meeting-entry", entry.pk)
    assert len(shown.context["compared"]) + len(shown.context["rows"]) == len(criteria_of(entry))
    assert '<details class="disclosure" open> <summary id="tung-tieu-chi">' in words(shown)
    assert count_queries(address) <= 18


def test_beside_minimums_stand_the_other_criteria(room, officer, sign_in):
    entry, members = room
    for member in members:
        sign_at_once(entry, member)
    shown = page(sign_in(officer), "meeting-entry", entry.pk).context
    agreed, others = {row.node.pk for row in shown["rows"]}, {row.node.pk for row in shown["compared"]}
    assert (bool(agreed), agreed & others) == (True, set())
    assert agreed | others == {node.pk for node in criteria_of(entry)}


def test_who_is_high_and_low_is_named_once_all_have_signed(room, officer, sign_in):
    entry, (chair, second, third) = room
    client = sign_in(officer)
    sign_at_once(entry, chair)
    sign_at_once(entry, second, failing("1.5"))
    (row,) = page(client, "meeting", entry.round_id).context["rows"]
    assert row.shows_points is False
    sign_at_once(entry, third)
    shown = page(client, "meeting", entry.round_id)
    (row,) = shown.context["rows"]
    assert (row.lowest_by, row.highest_by) == (second.full_name, f"{chair.full_name}, {third.full_name}")
    assert f'<dd>97 <span class="muted">{second.full_name}</span></dd>' in words(shown)
    marks = {each["member"].pk: each["mark"] for each in page(client, "meeting-entry", entry.pk).context["members"]}
    assert marks == {chair.pk: "cao nhất", second.pk: "thấp nhất", third.pk: "cao nhất"}


def test_where_all_gave_the_same_nobody_is_high_or_low(room, officer, sign_in):
    entry, members = room
    for member in members:
        sign_at_once(entry, member)
    (row,) = page(sign_in(officer), "meeting", entry.round_id).context["rows"]
    assert (row.standing.spread, row.lowest_by, row.highest_by) == (Decimal(0), "", "")
