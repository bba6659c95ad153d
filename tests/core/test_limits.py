"""How often strangers may do something: counted over processes, per visitor and span, without keeping who it was."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import RequestFactory

from core import limits
from core.limits import seconds_to_wait
from core.models import VisitorCount


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until a test moves it."""
    now = [1_700_000_100.0]  # 100 seconds after a span of 600 began

    def move(seconds):
        now[0] += seconds

    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    return move


@pytest.fixture(autouse=True)
def three_times(settings):
    settings.VISITOR_LIMITS = {"look_up": (3, 600), "other": (1, 600)}


def visitor(address="203.0.113.7", **more):
    return RequestFactory(REMOTE_ADDR=address, **more).get("/")


@pytest.mark.django_db
def test_the_fourth_time_waits_for_the_end_of_the_span(clock):
    waits = [seconds_to_wait("look_up", visitor()) for _time in range(5)]
    assert waits[:3] == [0, 0, 0]
    assert waits[3] == waits[4] == 600 - 1_700_000_100 % 600
    clock(waits[3] - 1)
    assert seconds_to_wait("look_up", visitor()) == 1
    clock(1)
    assert seconds_to_wait("look_up", visitor()) == 0


@pytest.mark.django_db
def test_visitors_and_deeds_are_counted_apart(clock):
    for _time in range(4):
        seconds_to_wait("look_up", visitor())
    assert seconds_to_wait("look_up", visitor("203.0.113.8")) == 0
    assert [seconds_to_wait("other", visitor()), seconds_to_wait("other", visitor()) > 0] == [0, True]
    assert [seconds_to_wait("other"), seconds_to_wait("other") > 0] == [0, True]  # everybody together


@pytest.mark.django_db
def test_of_ipv6_the_network_counts(clock):
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::3", "2001:db8:1:2::4"]
    waits = [seconds_to_wait("look_up", visitor(address)) for address in addresses]
    assert (waits[:3], waits[3] > 0) == ([0, 0, 0], True)
    assert seconds_to_wait("look_up", visitor("2001:db8:1:3::1")) == 0


@pytest.mark.django_db
def test_behind_a_proxy_the_visitor_is_who_the_proxy_names(settings, clock):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _time in range(4):
        seconds_to_wait("look_up", visitor("127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1"))
    # What the visitor itself writes in front changes nothing.
    same = visitor("127.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.9, 198.51.100.1")
    other = visitor("127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.2")
    assert (seconds_to_wait("look_up", same) > 0, seconds_to_wait("look_up", other)) == (True, 0)


@pytest.mark.django_db
def test_one_statement_and_nothing_that_tells_who_it_was(clock, django_assert_num_queries):
    with django_assert_num_queries(1):
        seconds_to_wait("look_up", visitor())
    row = VisitorCount.objects.get()
    assert (row.count, len(row.key), "203.0.113.7" in row.key) == (1, 64, False)
    clock(600)
    seconds_to_wait("look_up", visitor())
    assert VisitorCount.objects.count() == 2  # another span is another key: nobody is followed from one to the next


@pytest.mark.django_db(transaction=True)
def test_all_at_once_only_as_many_as_the_limit_come_through(clock):
    waits = []

    def come():
        try:
            waits.append(seconds_to_wait("look_up", visitor()))
        finally:
            connection.close()

    threads = [threading.Thread(target=come) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(waits), waits.count(0)) == (12, 3)
