"""What machine the figures are from."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path


def describe(postgresql: str, workers: int) -> str:
    """One line: day, processors, memory, versions, workers."""
    cores = len(os.sched_getaffinity(0))
    return (
        f"{date.today()}, {cores} cores ({_processor()}), {_memory()} GB of memory, "
        f"PostgreSQL {postgresql} on the same machine, Python {platform.python_version()}, "
        f"gunicorn with {workers} workers of 4 threads"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> int:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return round(pages * size / 1024**3)
