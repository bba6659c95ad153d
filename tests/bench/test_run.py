"""How a bench goes: rounds in mixed order, idle between parts, the bare page beside each, the middle cost counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ocop_portal.ground.machine import Refusal
from tests.bench.load import TooFew
from tests.bench.parts import PARTS, SIZES, Load, Part
from tests.bench.registers import Register, Shelf
from tests.bench.run import AIMED_AT, BESIDE, FULL, QUICK, Bench
from tests.bench.test_table import council

pytestmark = pytest.mark.slow

RUNS = {(size, part.key) for size in SIZES for part in PARTS}
AIMED = {(size, part.key) for size in SIZES for part in AIMED_AT}
HELD = 1 + sum(part.targets is not None for part in PARTS)
OF_THE_COUNCIL = 2 + 1 + 3 + 1  # the sheet's queries and cost, the meeting's queries, saving, closing
PART = {part.key: part for part in PARTS}
INSIDE = {"milliseconds": 2.0, "queries": 1, "most_queries": 1, "sent": 1000, "plain": 10_000}


# ------------------------------------------------------------------ the time that a run may take
def numbers(plan):
    """How many runs a first round has, and how many every other one."""
    return 2 * len(plan.parts), 2 * len(AIMED_AT)


@pytest.mark.parametrize(
    ("plan", "spent", "fitted"),
    [
        (FULL, 0, (3, 5)),
        (FULL, 144, (3, 3)),
        (FULL, 200, (3, 2)),
        (FULL, 400, (2, 3)),
        (FULL, 600, (1, 6)),
        (FULL, 700, (1, 3)),
        (QUICK, 0, (2, 2)),
        (QUICK, 110, (1, 3)),
    ],
)
def test_what_fits_into_the_time_that_is_left(plan, spent, fitted):
    assert plan.fit(spent, *numbers(plan)) == fitted


@pytest.mark.parametrize("plan", [FULL, QUICK], ids=["full", "quick"])
def test_whatever_was_spent_before_the_run_ends_in_time_or_does_not_begin(plan):
    limit, (runs, aimed) = plan.minutes * 60, numbers(plan)
    refused = 0
    for spent in range(int(limit) + 60):
        try:
            rounds, seconds = plan.fit(spent, runs, aimed)
        except Refusal:
            refused += 1
            continue
        assert refused == 0  # once there is no time there is none later
        assert seconds >= 2
        measuring = seconds + plan.pause + plan.before + 2 * BESIDE
        assert spent + (runs + (rounds - 1) * aimed) * measuring + rounds * plan.council <= 0.95 * limit
    assert refused > 60


def test_a_run_without_time_for_a_round_says_what_to_do():
    with pytest.raises(Refusal) as refused:
        QUICK.fit(240, *numbers(QUICK))
    assert str(refused.value) == (
        "The preparations took 4.0 of 5 minutes, and no round fits into the rest. "
        "The registers are kept: start the bench again."
    )


# ------------------------------------------------------------------ a run with everything outside made up
class World:
    """Clock, portals and load generator of a run; notes what happens in it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.events: list[tuple[object, ...]] = []
        self.councils: list[tuple[object, ...]] = []
        self.asked: list[tuple[Part, int, list[str], dict[str, str]]] = []
        self.took = 0.0  # seconds that each measuring takes besides the load
        self.slow: Counter[tuple[int, str]] = Counter()  # how many more times a part gives too few answers
        self.needed = 14  # seconds that enough answers would take, as it seems then

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if seconds >= 0.1:  # not the wait for what is still under way
            self.events.append(("pause", seconds))

    def drive(self, part: Part, base: str, file: Path, seconds: int, headers: dict[str, str]) -> Load:
        """Each time that a part is measured it gives a little less; the bare page beside it gives always the same."""
        key = (int(base), part.key)
        self.now += seconds
        if part.key == "bare" and seconds == BESIDE:
            self.events.append(("beside", int(base)))
            return Load(800, 1, seconds, 4.0, 8.0)
        self.now += self.took
        self.events.append(("load", *key, seconds))
        self.asked.append((part, int(base), file.read_text().splitlines(), dict(headers)))
        if self.slow[key]:
            self.slow[key] -= 1
            raise TooFew("too few", self.needed)
        turn = sum(event[:3] == ("load", *key) for event in self.events)
        rate = {"bare": 820}.get(part.key, 410) - 10 * turn
        return Load(rate * seconds, 700, seconds, 5.0, 9.0)

    def warm_up(self, part: Part, base: str, file: Path, headers: dict[str, str]) -> None:
        self.events.append(("warm", int(base), part.key))

    @contextmanager
    def portals(self, registers: list[Register], *_more: object) -> Iterator[list[FakePortal]]:
        yield [FakePortal(register, self) for register in registers]

    def loads(self) -> list[tuple[object, ...]]:
        return [event[1:3] for event in self.events if event[0] == "load"]


