"""The rounds that the bench measures are whole, and what it counts is what happened."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.db import connection

from core.models import User
from evaluations.actions.meeting import conclude_round
from evaluations.enums import SheetStatus
from evaluations.models import AgreedLine, Result, Round, ScoreLine, ScoreSheet
from tests.bench.council_filling import HALL_ORDINAL, LARGE_ORDINAL, SHEET, USUAL_ORDINAL, make_rounds
from tests.bench.filling import OFFICER
from tests.bench.lives import LAST_DAY
from tests.bench.register import make_register
from tests.bench.saving import Save, save_at_once
from tests.factories import load_sets

pytestmark = pytest.mark.slow


@pytest.fixture
def rounds(law, places, settings):
    """Five dossiers of three members, two of four, and one of two."""
    settings.BUSINESS_DAY = LAST_DAY
    load_sets(SHEET)
    make_register(100)
    make_rounds(large=(5, 3), hall=(2, 4), usual=(1, 2))


@pytest.mark.django_db
def test_the_large_round_can_be_closed(rounds):
    found = Round.objects.get(ordinal=LARGE_ORDINAL)
    assert ScoreLine.objects.filter(sheet__entry__round=found).count() == 5 * 3 * 34
    sheets = ScoreSheet.objects.filter(entry__round=found)
    assert set(sheets.values_list("status", flat=True)) == {SheetStatus.SIGNED}
    for sheet in sheets:
        assert sheet.total == sum(sheet.lines.values_list("points", flat=True))
    assert AgreedLine.objects.exists()
    results = conclude_round(found, by=User.objects.get(username=OFFICER))
    assert [result.member_count for result in results] == [3] * 5
    assert Result.objects.count() == 5


@pytest.mark.django_db
def test_the_other_rounds_are_begun_and_half_marked(rounds):
    begun = ScoreSheet.objects.filter(status=SheetStatus.OPEN).order_by("entry__round__ordinal")
    marked = [(sheet.entry.round.ordinal, sheet.lines.count()) for sheet in begun.select_related("entry__round")]
    assert marked == [(HALL_ORDINAL, 0)] * 8 + [(USUAL_ORDINAL, 17)] * 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
        assert cursor.fetchone() == (0,)


class Saver(BaseHTTPRequestHandler):
    """A server that takes every save but those of one criterion."""

    asked: list[tuple[str, str, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append((self.path, self.headers["Cookie"], body))
        refused = "criterion=9&" in body
        self.send_response(409 if refused else 200)
        self.end_headers()
        self.wfile.write(json.dumps({} if refused else {"revision": 1}).encode())

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def port(monkeypatch):
    monkeypatch.setattr(Saver, "asked", [])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Saver)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_everybody_saves_and_every_refusal_is_counted(port):
    fields = [{"criterion": number, "option": 1, "revision": 0} for number in (7, 8, 9)]
    members = [[Save("/luu/", f"id={member}", each) for each in fields] for member in range(5)]
    saving = save_at_once(port, members)
    assert (saving.asked, saving.errors) == (15, ("409: {}",) * 5)
    assert 0 < saving.p50 <= saving.p99
    secret = "__Host-csrftoken=" + "b" * 32
    assert {cookie for _path, cookie, _body in Saver.asked} == {f"id={member}; {secret}" for member in range(5)}
    assert len(Saver.asked) == 15


def test_a_server_that_is_not_there_is_an_error():
    saving = save_at_once(1, [[Save("/luu/", "id=1", {"criterion": 7})]])
    assert (saving.asked, len(saving.errors)) == (1, 1)
