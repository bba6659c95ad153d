"""The inside of the cage: walls first, then one job on what comes in, and its answer on what goes out."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

# Takes the order and the content; gives facts for the answer and whatever bytes it made.
Job = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], list[bytes]]]
MOST_WRITTEN = 64 * 1024 * 1024


class Refused(Exception):
    """The job refuses the file; its arguments are keys of core.files.judging.WORDS."""


def work(job: Job, *, seconds: int) -> None:
    """Do the job on standard input within the walls and write an answer, whatever the file does.

    The order is ours and says how much memory the file may take; nothing of the file is read before the walls stand.
    """
    order = json.loads(sys.stdin.buffer.readline())
    _raise_walls(order["memory"], seconds)
    made: list[bytes] = []
    try:
        answer, made = job(order, sys.stdin.buffer.read())
    except Refused as refusal:
        answer = {"refused": list(refusal.args)}
    except MemoryError:
        answer = {"refused": ["heavy"]}
    except Exception:  # whatever a library stumbles over, the file is not sound
        answer = {"refused": ["broken"]}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.writelines(made)


def _raise_walls(memory: int, seconds: int) -> None:
    walls = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: MOST_WRITTEN,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for wall, height in walls.items():
        resource.setrlimit(wall, (height, height))
    # Where the machine runs out of memory all the same, this process goes and not the portal.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
