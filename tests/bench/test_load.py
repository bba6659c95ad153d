"""The load generator: what it says is read exactly, and a wrong answer ends the bench."""

from __future__ import annotations

import json
import shutil

import pytest
from django.http import HttpResponse

from ocop_portal.ground.machine import Refusal
from tests.bench.load import TooFew, drive, read_load, warm_up
from tests.bench.parts import PARTS, Load, Part

pytestmark = pytest.mark.slow

GOOD = {"requests": 900, "seconds": 3.0, "p50": 8.5, "p99": 20.0, "wrong": 0, "first_wrong": "", "broken": 0}
PLAIN, COLD = Part("plain", "plain"), Part("cold", "cold", fresh=True)


def said(**changes: object) -> str:
    return "Running 3s test\n  1 threads and 8 connections\n\n" + json.dumps({**GOOD, **changes}) + "\n"


def test_what_wrk_says_is_read():
    load = read_load(PLAIN, said(), 40)
    assert (load, load.rate) == (Load(900, 40, 3.0, 8.5, 20.0), 300.0)
    assert read_load(COLD, said(), 6000).addresses == 900


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"wrong": 2, "first_wrong": "302"},
            "“plain”: 2 of 900 answers were not 200 (the first was 302), 0 connections broke.",
        ),
        ({"broken": 1}, "“plain”: 0 of 900 answers were not 200 (the first was none), 1 connections broke."),
        (
            {"requests": 15},
            "“plain”: only 15 answers in 3 s where 16 are needed; is this machine busy with something else?",
        ),
    ],
)
def test_a_wrong_answer_ends_the_bench(changes, sentence):
    with pytest.raises(Refusal) as refused:
        read_load(PLAIN, said(**changes), 40)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("requests", "needed"), [(499, 4), (300, 7), (40, 49), (0, 0)], ids=["nearly", "some", "few", "none"]
)
def test_too_few_different_addresses_are_no_measuring(requests, needed):
    """What is to be cold is asked once each, so a part with a minimum needs as many answers."""
    filters = next(part for part in PARTS if part.key == "filters-cold")
    assert read_load(filters, said(requests=500), 6000).addresses == 500
    with pytest.raises(TooFew, match=f"only {requests} answers in 3 s where 500 are needed") as few:
        read_load(filters, said(requests=requests), 6000)
    assert few.value.seconds == needed


def test_the_least_that_each_part_must_ask():
    assert {part.key: part.fewest for part in PARTS if part.fewest} == {
        "filters-cold": 500,
        "filters-warm": 500,
        "search": 200,
        "typing-errors": 200,
        "figures": 200,
    }


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
