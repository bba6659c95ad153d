"""The load generator: what it says is read exactly, and a wrong answer ends the bench."""

from __future__ import annotations

import json
import shutil

import pytest
from django.http import HttpResponse

from ocop_portal.ground.machine import Refusal
from tests.bench.load import drive, read_load, warm_up
from tests.bench.parts import PARTS, Load, Part
from tests.bench.run import FULL, QUICK

GOOD = {"requests": 900, "seconds": 3.0, "p50": 8.5, "p99": 20.0, "wrong": 0, "first_wrong": "", "broken": 0}
PLAIN, COLD = Part("plain", "plain"), Part("cold", "cold", fresh=True)


def said(**changes: object) -> str:
    return "Running 3s test\n  1 threads and 8 connections\n\n" + json.dumps({**GOOD, **changes}) + "\n"


def test_what_wrk_says_is_read():
    load = read_load(PLAIN, said())
    assert (load, load.rate) == (Load(900, 3.0, 8.5, 20.0), 300.0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"wrong": 2, "first_wrong": "302"},
            "“plain”: 2 of 900 answers were not 200 (the first was 302), 0 connections broke.",
        ),
        ({"broken": 1}, "“plain”: 0 of 900 answers were not 200 (the first was none), 1 connections broke."),
        ({"requests": 15}, "“plain”: only 15 answers; is this machine busy with something else?"),
    ],
)
def test_a_wrong_answer_ends_the_bench(changes, sentence):
    with pytest.raises(Refusal) as refused:
        read_load(PLAIN, said(**changes))
    assert str(refused.value) == sentence


def test_a_run_keeps_its_time():
    runs = 2 * len(PARTS)
    assert FULL.fit(spent=200, runs=runs) == (3, 6)
    assert FULL.fit(spent=400, runs=runs) == (3, 5)
    assert QUICK.fit(spent=40, runs=runs) == (2, 2)
    assert QUICK.fit(spent=90, runs=runs) == (1, 4)
    assert QUICK.fit(spent=280, runs=runs) == (1, 2)
    for plan, spent in ((FULL, 200), (FULL, 400), (QUICK, 40), (QUICK, 140)):
        rounds, seconds = plan.fit(spent, runs)
        # A third of the parts warms up, the varied filters for longer.
        assert spent + rounds * (runs * (seconds + plan.pause) + runs / 3 + 2 * 8) <= plan.minutes * 60


class Counting:
    """Counts the answers that it makes."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, body: bytes) -> HttpResponse:
        self.count += 1
        return HttpResponse(body)


@pytest.mark.skipif(shutil.which("wrk") is None, reason="needs wrk")
@pytest.mark.django_db(transaction=True)
class TestWrk:
    """wrk itself against a live server."""

    @pytest.fixture(autouse=True)
    def bench_addresses(self, settings):
        settings.ROOT_URLCONF = "tests.bench.urls"

    @pytest.fixture
    def addresses(self, tmp_path):
        file = tmp_path / "addresses.txt"
        file.write_text("".join(f"/bench/constant/?{number}\n" for number in range(40)))
        return file

    def test_over_and_over(self, live_server, addresses):
        assert drive(PLAIN, live_server.url, addresses, 1, {}).requests > 40

    def test_warming_up_asks_for_each_address_eight_times(self, live_server, addresses, monkeypatch):
        monkeypatch.setattr("tests.bench.bare.HttpResponse", counting := Counting())
        warm_up(PLAIN, live_server.url, addresses, {})
        assert counting.count >= 8 * 40

    def test_each_address_once(self, live_server, addresses):
        load = drive(COLD, live_server.url, addresses, 1, {})
        # The first is tried before the clock starts, and the last ones may be under way when it ends.
        assert 30 <= load.requests <= 39
        assert load.seconds < 1

    def test_another_status_is_refused(self, live_server, addresses):
        tagged = Part("tagged", "tagged", tagged=True)
        with pytest.raises(Refusal, match=r"“tagged”: (\d+) of \1 answers were not 304 \(the first was 200\)"):
            drive(tagged, live_server.url, addresses, 1, {})

    def test_tags_are_sent(self, live_server, client, tmp_path):
        host = live_server.url.removeprefix("http://")
        tag = client.get("/xac-minh/", headers={"host": host})["ETag"]
        file = tmp_path / "addresses.txt"
        file.write_text(f"/xac-minh/\t{tag}\n")
        assert drive(Part("tagged", "tagged", tagged=True), live_server.url, file, 1, {}).requests > 1

    def test_nobody_listens(self, addresses):
        with pytest.raises(Refusal, match="wrk ended with status 1 at “plain”"):
            drive(PLAIN, "http://127.0.0.1:9", addresses, 1, {})
