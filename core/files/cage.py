"""Opening files of strangers in a process of its own: without settings, secrets or database, and within walls.

The process may take so much memory, time and space and no more (core/files/caged); what it does not survive is
refused.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

from django.conf import settings

# Seconds by the wall clock; the processor's time has its own limit inside.
PATIENCE = 50
# A program that knows nothing of ours, and few areas of memory however many processors there are.
SURROUNDINGS = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
HEAVY: dict[str, Any] = {"refused": ["heavy"]}


class CageBroken(Exception):
    """The program in the cage could not run at all: the fault is ours, not the file's."""


def ask(job: str, order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Let the program core.files.caged.<job> look at a file; its answer, and the bytes that it made."""
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
