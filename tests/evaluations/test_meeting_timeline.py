"""Everything that a round did on one page: all acts, no points, nothing of what is closed to the reader."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from math import ceil

import pytest
from django.test import override_settings
from django.urls import reverse

from core.history import verb_words
from core.models import HistoryEntry
from evaluations.actions.council_rounds import second_pass
from evaluations.actions.dossiers import forward_dossier, leave_round
from evaluations.actions.drafts import start_draft_of_round
from evaluations.actions.opinions import ask_in_writing, put_on_meeting
from evaluations.actions.sheets import correct_conflict, declare_conflict, reopen_sheet
from evaluations.models import Round, ScoreSheet
from evaluations.queries.councils import sitting
from evaluations.queries.timeline import acts_of_entry, acts_of_round, open_entries, told
from products.enums import RatingKind
from tests.evaluations.closing import close, mark_all
from tests.evaluations.council_room import (
    account_of,
    criteria_of,
    failing,
    file,
    make_council,
    make_round,
    screen,
    take,
)
from tests.evaluations.score_room import SET, TODAY, scoring_round
from tests.factories import level_of, load_sets, make_producer, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with two dossiers that is being scored by three members."""
    return scoring_round(*stage)


@pytest.fixture
def room(db, built, settings):
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)


def url(found, query=""):
    return reverse("staff:meeting-timeline", args=[found.pk]) + query


def words(response):
    return " ".join(response.content.decode().split())


def minimums_of(entry):
    return [node.code for node in criteria_of(entry) if any(option.min_star for option in node.options.all())]


def titles(response):
    return [event["title"] for event in response.context["events"]]


def test_everything_that_a_round_did(room, officer):
    found, entries = room
    mark_all(entries)
    reopen_sheet(ScoreSheet.objects.filter(entry=entries[0]).first(), why="Nhầm dòng", by=officer)
    mark_all(entries[:1])
    close(found, entries, officer)
    draft = start_draft_of_round(Round.objects.get(pk=found.pk), by=officer)
    acts = acts_of_round(found, entries, closes_some=False)
    verbs = [act.verb for act in acts]
    counts = {verb: verbs.count(verb) for verb in verbs}
    agreed = counts.pop("agree")
    assert agreed == HistoryEntry.objects.filter(verb="agree").count() > 20
    assert counts == {
        "plan_round": 1,
        "status:receiving": 1,
        "file_dossier": 2,
        "arrive": 2,  # at this level; what came before is the dossier's own
        "status:accepted": 2,
        "take_into_round": 2,
        "send_to_members": 1,
        "status:scoring": 3,  # the round and its two dossiers
        "note_presence": 1,
        "declare_conflict": 6,
        "status:signed": 7,
        "status:replaced": 1,
        "status:scored": 2,
        "status:concluded": 1,
        "start_draft": 1,
    }
    assert verbs[0] == "start_draft"
    assert acts.first().subject_id == draft.pk
    one = acts_of_entry(entries[1])
    assert {act.subject_id for act in one if act.subject_type.model == "roundentry"} == {entries[1].pk}
    assert [act.verb for act in one].count("status:signed") == 3


def test_an_act_says_whom_it_was_about(room, django_assert_num_queries):
    found, entries = room
    chair = sitting(found.council)[0]
    mark_all(entries[:1])
    said = declare_conflict(entries[1], chair, what="Người nhà", by=account_of(chair))
    acts = list(acts_of_round(found, entries, closes_some=False))
    with django_assert_num_queries(2):
        each = told(acts, entries)[0]
    assert (each.act.subject_id, each.entry, each.member) == (said.pk, entries[1], chair.full_name)


def test_no_points_and_no_words_of_a_conflict(room, officer, sign_in, secretary):
    found, entries = room
    desk, (_chair, two, _three) = sign_in(secretary), sitting(found.council)
    declare_conflict(entries[1], two, what="Người nhà của chủ cơ sở", by=account_of(two))
    mark_all(entries)
    sheet = ScoreSheet.objects.get(entry=entries[0], member=two)
    reopen_sheet(sheet, why="Ghi nhầm 97 điểm", by=officer)
    page = desk.get(url(found))
    assert titles(page)[0] == "Mở lại phiếu chấm"
    assert page.context["events"][0]["span"] == f"Mứt gừng · {two.full_name} · {officer} thực hiện"
    spans = {event["title"]: event["span"] for event in page.context["events"]}
    assert spans["Khai báo liên quan (có liên quan)"] == f"{entries[1]} · {account_of(two)} thực hiện"
    for hidden in ("Người nhà của chủ cơ sở", "97", "100"):
        assert hidden not in str(page.context["events"])
    mark_all(entries[:1])
    close(found, entries, officer)
    page = desk.get(url(found, f"?ho-so={entries[0].pk}"))
    assert "Lý do: Ghi nhầm 97 điểm" in words(page)
    agreed = next(title for title in titles(page) if title.startswith("Ghi phương án thống nhất ở tiêu chí 1.1, "))
    assert agreed.removeprefix("Ghi phương án thống nhất ở tiêu chí ").split(", ") == minimums_of(entries[0])
    assert {event["span"].split(" · ")[0] for event in page.context["events"]} == {"Mứt gừng"}


