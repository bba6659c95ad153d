"""One run of the bench: `./dev bench` starts it with a PostgreSQL server of its own.

Registers, addresses, the costs inside the process, then rounds of load: in every round each part of each register
once, in a new order, with a pause before each and the bare page right before and after it, so that what is divided by
each other was measured in the same seconds. The round with the middle cost counts.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType

from ocop_portal.ground.machine import Refusal, clean_environment
from tests.bench.council_run import CouncilBench
from tests.bench.lives import LAST_DAY
from tests.bench.load import CONNECTIONS, TooFew, drive, merged, warm_up
from tests.bench.machine import describe
from tests.bench.parts import BARE, COUNCIL_PARTS, ENOUGH_ROUNDS, PARTS, SIZES, Figures, Inside, Load, Part
from tests.bench.registers import CHECKOUT, Register, Shelf
from tests.bench.serving import HOST, Portal, portals, worker_count
from tests.bench.table import Results, Run, as_markdown, write_between_markers

SMALL, LARGE = SIZES
QUICK_LARGE = 20_000
BARE_PART = next(part for part in PARTS if part.key == BARE)
# nginx opens a connection for each request. Kept ones would stay with the worker that took them: often all eight with
# one of two, and the figures would say which.
FRESH_CONNECTIONS: Mapping[str, str] = {"Connection": "close"}
Pair = tuple[Load, Load]  # a part and the bare page beside it


@dataclass(frozen=True)
class Plan:
    """How long a run may take; how long each measuring lasts follows from what is left after the preparations."""

    minutes: float
    rounds: int
    pause: float
    longest: int
    sample: int  # requests of each part when looking inside the process
    before: float  # seconds that publishing, warming up and measuring slow pages again take, on average
    council: float  # seconds that a round takes in the council room
    parts: tuple[Part, ...] = PARTS

    def fit(self, spent: float, runs: int, aimed: int) -> tuple[int, int]:
        """How many rounds, and whole seconds of load for each measuring; fewer rounds in little time.

        The first round has that many runs, every other one only those that a target is for.
        """
        for rounds in range(self.rounds, 0, -1):
            measurings = runs + (rounds - 1) * aimed
            each = (self._end - spent - rounds * self.council) / measurings
            seconds = int(each - self.pause - self.before - 2 * BESIDE)
            if seconds >= SHORTEST:
                return rounds, min(self.longest, seconds)
        raise Refusal(
            f"The preparations took {spent / 60:.1f} of {self.minutes:g} minutes, and no round fits into the rest. "
            "The registers are kept: start the bench again."
        )

    def has_room(self, spent: float, round_took: float) -> bool:
        """Whether another round like the last one fits."""
        return spent + round_took <= self._end

    @property
    def _end(self) -> float:
        """When the last round should have ended: parts that are measured again need some time too."""
        return self.minutes * 60 * 0.95


BESIDE = 1  # second of the bare page right before a measuring, and another one right after
SHORTEST, LONGEST = 2, 60  # seconds of load
AIMED_AT = tuple(part for part in PARTS if part.targets or part.key == BARE)
FULL = Plan(minutes=20, rounds=ENOUGH_ROUNDS, pause=1.0, longest=6, sample=20, before=6.8, council=40)
QUICK = Plan(minutes=5, rounds=2, pause=0.5, longest=4, sample=10, before=2.2, council=20, parts=AIMED_AT)


class Bench:
    """One run."""

    def __init__(self, server: str, folder: Path, *, mark: str, quick: bool) -> None:
        self.folder, self.mark, self.quick = folder, mark, quick
        self.plan = QUICK if quick else FULL
        self.rounds = 0
        self.start = time.monotonic()
        self.environment = environment(folder / "files")
        self.shelf = Shelf(server, self.environment, folder / "programs.log")
        self.random = Random(20260101)
        self.loads: dict[tuple[int, str], list[Pair]] = {}
        self.needed: dict[tuple[int, str], int] = {}  # seconds, of parts that were found to be slow

    def run(self) -> str:
        """Measure everything and give the report."""
        registers = [self.shelf.take(size) for size in self._sizes()]
        self.shelf.run(registers[0].url, "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity", "0")
        inside = {register.size: self._prepare(register) for register in registers}
        council = CouncilBench(self.shelf, registers[0].url, self.folder / "council")
        council.prepare(self.plan.sample)
        with portals(registers, self.environment, self.folder, self.mark) as served:
            self._measure(served, council)
        found: Results = {
            key: _of_the_middle_round(pairs, *inside[key[0]][key[1]]) for key, pairs in self.loads.items()
        }
        words = describe(CHECKOUT, self.shelf.server_version(), worker_count())
        return as_markdown(found, Run(words, self.rounds, self._spent() / 60, self.plan.minutes), council.figures)

    def _sizes(self) -> list[int]:
        large = LARGE if not self.quick or self.shelf.has(LARGE) else QUICK_LARGE
        return [SMALL, large]

    def _prepare(self, register: Register) -> dict[str, tuple[Inside, Inside]]:
        """Write the addresses of a register and look inside the process."""
        self._say(f"Looking inside, {register.name} products")
        folder = str(self._addresses(register))
        self.shelf.run(register.url, "-m", "tests.bench.addresses", folder)
        lines = self.shelf.run(register.url, "-m", "tests.bench.inside", folder, str(self.plan.sample)).splitlines()
        seen = [json.loads(line) for line in lines if line.startswith("{")]
        return {row["part"]: (Inside(**row["inside"]), Inside(**row["bare"])) for row in seen}

    def _addresses(self, register: Register) -> Path:
        return self.folder / f"addresses-{register.size}"

    # ------------------------------------------------------------- load
    def _measure(self, served: list[Portal], council: CouncilBench) -> None:
        runs = [(portal, part) for portal in served for part in self.plan.parts]
        for portal, part in runs:  # the first use of a page compiles its templates
            self._touch(portal, part)
        aimed = [(portal, part) for portal, part in runs if part in AIMED_AT]
        rounds, seconds = self.plan.fit(self._spent(), len(runs), len(aimed))
        wanted, each = runs, 0.0  # seconds that a measuring took in the last round, the council room included
        while self.rounds < rounds and self.plan.has_room(self._spent(), each * len(wanted)):
            self._say(f"Round {self.rounds + 1} of {rounds}, {seconds} s for each of {len(wanted)} measurings")
            begun = self._spent()
            self._round(wanted, seconds)
            council.measure(served[0], self._one)
            self.rounds, each = self.rounds + 1, (self._spent() - begun) / len(wanted)
            wanted = aimed

    def _round(self, runs: list[tuple[Portal, Part]], seconds: int) -> None:
        for portal, part in self.random.sample(runs, len(runs)):
            time.sleep(self.plan.pause)
            pair = self._one(portal, part, seconds)
            self.loads.setdefault((portal.register.size, part.key), []).append(pair)

    def _touch(self, portal: Portal, part: Part) -> None:
        paths = self._file(portal, part).read_text().splitlines()[:4]
        for path in paths:
            status, _tag = portal.get(path, self._headers(portal, part))
            if status != 200:
                raise Refusal(f"{path} answered {status}.")

    def _one(self, portal: Portal, part: Part, seconds: int) -> Pair:
        """Measure one part; a slow page again, at least twice as long, until it gave as many answers as it must.

        The next round begins with the time that was enough.
        """
        key = (portal.register.size, part.key)
        while True:
            seconds = max(seconds, self.needed.get(key, 0))
            try:
                return self._drive(portal, part, seconds)
            except TooFew as few:
                if seconds == LONGEST:
                    raise
                self.needed[key] = min(LONGEST, max(few.seconds, 2 * seconds))

    def _drive(self, portal: Portal, part: Part, seconds: int) -> Pair:
        file, headers = self._file(portal, part), self._headers(portal, part)
        if part.fresh:
            portal.publisher.publish()
            self.random.shuffle(lines := file.read_text().splitlines())
            file = self.folder / "asked.txt"
            file.write_text("\n".join(lines) + "\n")
        elif part.tagged:
            file = self._with_tags(portal, file)
        elif not part.signed_in:
            warm_up(part, portal.base, file, headers)
        before = self._bare(portal)
        load = drive(part, portal.base, file, seconds, headers)
        # What was under way when the clock stopped is still being answered.
        time.sleep(max(2 * CONNECTIONS / load.rate, 1.5 * load.p99 / 1000))
        return load, merged([before, self._bare(portal)])

    def _bare(self, portal: Portal) -> Load:
        file = self._file(portal, BARE_PART)
        try:
            return drive(BARE_PART, portal.base, file, BESIDE, FRESH_CONNECTIONS)
        except TooFew:  # something else had the machine for that second; it is not the part that was slow
            return drive(BARE_PART, portal.base, file, 2 * BESIDE, FRESH_CONNECTIONS)

    def _with_tags(self, portal: Portal, file: Path) -> Path:
        """The addresses with the tags that their pages bear now."""
        lines = [f"{path}\t{portal.get(path)[1]}" for path in file.read_text().splitlines()]
        tagged = self.folder / "asked.txt"
        tagged.write_text("\n".join(lines) + "\n")
        return tagged

    def _file(self, portal: Portal, part: Part) -> Path:
        folder = self.folder / "council" if part in COUNCIL_PARTS else self._addresses(portal.register)
        return folder / f"{part.key}.txt"

    def _headers(self, portal: Portal, part: Part) -> Mapping[str, str]:
        if not part.signed_in:
            return FRESH_CONNECTIONS
        file = self._file(portal, part)
        cookie = file.with_name(f"cookie-{part.key}" if part in COUNCIL_PARTS else "cookie")
        return {**FRESH_CONNECTIONS, "Cookie": cookie.read_text()}

    def _spent(self) -> float:
        return time.monotonic() - self.start

    def _say(self, what: str) -> None:
        print(f"[{self._spent() / 60:4.1f} min] {what} ...", flush=True)


def _of_the_middle_round(pairs: list[Pair], inside: Inside, bare_inside: Inside) -> Figures:
    """The round with the middle cost; the dearer one of two."""
    rounds = sorted((Figures(load, inside, bare, bare_inside) for load, bare in pairs), key=lambda found: found.cost)
    return rounds[len(rounds) // 2]


def environment(files: Path) -> dict[str, str]:
    """The environment of a real server behind a proxy that speaks https to the world."""
    real = {
        "OCOP_MODE": "",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": HOST,
        "BEHIND_PROXY": "1",
        "OCOP_TODAY": LAST_DAY.isoformat(),
        "OCOP_DATA_DIR": str(files),
        "OCOP_RELEASE": "bench",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }
    kept = {name: value for name, value in clean_environment().items() if not name.startswith("OCOP_")}
    return {**kept, **real}


def _stop(number: int, frame: FrameType | None) -> None:
    for other in (signal.SIGINT, signal.SIGTERM):
        signal.signal(other, signal.SIG_IGN)  # what follows is the tidying up
    raise KeyboardInterrupt


def main() -> int:
    """The command line, as ./dev gives it."""
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("--server", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--mark", required=True, help="the name of the web servers, by which they are found")
    parser.add_argument("--quick", action="store_true")
    wishes = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        report = Bench(wishes.server, wishes.folder, mark=wishes.mark, quick=wishes.quick).run()
    except Refusal as refusal:
        sys.stderr.write(f"dev: {refusal}\n")
        return 2
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    print(f"\n{report}")
    if not wishes.quick:
        write_between_markers(CHECKOUT / "docs" / "performance.md", report)
        print("\nThe tables stand in docs/performance.md.")
    return 0


if __name__ == "__main__":
    os.chdir(CHECKOUT)
    sys.exit(main())
