"""The tables: every figure beside its ratio to the bare page and to the smaller register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tests.bench.council_run import CouncilFigures
from tests.bench.parts import COUNCIL_PARTS, ENOUGH_ROUNDS, PARTS, SIZES, Figures, Inside, Load, Part

# By size of the register and key of the part.
Results = dict[tuple[int, str], Figures]
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
# A figure's heading, its value, how it is written. Ratios of requests per second are ratios of cost, 1 ÷ the rate.
Column = tuple[str, Callable[[Load, Inside], float], str]
COLUMNS: tuple[Column, ...] = (
    ("requests/s", lambda load, _inside: load.rate, ",.0f"),
    ("p50 ms", lambda load, _inside: load.p50, ",.1f"),
    ("p99 ms", lambda load, _inside: load.p99, ",.1f"),
    ("ms in process", lambda _load, inside: inside.milliseconds, ",.2f"),
    ("queries", lambda _load, inside: inside.queries, ",.0f"),
    ("bytes sent", lambda _load, inside: inside.sent, ",.0f"),
    ("bytes unpacked", lambda _load, inside: inside.plain, ",.0f"),
)


@dataclass(frozen=True)
class Run:
    """How a run went."""

    machine: str
    rounds: int
    minutes: float
    limit: float  # minutes

    @property
    def words(self) -> str:
        """How the figures were come by."""
        rounds = f"Middle of {self.rounds} rounds" if self.rounds > 1 else "One round"
        return f"{rounds} in mixed order, idle between parts, the bare page right beside each"

    def verdict(self, reached: bool) -> str:
        """Whether a target was reached; open after a few rounds, for machines drift."""
        if self.rounds < ENOUGH_ROUNDS:
            return f"open: {self.rounds} of {ENOUGH_ROUNDS} rounds"
        return _verdict(reached)


def as_markdown(found: Results, run: Run, council: CouncilFigures) -> str:
    """The report: targets first, then every figure of each register."""
    small, large = sorted({size for size, _key in found})
    lines = [
        f"{run.machine}. {run.words}.",
        f"The run took {run.minutes:.1f} minutes (limit {run.limit:g}): {_verdict(run.minutes <= run.limit)}.",
        "",
        "### Cost in bare pages, beside what it should be",
        "",
        *_targets(found, run, (small, large)),
        "",
        f"### The council room, beside the register of {small:,}",
        "",
        *_council(council, run),
        "",
    ]
    for size in (small, large):
        beside = "to the bare page" + (f" / to the register of {small:,}" if size == large else "")
        lines += [f"### {size:,} products: each figure and its ratio {beside}", "", *_figures(found, size, small), ""]
    return "\n".join(lines).rstrip()


def _targets(found: Results, run: Run, sizes: tuple[int, int]) -> list[str]:
    rows = [["", *chain.from_iterable([f"{size:,}", "should be", ""] for size in sizes)]]
    for part in _measured(found):
        costs = [found[size, part.key].cost for size in sizes]
        rows.append([part.title, *_beside(run, sizes, costs, part.targets, ".2f")])
        if part.most_queries is not None:
            most = [found[size, part.key].inside.most_queries for size in sizes]
            allowed = (part.most_queries, part.most_queries)
            rows.append([f"{part.title}: queries at most", *_beside(run, sizes, most, allowed, "d")])
    return _markdown(rows)


def _council(council: CouncilFigures, run: Run) -> list[str]:
    """What a council's members and meetings wait for."""
    rows = [["", "", "should be", ""]]
    for part in COUNCIL_PARTS:
        inside, beside = council.inside[part.key]
        rows.append(_held(run, f"{part.title}: queries at most", inside.most_queries, part.most_queries, "d"))
        target = part.targets[0] if part.targets else None
        rows.append(_held(run, f"{part.title}: cost in bare pages", council.cost(part.key), target, ".2f"))
        words = f"{inside.milliseconds:.2f} · {inside.milliseconds / beside.milliseconds:.2f}"
        rows.append([f"{part.title}: ms in process · in bare pages", words, "", ""])
    saving, closing = council.saving, council.closing
    asked, errors = sum(each.asked for each in council.savings), sum(len(each.errors) for each in council.savings)
    rows += [
        _held(run, f"40 members save at once: saves lost of {asked:,}", asked - council.arrived, 0, "d"),
        _held(run, "the same: errors", errors, 0, "d"),
        _held(run, "the same: p99 in p50", saving.p99 / saving.p50, 5, ".2f"),
        ["the same: p50 / p99 ms", f"{saving.p50:,.0f} / {saving.p99:,.0f}", "", ""],
        _held(run, f"closing {closing.results} dossiers, in readings of their lines", closing.readings, 5, ".2f"),
        [f"reading {closing.lines:,} lines / closing, ms", _both(closing.reading, closing.closing), "", ""],
    ]
    return _markdown(rows)


