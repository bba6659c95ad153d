"""The tables: every figure beside its ratio to the bare page and to the smaller register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tests.bench.parts import BARE, ENOUGH_ROUNDS, PARTS, SIZES, Figures, Part

# By size of the register and key of the part.
Results = dict[tuple[int, str], Figures]
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
# A figure's heading, its value, how it is written. Ratios of requests per second are ratios of cost, 1 ÷ the rate.
Column = tuple[str, Callable[[Figures], float], str]
COLUMNS: tuple[Column, ...] = (
    ("requests/s", lambda found: found.load.rate, ",.0f"),
    ("p50 ms", lambda found: found.load.p50, ",.1f"),
    ("p99 ms", lambda found: found.load.p99, ",.1f"),
    ("ms in process", lambda found: found.inside.milliseconds, ",.2f"),
    ("queries", lambda found: found.inside.queries, ",.0f"),
    ("bytes sent", lambda found: found.inside.sent, ",.0f"),
    ("bytes unpacked", lambda found: found.inside.plain, ",.0f"),
)


@dataclass(frozen=True)
class Run:
    """How a run went."""

    machine: str
    rounds: int
    minutes: float
    limit: float  # minutes

    def verdict(self, reached: bool) -> str:
        """Whether a target was reached; open after a few rounds, for machines drift."""
        if self.rounds < ENOUGH_ROUNDS:
            return f"open: {self.rounds} of {ENOUGH_ROUNDS} rounds"
        return _verdict(reached)


def as_markdown(found: Results, run: Run) -> str:
    """The report: targets first, then every figure of each register."""
    small, large = sorted({size for size, _key in found})
    lines = [
        f"{run.machine}. Best of {run.rounds} round{'s' * (run.rounds > 1)} in mixed order, idle between parts.",
        f"The run took {run.minutes:.1f} minutes (limit {run.limit:g}): {_verdict(run.minutes <= run.limit)}.",
        "",
        "### Cost in bare pages, beside what it should be",
        "",
        *_targets(found, run, (small, large)),
        "",
    ]
    for size in (small, large):
        beside = "to the bare page" + (f" / to the register of {small:,}" if size == large else "")
        lines += [f"### {size:,} products: each figure and its ratio {beside}", "", *_figures(found, size, small), ""]
    return "\n".join(lines).rstrip()


def cost(found: Results, size: int, part: Part) -> float:
    """What a request costs in bare pages of the same register."""
    return found[size, BARE].load.rate / found[size, part.key].load.rate


def _targets(found: Results, run: Run, sizes: tuple[int, int]) -> list[str]:
    rows = [["", *chain.from_iterable([f"{size:,}", "should be", ""] for size in sizes)]]
    for part in PARTS:
        costs = [cost(found, size, part) for size in sizes]
        rows.append([part.title, *_beside(run, sizes, costs, part.targets, ".2f")])
        if part.most_queries is not None:
            most = [found[size, part.key].inside.most_queries for size in sizes]
            allowed = (part.most_queries, part.most_queries)
            rows.append([f"{part.title}: queries at most", *_beside(run, sizes, most, allowed, "d")])
    return _markdown(rows)


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
    for part in PARTS:
        asked = f"{found[size, part.key].load.addresses:,}"
        rows.append([part.title, asked, *(_cell(found, size, small, part, column) for column in COLUMNS)])
    return _markdown(rows)


def _cell(found: Results, size: int, small: int, part: Part, column: Column) -> str:
    """A figure, its ratio to the bare page and, for the larger register, to the smaller one."""
    _heading, value, form = column
    here = value(found[size, part.key])
    others = [value(found[size, BARE])] + ([value(found[small, part.key])] if size != small else [])
    turned = column is COLUMNS[0]
    ratios = [_ratio(other, here) if turned else _ratio(here, other) for other in others]
    return f"{here:{form}} · {' / '.join(ratios)}"


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}" if other else "–"


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