class FakePortal:
    """A portal that answers everything and publishes by taking note of it."""

    def __init__(self, register: Register, world: World) -> None:
        self.register, self.world, self.base = register, world, str(register.size)
        self.publisher = self

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
        return 200, f"tag of {path}"

    def publish(self) -> None:
        self.world.events.append(("publish", self.register.size))


class FakeCouncilBench:
    """A council room that takes its time and gives always the same."""

    world: World

    def __init__(self, shelf: Shelf, url: str, folder: Path) -> None:
        self.figures, self.url = council(), url

    def prepare(self, sample: int) -> None:
        self.world.councils.append((self.url, sample))

    def measure(self, portal: FakePortal, drive: object) -> None:
        self.world.now += 30
        self.world.councils.append((portal.register.size, drive.__name__))  # type: ignore[attr-defined]


class FakeShelf(Shelf):
    """Registers of the wanted sizes without a database."""

    samples: list[str] = []

    def has(self, size: int) -> bool:
        return False

    def take(self, size: int) -> Register:
        return Register(size, f"postgresql:///{size}")

    def run(self, url: str, *words: str) -> str:
        if words[1] == "tests.bench.addresses":
            folder = Path(words[2])
            folder.mkdir()
            for part in PARTS:
                (folder / f"{part.key}.txt").write_text("".join(f"/{part.key}/{number}\n" for number in range(9)))
            (folder / "cookie").write_text("id=1")
        if words[1] != "tests.bench.inside":
            return ""
        self.samples.append(words[3])
        return "".join(json.dumps({"part": part.key, "inside": INSIDE, "bare": INSIDE}) + "\n" for part in PARTS)

    def server_version(self) -> str:
        return "18.6"


@pytest.fixture
def world(monkeypatch):
    world = World()
    for name, fake in (("time", world), ("drive", world.drive), ("warm_up", world.warm_up), ("Shelf", FakeShelf)):
        monkeypatch.setattr(f"tests.bench.run.{name}", fake)
    monkeypatch.setattr("tests.bench.run.portals", world.portals)
    monkeypatch.setattr(FakeShelf, "samples", [])
    monkeypatch.setattr(FakeCouncilBench, "world", world, raising=False)
    monkeypatch.setattr("tests.bench.run.CouncilBench", FakeCouncilBench)
    return world


def report(tmp_path: Path, *, quick: bool = False) -> list[str]:
    return Bench("postgresql:///none", tmp_path, mark="none", quick=quick).run().splitlines()


def test_a_part_with_a_target_once_in_each_round_in_another_order_and_the_rest_in_the_first(world, tmp_path):
    report(tmp_path)
    loads = world.loads()
    later = len(RUNS) + len(AIMED)
    rounds = [loads[: len(RUNS)], loads[len(RUNS) : later], loads[later:]]
    assert [set(order) for order in rounds] == [RUNS, AIMED, AIMED]
    assert [len(order) for order in rounds] == [len(RUNS), len(AIMED), len(AIMED)]
    assert rounds[1] != rounds[2]


def test_the_council_room_once_in_each_round(world, tmp_path):
    report(tmp_path)
    assert world.councils == [("postgresql:///3000", FULL.sample), *[(3000, "_one")] * 3]


