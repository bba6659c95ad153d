"""Opening files of strangers in a process of its own: without settings, secrets or database, and within walls.

The process may take so much memory, time and space and no more (core/files/caged); what it does not survive is
refused. No more than two run at once, over all processes of the portal, so that what they take together is known.
"""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings

# Seconds by the wall clock; the processor's time has its own limit inside.
PATIENCE = 50
# A program that knows nothing of ours, and few areas of memory however many processors there are.
SURROUNDINGS = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
HEAVY: dict[str, Any] = {"refused": ["heavy"]}
BUSY: dict[str, Any] = {"refused": ["busy"]}
# How many may run at once, and how long the next one waits: most are done in less than a second.
CAGES = 2
WAITS = 10
TURN = 0.1


class CagesTaken(Exception):
    """All cages stayed taken for longer than anybody should wait."""


class CageBroken(Exception):
    """The program in the cage could not run at all: the fault is ours, not the file's."""


def ask(job: str, order: dict[str, Any], content: bytes, cages: int = CAGES) -> tuple[dict[str, Any], bytes]:
    """Let the program core.files.caged.<job> look at a file; its answer, and the bytes that it made.

    `order["memory"]` is the wall of its memory. Who may use fewer `cages` than there are leaves the others free.
    """
    try:
        with _cage(cages) as lock:
            return _asked(job, order, content, lock)
    except CagesTaken:
        return BUSY, b""


@contextmanager
def _cage(cages: int) -> Iterator[IO[bytes]]:
    """One of the cages, held by the lock of a file."""
    folder = Path(settings.DATA_DIR) / "cages"
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + WAITS
    while True:
        for number in range(cages):
            with (folder / str(number)).open("ab") as lock:
                if _is_held(lock):
                    yield lock
                    return
        if time.monotonic() > until:
            raise CagesTaken
        time.sleep(TURN)


def _is_held(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _asked(job: str, order: dict[str, Any], content: bytes, lock: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken, tempfile.TemporaryFile() as said:
        given.write(json.dumps(order).encode() + b"\n" + content)
        given.seek(0)
        try:
            ended = subprocess.run(  # noqa: S603 - our own program, nothing of the file on its command line
                [sys.executable, "-s", "-B", "-m", f"core.files.caged.{job}"],
                cwd=settings.BASE_DIR,
                env=SURROUNDINGS,
                stdin=given,
                stdout=taken,
                stderr=said,
                pass_fds=[lock.fileno()],  # a cage that outlives its worker is still taken
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return HEAVY, b""
        if ended.returncode > 0:
            said.seek(0)
            raise CageBroken(said.read()[-2000:].decode(errors="replace"))
        if ended.returncode < 0:
            return HEAVY, b""
        taken.seek(0)
        return json.loads(taken.readline()), taken.read()
