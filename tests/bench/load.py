"""Driving load with wrk (Debian's package) and reading what it says."""

from __future__ import annotations

import json
import math
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from ocop_portal.ground.machine import Refusal
from tests.bench.parts import Load, Part

SCRIPT = Path(__file__).with_name("load.lua")
CONNECTIONS = 8
WARM_UP_SECONDS = 40  # at most
FEWEST = 2 * CONNECTIONS  # with fewer answers a rate means little
# Every part alike: what a browser behind nginx sends.
HEADERS = {"Accept-Encoding": "gzip", "X-Forwarded-Proto": "https", "User-Agent": "ocop-bench"}


class TooFew(Refusal):
    """A page so slow that it has to be measured for longer: at this rate for so many seconds."""

    def __init__(self, words: str, seconds: int) -> None:
        super().__init__(words)
        self.seconds = seconds


def drive(part: Part, base: str, addresses: Path, seconds: int, more_headers: Mapping[str, str]) -> Load:
    """Ask for a part's addresses for some seconds over eight connections; TooFew for too few answers."""
    said = _run_wrk(part, base, addresses, seconds, more_headers)
    return read_load(part, said, _count_of(addresses))


def _count_of(addresses: Path) -> int:
    return len(addresses.read_text().splitlines())


def merged(loads: Sequence[Load]) -> Load:
    """Several short loads of the same address as one."""
    requests, seconds = sum(load.requests for load in loads), sum(load.seconds for load in loads)
    return Load(requests, loads[0].addresses, seconds, fmean(x.p50 for x in loads), fmean(x.p99 for x in loads))


def warm_up(part: Part, base: str, addresses: Path, more_headers: Mapping[str, str]) -> None:
    """Ask unmeasured until each address was asked eight times: then all workers keep nearly all of them."""
    wanted = 8 * _count_of(addresses)
    end = time.monotonic() + WARM_UP_SECONDS
    while wanted > 0 and time.monotonic() < end:
        seen = _last_line(_run_wrk(part, base, addresses, 1, more_headers))
        _refuse_wrong(part, seen)
        wanted -= seen["requests"]


def _run_wrk(part: Part, base: str, addresses: Path, seconds: int, more_headers: Mapping[str, str]) -> str:
    headers = [word for name, value in {**HEADERS, **more_headers}.items() for word in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", *headers]
    command += ["-s", str(SCRIPT), base, "--", str(addresses), "once" if part.fresh else "over-and-over"]
    done = subprocess.run([*command, str(part.status)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise Refusal(f"wrk ended with status {done.returncode} at “{part.title}”: {done.stdout.strip()[-500:]}")
    return done.stdout


def _last_line(said: str) -> dict[str, Any]:
    seen: dict[str, Any] = json.loads(said.strip().rpartition("\n")[2])
    return seen


def _refuse_wrong(part: Part, seen: Mapping[str, Any]) -> None:
    """A bench with a single wrong answer is none."""
    if seen["wrong"] or seen["broken"]:
        raise Refusal(
            f"“{part.title}”: {seen['wrong']} of {seen['requests']} answers were not {part.status} "
            f"(the first was {seen['first_wrong'] or 'none'}), {seen['broken']} connections broke."
        )


def read_load(part: Part, said: str, addresses: int) -> Load:
    """The figures of wrk's last line; an address comes again only after all of the file."""
    seen = _last_line(said)
    _refuse_wrong(part, seen)
    requests, seconds, fewest = seen["requests"], seen["seconds"], max(FEWEST, part.fewest)
    if requests < fewest:
        needed = math.ceil(1.3 * seconds * fewest / requests) if requests else 0
        words = f"only {requests} answers in {seconds:.0f} s where {fewest} are needed"
        raise TooFew(f"“{part.title}”: {words}; is this machine busy with something else?", needed)
    return Load(requests, min(requests, addresses), seconds, seen["p50"], seen["p99"])