def test_a_pause_before_each_part_a_publication_before_what_is_to_be_cold_the_bare_page_on_both_sides(world, tmp_path):
    report(tmp_path)
    before: list[tuple[object, ...]] = []
    previous = None
    for event in world.events:
        if event[0] != "load":
            before.append(event)
            continue
        _load, size, key, seconds = event
        expected: list[tuple[object, ...]] = [("pause", FULL.pause)]
        if PART[key].fresh:
            expected.append(("publish", size))
        elif not (PART[key].tagged or PART[key].signed_in):
            expected.append(("warm", size, key))
        expected.append(("beside", size))
        assert (before[-len(expected) :], seconds) == (expected, 5), event
        after = before[: -len(expected)]
        assert after == ([("beside", previous)] if previous else [])
        before, previous = [], size
    assert before == [("beside", previous)]


def test_what_is_asked(world, tmp_path):
    report(tmp_path)
    orders: dict[tuple[int, str], list[list[str]]] = {}
    for part, size, lines, headers in world.asked:
        assert headers == {"Connection": "close"} | ({"Cookie": "id=1"} if part.signed_in else {})
        paths = [f"/{part.key}/{number}" for number in range(9)]
        if part.tagged:
            paths = [f"{path}\ttag of {path}" for path in paths]
        assert sorted(lines) == paths
        orders.setdefault((size, part.key), []).append(lines)
    for run in AIMED:
        asked = orders[run]
        assert (asked[0] != asked[1]) is PART[run[1]].fresh, run


def test_the_middle_cost_counts(world, tmp_path):
    lines = report(tmp_path)
    assert lines[1] == f"The run took {world.now / 60:.1f} minutes (limit 20): reached."
    rows = [line.split("|") for line in lines if line.startswith("| product, cold ")]
    # 400, 390 and 380 of the three rounds beside 800 of the bare page each time
    assert [row[2].strip() for row in rows] == ["2.05", "700", "700"]
    assert [row[3].strip() for row in rows[1:]] == ["390 · 2.05", "390 · 2.05 / 1.00"]


def times_of(world: World, size: int, key: str) -> list[object]:
    """The seconds of load that a part was measured for."""
    return [event[3] for event in world.events if event[:3] == ("load", size, key)]


def test_a_slow_part_is_published_and_measured_again_for_as_long_as_it_needs(world, tmp_path):
    world.slow[3000, "search"] = 2
    report(tmp_path)
    assert times_of(world, 3000, "search") == [5, 14, 28, 28, 28]
    place = world.events.index(("load", 3000, "search", 5))
    assert world.events[place - 2 : place + 7 : 3] == [("publish", 3000)] * 3


def test_a_part_that_never_gives_enough_answers_ends_the_bench(world, tmp_path):
    world.slow[3000, "search"] = 100
    with pytest.raises(Refusal, match="too few"):
        report(tmp_path)
    assert times_of(world, 3000, "search") == [5, 14, 28, 56, 60]


def test_no_round_begins_that_would_end_too_late(world, tmp_path):
    world.took = 22.0
    lines = report(tmp_path)
    assert len(world.loads()) == len(RUNS)
    assert world.now <= 20 * 60
    assert lines[0].endswith("One round in mixed order, idle between parts, the bare page right beside each.")
    assert sum("open: 1 of 3 rounds" in line for line in lines) == HELD + OF_THE_COUNCIL


def test_two_rounds_are_no_verdict(world, tmp_path):
    world.took = 14.0
    lines = report(tmp_path)
    assert len(world.loads()) == len(RUNS) + len(AIMED)
    assert world.now <= 20 * 60
    assert lines[0].endswith("Middle of 2 rounds in mixed order, idle between parts, the bare page right beside each.")
    assert sum("open: 2 of 3 rounds" in line for line in lines) == HELD + OF_THE_COUNCIL


def test_a_quick_look_is_shorter_everywhere(world, tmp_path):
    lines = report(tmp_path, quick=True)
    assert {key for _size, key in world.loads()} == {"bare"} | {part.key for part in PARTS if part.targets}
    assert FakeShelf.samples == ["10", "10"]
    assert {event[1:2] for event in world.events if event[0] == "pause"} == {(QUICK.pause,)}
    assert "| 3,000 | should be |" in lines[5]
    assert "| 20,000 | should be |" in lines[5]
    assert world.now <= 5 * 60
