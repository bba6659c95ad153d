"""Opinions in writing by the council's regulation: whether it may, within how many days (26/2026 art. 7.6d, 7.6g)."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse

from evaluations.actions.council_rounds import back_to_receiving, start_scoring
from evaluations.actions.councils import edit_council
from evaluations.actions.opinions import ask_in_writing, put_on_meeting
from evaluations.models import Council, RoundEntry
from evaluations.permissions.opinions import why_not_in_writing
from evaluations.queries.clocks import clocks_of, running_clocks
from evaluations.queries.minutes import minutes_of
from products.enums import DeadlineKey, RatingKind
from products.models import Deadline
from tests.evaluations.council_room import make_council
from tests.evaluations.council_steps import refused, words
from tests.evaluations.score_room import TODAY, scoring_round

pytestmark = pytest.mark.django_db
COMPLETE = date(2026, 10, 20)
NOT_ALLOWED = "Quy chế của hội đồng không cho lấy ý kiến bằng văn bản."


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):

    def make(**regulation):
        found, entries = scoring_round(*stage, count=1, kind=RatingKind.RE_RATING, **regulation)
        RoundEntry.objects.update(complete_on=COMPLETE)
        entries[0].complete_on = COMPLETE
        return found, entries[0]

    return make


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def clocks(entry):
    fresh = RoundEntry.objects.select_related("level__regime", "dossier", "round__council").filter(pk=entry.pk)
    return [(clock.what, clock.due, clock.left) for clock in clocks_of(fresh, TODAY)[entry.pk]]


def test_a_council_that_says_nothing_else_may_and_has_forty_five_days(province, officer):
    council = make_council(province, officer)
    assert (council.allows_writing, council.days_in_writing) == (True, 45)


# ------------------------------------------------------------------ whether
def test_a_regulation_that_does_not_allow_it_refuses(room, officer):
    _found, entry = room(allows_writing=False)
    assert refused(ask_in_writing, entry, by=officer) == [NOT_ALLOWED]
    assert [reason.text for reason in why_not_in_writing(entry)] == [NOT_ALLOWED]


def test_what_was_chosen_before_the_regulation_changed_is_put_on_a_meeting_first(room, officer):
    found, entry = room()
    back_to_receiving(found, why="Sửa quy chế", by=officer)
    ask_in_writing(entry, by=officer)
    edit_council(found.council, allows_writing=False, by=officer)
    assert refused(start_scoring, found, by=officer) == [
        "“Mứt gừng” lấy ý kiến bằng văn bản mà quy chế của hội đồng không cho: đưa ra phiên họp trước."
    ]
    put_on_meeting(entry, why="Quy chế", by=officer)
    assert start_scoring(found, by=officer).status == "scoring"


# ------------------------------------------------------------------ how long
def test_the_shorter_one_of_law_and_regulation_runs(room, officer):
    _found, entry = room(days_in_writing=30)
    by_law = ("đánh giá lại từ khi đủ hồ sơ", date(2026, 12, 4), 14)
    assert clocks(entry) == [by_law]  # at a meeting only the law counts
    ask_in_writing(entry, by=officer)
    assert clocks(entry) == [("lấy ý kiến bằng văn bản", date(2026, 11, 19), -1)]
    for days in (45, 60):
        Council.objects.update(days_in_writing=days)
        assert clocks(entry) == [by_law]
    Deadline.objects.filter(key=DeadlineKey.RE_RATING).delete()
    assert clocks(entry) == [("lấy ý kiến bằng văn bản", date(2026, 12, 21), 31)]  # the 19th is a Saturday
    assert next(clock.due for clock in running_clocks(officer, TODAY)) == date(2026, 12, 21)


# ------------------------------------------------------------------ pages
def test_the_setting_stands_on_the_pages_and_is_edited_on_the_form(room, sign_in, officer):
    found, entry = room()
    back_to_receiving(found, why="Sửa quy chế", by=officer)
    client, detail = sign_in(officer), reverse("staff:council-detail", args=[found.council_id])
    assert "khi đánh giá lại, trong 45 ngày từ khi đủ hồ sơ" in words(client.get(detail))
    edit = reverse("staff:council-edit", args=[found.council_id])
    form = client.get(edit).context["form"]
    given = {name: form[name].value() for name in form.fields} | {"founded_on": "2/1/2020", "days_in_writing": "30"}
    given = {name: value for name, value in given.items() if value is not False}
    assert client.post(edit, given | {"days_in_writing": "0"}).context["form"].errors.keys() == {"days_in_writing"}
    client.post(edit, given)
    assert Council.objects.values_list("allows_writing", "days_in_writing").get() == (True, 30)
    assert "trong 30 ngày từ khi đủ hồ sơ" in words(client.get(detail))
    opinions = reverse("staff:written-opinions", args=[found.pk])
    page = client.get(opinions)
    assert ("xong trong 30 ngày" in words(page), page.context["rows"][0].may_ask) == (True, True)
    client.post(edit, {name: value for name, value in given.items() if name != "allows_writing"})
    page = client.get(opinions)
    assert (NOT_ALLOWED in words(page), page.context["rows"][0].may_ask) == (True, False)
    assert "Ý kiến bằng văn bản" in words(client.get(detail))
    ask_page = client.post(reverse("staff:entry-step", args=[entry.pk, "van-ban"]))
    assert NOT_ALLOWED in words(ask_page)


@pytest.mark.parametrize(("regulation", "kept"), [({"days_in_writing": 40}, 40), ({"allows_writing": False}, None)])
def test_the_minutes_keep_what_the_regulation_said(room, regulation, kept):
    found, _entry = room(**regulation)
    assert minutes_of(found).room["days_in_writing"] == kept
