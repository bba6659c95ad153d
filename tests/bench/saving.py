"""Members of a council who save at once: each its own lines, one right after another, over connections of its own."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import NamedTuple
from urllib.parse import urlencode

from tests.bench.load import HEADERS

SAVES = 10  # of each member
CSRF_SECRET = "b" * 32  # what the cookie and the header say alike


class Save(NamedTuple):
    """One line as the script of the page saves it."""

    path: str
    cookie: str
    fields: dict[str, int]


@dataclass(frozen=True)
class Saving:
    """What became of the saves of one round."""

    asked: int
    errors: tuple[str, ...]
    p50: float  # milliseconds
    p99: float


def save_at_once(port: int, members: Sequence[Sequence[Save]]) -> Saving:
    """Let all members save together."""
    start = Barrier(len(members))
    with ThreadPoolExecutor(len(members)) as pool:
        found = list(pool.map(lambda saves: _save_all(port, saves, start), members))
    answers = [answer for mine in found for answer in mine]
    times = sorted(seconds * 1000 for seconds, _error in answers)
    errors = tuple(error for _seconds, error in answers if error)
    return Saving(len(answers), errors, _part(times, 0.5), _part(times, 0.99))


def _part(times: Sequence[float], share: float) -> float:
    """The time within which such a share was answered."""
    return times[min(len(times) - 1, int(share * len(times)))]


def _save_all(port: int, saves: Sequence[Save], start: Barrier) -> list[tuple[float, str]]:
    start.wait()
    return [_save(port, save) for save in saves]


def _save(port: int, save: Save) -> tuple[float, str]:
    """How long a save took, and what was wrong with its answer."""
    headers = {
        **HEADERS,
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{save.cookie}; __Host-csrftoken={CSRF_SECRET}",
        "Origin": f"https://127.0.0.1:{port}",
        "X-CSRFToken": CSRF_SECRET,
    }
    begun = time.perf_counter()
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", save.path, urlencode(save.fields), headers)
        answer = connection.getresponse()
        error = _wrong(answer.status, answer.read())
        connection.close()
    except OSError as broken:
        error = str(broken)
    return time.perf_counter() - begun, error


def _wrong(status: int, body: bytes) -> str:
    """What is wrong with an answer: a save gives the line's new revision."""
    if status == 200 and json.loads(body).get("revision") == 1:
        return ""
    return f"{status}: {body[:200].decode(errors='replace')}"
