"""What each page costs inside the process: `python -m tests.bench.inside FOLDER 40` prints a line for each part.

CPU time of the thread, so that a busy machine and the time PostgreSQL takes stay out of it; queries; bytes. The
requests go through the same WSGI application as gunicorn's, one after another.
"""

# ruff: noqa: E402 - models can only be imported once Django is set up
from __future__ import annotations

import gzip
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.util import setup_testing_defaults

import django

django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection

from tests.bench.load import HEADERS
from tests.bench.parts import BARE, PARTS, Inside, Part
from tests.bench.publication import publish

WARM_UP = 8
MOST_STRANGERS = 0.05  # of the pages may lack what they should say


@dataclass
class Answer:
    """One answer and what it cost."""

    status: int
    headers: dict[str, str]
    body: bytes
    milliseconds: float
    queries: int

    @property
    def plain(self) -> bytes:
        """The page as a browser unpacks it."""
        return gzip.decompress(self.body) if self.headers.get("Content-Encoding") == "gzip" else self.body


class Counter:
    """Counts the queries of a request."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def ask(application: Any, path: str, headers: dict[str, str]) -> Answer:
    """One request."""
    url = urlsplit(path)
    environ: dict[str, Any] = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    environ |= {"PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"), "QUERY_STRING": url.query}
    environ |= {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"}
    setup_testing_defaults(environ)
    seen: list[Any] = []
    counter = Counter()
    with connection.execute_wrapper(counter):
        start = time.thread_time()
        response = application(environ, lambda status, sent, info=None: seen.extend([status, sent]))
        body = b"".join(response)
        response.close()
        milliseconds = (time.thread_time() - start) * 1000
    return Answer(int(seen[0].split()[0]), dict(seen[1]), body, milliseconds, counter.count)


def look_inside(
    application: Any, part: Part, paths: list[str], bare: str, cookie: str, count: int
) -> tuple[Inside, Inside]:
    """The medians of so many requests, and of as many for the bare page in between.

    What is to be cold is asked under a generation of its own, and once.
    """
    headers = {**HEADERS, **({"Cookie": cookie} if part.signed_in else {})}
    if part.fresh:
        publish()
    warm_up, sample = _chosen(part, paths, count)
    first = [ask(application, path, headers) for path in warm_up]
    tags = {path: answer.headers.get("ETag", "") for path, answer in zip(warm_up, first, strict=True)}
    pairs = [
        (
            ask(application, path, {**headers, **({"If-None-Match": tags[path]} if part.tagged else {})}),
            ask(application, bare, HEADERS),
        )
        for path in sample
    ]
    answers, bare_answers = [answer for answer, _bare in pairs], [bare_answer for _answer, bare_answer in pairs]
    _check(part, sample, answers)
    return _medians(answers), _medians(bare_answers)


def _medians(answers: list[Answer]) -> Inside:
    return Inside(
        milliseconds=round(median(answer.milliseconds for answer in answers), 3),
        queries=int(median(answer.queries for answer in answers)),
        most_queries=max(answer.queries for answer in answers),
        sent=int(median(len(answer.body) for answer in answers)),
        plain=int(median(len(answer.plain) for answer in answers)),
    )


def _chosen(part: Part, paths: list[str], count: int) -> tuple[list[str], list[str]]:
    """What is asked unmeasured, and what is measured then: other addresses, or the same when they are to be warm."""
    if part.fresh:
        return paths[:WARM_UP], paths[WARM_UP : WARM_UP + count]
    warm_up = paths[: WARM_UP if part.signed_in else count]
    return warm_up, (warm_up * count)[:count]


def _check(part: Part, sample: list[str], answers: list[Answer]) -> None:
    """End with a sentence when what was measured is not what was meant."""
    for path, answer in zip(sample, answers, strict=True):
        if answer.status != part.status:
            raise SystemExit(f"{path} answered {answer.status} instead of {part.status}.")
    strangers = [path for path, answer in zip(sample, answers, strict=True) if part.says.encode() not in answer.plain]
    if len(strangers) > MOST_STRANGERS * len(answers):
        raise SystemExit(
            f"{len(strangers)} of {len(answers)} pages of “{part.title}” do not say “{part.says}”: {strangers[0]}"
        )


def main(folder: Path, count: int) -> None:
    """Look at every part of one register."""
    application = get_wsgi_application()
    cookie = (folder / "cookie").read_text()
    bare = _paths(folder, BARE)[0]
    for part in PARTS:
        inside, beside = look_inside(application, part, _paths(folder, part.key), bare, cookie, count)
        print(json.dumps({"part": part.key, "inside": asdict(inside), "bare": asdict(beside)}), flush=True)


def _paths(folder: Path, key: str) -> list[str]:
    return (folder / f"{key}.txt").read_text().splitlines()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