def _held(run: Run, title: str, value: float, target: float | None, form: str) -> list[str]:
    """A figure, its target and the verdict."""
    verdict = ["", ""] if target is None else [f"≤ {target:g}", run.verdict(value <= target)]
    return [title, f"{value:{form}}", *verdict]


def _both(reading: float, closing: float) -> str:
    return f"{reading * 1000:,.0f} / {closing * 1000:,.0f}"


def _measured(found: Results) -> list[Part]:
    """The parts that this run measured, in their order."""
    return [part for part in PARTS if any(key == part.key for _size, key in found)]


def _beside(
    run: Run, sizes: tuple[int, int], values: Sequence[float], targets: tuple[float, float] | None, form: str
) -> Iterator[str]:
    """Each value, its target and the verdict; a register of another size than the target's has neither."""
    for size, meant, value, target in zip(sizes, SIZES, values, targets or (None, None), strict=True):
        yield f"{value:{form}}"
        yield from ("", "") if target is None or size != meant else (f"≤ {target:g}", run.verdict(value <= target))


def _verdict(reached: bool) -> str:
    return "reached" if reached else "**missed**"


def _figures(found: Results, size: int, small: int) -> list[str]:
    rows = [["", "addresses", *(heading for heading, _value, _form in COLUMNS)]]
    for part in _measured(found):
        asked = f"{found[size, part.key].load.addresses:,}"
        smaller = found[small, part.key] if size != small else None
        rows.append([part.title, asked, *(_cell(found[size, part.key], smaller, column) for column in COLUMNS)])
    return _markdown(rows)


def _cell(here: Figures, smaller: Figures | None, column: Column) -> str:
    """A figure, its ratio to the bare page and, for the larger register, how often that of the smaller one it is."""
    _heading, value, form = column
    ratios = [_ratio(found, column) for found in (here, smaller) if found]
    words = [f"{ratio:.2f}" for ratio in ratios[:1]]
    words += [f"{ratios[0] / ratio:.2f}" if ratio else "–" for ratio in ratios[1:]]
    return f"{value(here.load, here.inside):{form}} · {' / '.join(words)}"


def _ratio(found: Figures, column: Column) -> float:
    """How a figure stands to that of the bare page; 0 where the bare page has none."""
    _heading, value, _form = column
    one, bare = value(found.load, found.inside), value(found.bare_load, found.bare_inside)
    if column is COLUMNS[0]:
        return bare / one
    return one / bare if bare else 0.0


def _markdown(rows: list[list[str]]) -> list[str]:
    """A table with its figures to the right, its columns as wide as they must be."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| "
        + " | ".join(
            _aligned(text, width, column) for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        + " |"
        for row in rows
    ]
    rule = ["-" * widths[0], *("-" * (max(width, 2) - 1) + ":" for width in widths[1:])]
    return [lines[0], "| " + " | ".join(rule) + " |", *lines[1:]]


def _aligned(text: str, width: int, column: int) -> str:
    return text.rjust(width) if column else text.ljust(width)


def write_between_markers(file: Path, report: str) -> None:
    """Put the report between the file's markers; the rest of the file stays."""
    text = file.read_text(encoding="utf-8")
    before, found, rest = text.partition(BEGIN)
    _old, found_end, after = rest.partition(END)
    if not found or not found_end:
        raise ValueError(f"{file} lacks the markers {BEGIN} and {END}.")
    file.write_text(f"{before}{BEGIN}\n\n{report}\n\n{END}{after}", encoding="utf-8")
