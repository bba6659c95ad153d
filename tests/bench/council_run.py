"""Measuring the council room: two pages, forty members who save at once, the closing of a large round."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median_low
from typing import Any

from ocop_portal.ground.machine import Refusal
from tests.bench.parts import COUNCIL_PARTS, Inside, Load, Part
from tests.bench.registers import Shelf
from tests.bench.saving import Save, Saving, save_at_once
from tests.bench.serving import Portal

PROGRAM = "tests.bench.council_inside"
SECONDS = 3  # of load for each page, in each round
Drive = Callable[[Portal, Part, int], tuple[Load, Load]]


@dataclass(frozen=True)
class Closing:
    """How long reading the lines of the large round once took, and closing its scoring."""

    lines: int
    results: int
    reading: float  # seconds
    closing: float

    @property
    def readings(self) -> float:
        """The closing in readings."""
        return self.closing / self.reading


@dataclass
class CouncilFigures:
    """All that was measured of the council room."""

    inside: dict[str, tuple[Inside, Inside]] = field(default_factory=dict)
    loads: dict[str, list[tuple[Load, Load]]] = field(default_factory=dict)
    savings: list[Saving] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    arrived: int = 0

    def cost(self, key: str) -> float:
        """Of a page, in bare pages: the round in the middle."""
        return median_low(bare.rate / load.rate for load, bare in self.loads[key])

    @property
    def saving(self) -> Saving:
        """The round in the middle by how far its slow saves are from the usual ones."""
        return sorted(self.savings, key=lambda saving: saving.p99 / saving.p50)[(len(self.savings) - 1) // 2]

    @property
    def closing(self) -> Closing:
        """The round in the middle."""
        return sorted(self.closings, key=lambda closing: closing.readings)[(len(self.closings) - 1) // 2]


class CouncilBench:
    """The council room of one register through a run."""

    def __init__(self, shelf: Shelf, portal_url: str, folder: Path) -> None:
        self.shelf, self.url, self.folder = shelf, portal_url, folder
        self.figures = CouncilFigures()

    def prepare(self, sample: int) -> None:
        """Write what is asked, and look inside the process."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for row in self._run("prepare", str(sample)):
            self.figures.inside[row["part"]] = (Inside(**row["inside"]), Inside(**row["bare"]))

    def measure(self, portal: Portal, drive: Drive) -> None:
        """One round of everything."""
        for part in COUNCIL_PARTS:
            self.figures.loads.setdefault(part.key, []).append(drive(portal, part, SECONDS))
        turns = json.loads((self.folder / "saves.json").read_text())
        members = [[Save(**save) for save in saves] for saves in turns[len(self.figures.savings)]]
        self.figures.savings.append(save_at_once(portal.port, members))
        self.figures.arrived = self._run("saved")[0]["saved"]
        self.figures.closings.append(Closing(**self._run("close")[0]))

    def _run(self, *words: str) -> list[dict[str, Any]]:
        said = self.shelf.run(self.url, "-m", PROGRAM, str(self.folder), *words)
        rows = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
        if not rows:
            raise Refusal(f"{PROGRAM} {words[0]} said nothing.")
        return rows