def reasons(response):
    """What the acts of one kind give as their reason: title → text."""
    return {event["title"]: event["text"] for event in response.context["events"]}


def test_reasons_that_speak_of_points_wait_and_those_of_a_conflict_are_never_told(room, officer, sign_in, secretary):
    found, (first, second) = room
    desk, (_chair, two, _three) = sign_in(secretary), sitting(found.council)
    mark_all([first], last=failing(*minimums_of(first)[:8]))
    second_pass(first, why="Người 97, người 60", by=officer)
    first.refresh_from_db()
    mark_all([first, second])
    correct_conflict(second, two, what="Góp vốn", why="Vợ có phần vốn", by=officer)
    page = desk.get(url(found))
    kept_back = ("Sửa lời khai liên quan", "Không tính phiếu chấm", "Chấm lượt tiếp theo (lượt 2)")
    assert [reasons(page)[title] for title in kept_back] == ["", "", ""]
    close(found, [first, second], officer)
    acts = reasons(desk.get(url(found, f"?ho-so={first.pk}")))
    assert acts["Chấm lượt tiếp theo (lượt 2)"] == "Lý do: Người 97, người 60"
    acts = reasons(desk.get(url(found, f"?ho-so={second.pk}")))
    assert [acts[title] for title in kept_back[:2]] == ["", ""]


def test_why_opinions_were_put_on_a_meeting_waits_too(settings, province, commune, officer, sign_in, secretary):
    settings.BUSINESS_DAY = TODAY
    found, (entry,) = scoring_round(province, commune, officer, count=1, kind=RatingKind.RE_RATING)
    ask_in_writing(entry, by=officer)
    put_on_meeting(entry, why="Người 97, người 60", by=officer)
    desk = sign_in(secretary)
    assert reasons(desk.get(url(found)))["Đưa ra phiên họp"] == ""
    mark_all([entry])
    close(found, [entry], officer)
    assert reasons(desk.get(url(found, f"?ho-so={entry.pk}")))["Đưa ra phiên họp"] == "Lý do: Người 97, người 60"


def test_a_closed_dossier_is_closed_here_too(room, client):
    found, (first, second) = room
    chair, two, _three = sitting(found.council)
    declare_conflict(first, chair, what="", by=account_of(chair))
    declare_conflict(second, chair, what="Người nhà", by=account_of(chair))
    declare_conflict(second, two, what="", by=account_of(two))
    client.force_login(account_of(chair))
    assert open_entries(account_of(chair), found) == [first]
    page = client.get(url(found))
    assert [entry.pk for entry in page.context["entries"]] == [first.pk]
    assert "Mứt tắc" not in words(page)
    assert "Mứt gừng" in words(page)
    assert client.get(url(found, f"?ho-so={second.pk}")).status_code == 404
    assert client.get(url(found, "?ho-so=x")).status_code == 404
    assert client.get(url(found, f"?ho-so={first.pk}")).status_code == 200


def test_a_dossier_that_left_is_told(settings, province, commune, officer):
    settings.BUSINESS_DAY = TODAY
    load_sets(SET)
    council = make_council(province, officer, days_before=0)
    found = make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)
    product = make_product("Mứt bí", producer=make_producer(place=commune))
    below = file(product, commune, officer, set_code=SET, on=date(2026, 10, 1))
    screen(below, officer)
    entry = forward_dossier(below, on=date(2026, 10, 12), by=officer)
    leave_round(take(entry, found, officer), why="Rút để bổ sung", by=officer)
    acts = acts_of_round(found, [], closes_some=False)
    assert [act.verb for act in acts][:2] == ["leave_round", "take_into_round"]
    assert [act.why for act in acts][:1] == ["Rút để bổ sung"]
    assert "leave_round" not in [act.verb for act in acts_of_round(found, [], closes_some=True)]


def test_pages_of_fifty_at_a_steady_number_of_queries(room, officer, sign_in, secretary, count_queries):
    found, entries = room
    desk = sign_in(secretary)
    mark_all(entries[:1])
    desk.get(url(found))  # kinds of things are read once
    few = count_queries(url(found))
    mark_all(entries)
    close(found, entries, officer)
    assert count_queries(url(found)) == few
    acts = acts_of_round(found, entries, closes_some=False)
    page, pages = desk.get(url(found)), 1
    while page.context["older_url"]:
        page, pages = desk.get(url(found) + page.context["older_url"]), pages + 1
    assert pages == ceil(acts.count() / 50) > 1
    assert page.context["events"][-1]["title"] == verb_words()[acts.last().verb]
    assert page.context["newest_url"] == "?"


def test_who_sees_it(room, client, stranger):
    found, _entries = room
    client.force_login(stranger)
    assert client.get(url(found)).status_code == 404
