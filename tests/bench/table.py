"""The tables: every figure beside its ratio to the bare page and to the smaller register."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.bench.parts import BARE, PARTS, Figures, Part

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


def as_markdown(found: Results, *, machine: str, rounds: int, minutes: float) -> str:
    """The report: targets first, then every figure of each register."""
    small, large = sorted({size for size, _key in found})
    lines = [
        f"{machine}. Best of {rounds} rounds in mixed order, idle between parts; the run took {minutes:.0f} minutes.",
        "",
        "### Cost in bare pages, beside what it should be",
        "",
        *_targets(found, small, large),
        "",
    ]
    for size in (small, large):
        beside = "to the bare page" + (f" / to the register of {small:,}" if size == large else "")
        lines += [f"### {size:,} products: each figure and its ratio {beside}", "", *_figures(found, size, small), ""]
    return "\n".join(lines).rstrip()


def cost(found: Results, size: int, part: Part) -> float:
    """What a request costs in bare pages of the same register."""
    return found[size, BARE].load.rate / found[size, part.key].load.rate


def _targets(found: Results, small: int, large: int) -> list[str]:
    rows = [["", f"{small:,}", "should be", "", f"{large:,}", "should be", ""]]
    for part in PARTS:
        row = [part.title]
        for size, target in zip((small, large), part.targets or (None, None), strict=True):
            ratio = cost(found, size, part)
            row += [f"{ratio:.2f}", *(["", ""] if target is None else [f"≤ {target:g}", _verdict(ratio <= target)])]
        rows.append(row)
        if part.most_queries is not None:
            rows.append(_queries_row(found, part, small, large))
    return _markdown(rows)


def _queries_row(found: Results, part: Part, small: int, large: int) -> list[str]:
    row = [f"{part.title}: queries at most"]
    for size in (small, large):
        most, allowed = found[size, part.key].inside.most_queries, part.most_queries or 0
        row += [str(most), f"≤ {allowed}", _verdict(most <= allowed)]
    return row


def _verdict(reached: bool) -> str:
    return "reached" if reached else "**missed**"


def _figures(found: Results, size: int, small: int) -> list[str]:
    rows = [["", *(heading for heading, _value, _form in COLUMNS)]]
    for part in PARTS:
        rows.append([part.title, *(_cell(found, size, small, part, column) for column in COLUMNS)])
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
