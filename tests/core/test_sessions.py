"""Where a person is signed in: seen and ended by the owner."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.history import history_of
from core.models import User
from core.queries.sessions import live_sessions
from core.rules.devices import device_name
from tests.core.sign_in_steps import sign_in
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LIST = "usersessions_list"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1 Version/18.1 Mobile Safari/604.1"


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    cache.clear()


def browser(user: User, agent: str = WINDOWS, address: str = "192.0.2.1") -> Client:
    """Somebody signed in with a browser of their own."""
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    sign_in(client, user.username)
    return client


def listed(client):
    page = client.get(reverse(LIST))
    return {(row["device"], row["session"].ip, row["here"]) for row in page.context["rows"]}


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WINDOWS, "Chrome trên Windows"),
        (WINDOWS + " Edg/131.0", "Microsoft Edge trên Windows"),
        (WINDOWS.replace("Chrome", "coc_coc_browser/131.0 Chrome"), "Cốc Cốc trên Windows"),
        (PHONE, "Safari trên iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox trên Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile Safari/537.36", "Chrome trên Android"),
        ("curl/8.5", "Thiết bị không rõ"),
        ("", "Thiết bị không rõ"),
    ],
)
def test_a_browser_has_a_name_that_people_know(agent, name):
    assert device_name(agent) == name


def test_a_person_sees_every_place_and_no_other(officer):
    desk, phone = browser(officer), browser(officer, PHONE, "192.0.2.7")
    browser(make_user())
    assert listed(desk) == {
        ("Chrome trên Windows", "192.0.2.1", True),
        ("Safari trên iPhone", "192.0.2.7", False),
    }
    assert {row[2] for row in listed(phone)} == {True, False}


def test_one_place_is_ended(officer):
    desk, phone = browser(officer), browser(officer, PHONE)
    here = {row["here"]: row["session"].pk for row in desk.get(reverse(LIST)).context["rows"]}
    assert desk.post(reverse("account_session_end", args=[here[False]])).url == reverse(LIST)
    assert phone.get(reverse("staff:home")).status_code == 302
    assert listed(desk) == {("Chrome trên Windows", "192.0.2.1", True)}
    assert desk.post(reverse("account_session_end", args=[here[True]])).status_code == 404
    entry = history_of(officer).get()
    assert (entry.verb, entry.by, entry.data) == ("end_session", officer, {"device": "Safari trên iPhone"})


def test_nobody_ends_the_session_of_somebody_else(officer):
    desk, other = browser(officer), browser(make_user())
    foreign = UserSession.objects.exclude(user=officer).get()
    assert desk.post(reverse("account_session_end", args=[foreign.pk])).status_code == 404
    assert other.get(reverse("staff:home")).status_code == 200


def test_all_other_places_are_ended_at_once(officer):
    desk = browser(officer)
    others = [browser(officer, PHONE) for _time in range(3)]
    assert desk.post(reverse("account_sessions_end")).url == reverse(LIST)
    assert [client.get(reverse("staff:home")).status_code for client in others] == [302] * 3
    assert desk.get(reverse("staff:home")).status_code == 200
    entry = history_of(officer).get()
    assert (entry.verb, entry.data) == ("end_other_sessions", {"count": 3})
    assert Session.objects.count() == 1


def test_a_new_password_ends_all_other_places(officer):
    desk, phone = browser(officer), browser(officer, PHONE)
    given = {"oldpassword": PASSWORD, "password1": "mot-cau-moi-2022", "password2": "mot-cau-moi-2022"}
    assert desk.post(reverse("account_change_password"), given).url == reverse("mfa_index")
    assert phone.get(reverse("staff:home")).status_code == 302
    assert listed(desk) == {("Chrome trên Windows", "192.0.2.1", True)}
    entry = history_of(officer).get()
    assert (entry.verb, entry.data) == ("change_own_password", {"sessions_ended": 1})


def test_signing_out_takes_the_place_off_the_list(officer):
    desk, phone = browser(officer), browser(officer, PHONE)
    phone.post(reverse("account_logout"))
    assert listed(desk) == {("Chrome trên Windows", "192.0.2.1", True)}


def test_an_expired_session_is_nowhere(officer):
    desk, phone = browser(officer), browser(officer, PHONE)
    Session.objects.filter(session_key=phone.session.session_key).update(expire_date=timezone.now())
    assert listed(desk) == {("Chrome trên Windows", "192.0.2.1", True)}


def test_a_session_that_is_used_all_day_ends_twelve_hours_after_signing_in(officer):
    desk = browser(officer)
    began = desk.session["signed_in_at"]
    assert abs(began - time.time()) < 60
    for hours in (6, 11):
        kept = desk.session
        kept["signed_in_at"] = began - hours * 3600
        kept["seen_at"] = began - 301  # so that the next page writes the session again
        kept.save()
        assert desk.get(reverse("staff:home")).status_code == 200
        assert desk.session["seen_at"] >= began
        ends = Session.objects.get().expire_date.timestamp()
        assert ends == began + (12 - hours) * 3600
    kept["signed_in_at"] = began - 12 * 3600
    kept.save()
    page = desk.get(reverse("staff:home"))
    assert (page.status_code, page.url) == (302, f"{reverse('account_login')}?next={reverse('staff:home')}")
    assert list(live_sessions(officer)) == []


def test_signing_in_again_in_the_same_browser_begins_a_new_twelve_hours(officer):
    desk = browser(officer)
    kept = desk.session
    kept["signed_in_at"] -= 11 * 3600
    kept.save()
    desk.post(reverse("account_logout"))
    sign_in(desk, officer.username)
    assert Session.objects.get().expire_date.timestamp() == desk.session["signed_in_at"] + 12 * 3600


def test_when_it_was_seen_is_noted_once_in_five_minutes_of_real_time(officer):
    desk = browser(officer)
    long_ago = timezone.now() - timedelta(hours=3)
    UserSession.objects.update(last_seen_at=long_ago)
    desk.get(reverse("staff:home"))
    assert live_sessions(officer).get().last_seen_at == long_ago
    kept = desk.session
    kept["seen_at"] -= 301
    kept.save()
    desk.get(reverse("staff:home"), REMOTE_ADDR="192.0.2.9")
    seen = live_sessions(officer).get()
    assert (seen.ip, timezone.now() - seen.last_seen_at < timedelta(minutes=1)) == ("192.0.2.9", True)


def test_the_list_asks_as_often_for_four_places_as_for_two(officer):
    desk, counts = browser(officer), []
    for _time in range(3):
        browser(officer, PHONE)
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse(LIST))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize("name", [LIST, "account_sessions_end"])
def test_the_door_comes_first(client, name):
    method = client.get if name == LIST else client.post
    assert method(reverse(name)).url.startswith(reverse("account_login"))
