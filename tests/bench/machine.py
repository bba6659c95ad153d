"""What machine the figures are from."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import date
from pathlib import Path


def describe(checkout: Path, postgresql: str, workers: int) -> str:
    """One line: day, commit, processors, memory, versions, workers."""
    cores = len(os.sched_getaffinity(0))
    return (
        f"{date.today()}, {commit_of(checkout)}, {cores} cores ({_processor()}), {_memory()} GB of memory, "
        f"PostgreSQL {postgresql} on the same machine, Python {platform.python_version()}, "
        f"gunicorn with {workers} workers of 4 threads"
    )


def commit_of(checkout: Path) -> str:
    """The short hash of what is measured, marked when files differ from it."""
    describe_head = ["git", "describe", "--always", "--abbrev=7", "--exclude=*", "--dirty= with changes"]
    try:
        done = subprocess.run(describe_head, cwd=checkout, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):  # no git, or not in its keeping
        return "unknown commit"
    return f"commit {done.stdout.strip()}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> int:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return round(pages * size / 1024**3)
