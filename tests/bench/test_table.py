"""The tables say what was measured, each figure beside its ratios, and stand between the markers."""

from dataclasses import replace

import pytest

from tests.bench.council_run import Closing, CouncilFigures
from tests.bench.parts import COUNCIL_PARTS, PARTS, Figures, Inside, Load
from tests.bench.saving import Saving
from tests.bench.table import Run, as_markdown, write_between_markers

pytestmark = pytest.mark.slow

RUN = Run(machine="a machine", rounds=3, minutes=17.4, limit=20)


def loaded(rate: float) -> Load:
    return Load(requests=int(rate * 2), addresses=1200, seconds=2.0, p50=8000 / rate, p99=16000 / rate)


def figures(
    rate: float, bare: float, *, milliseconds: float = 2.0, queries: int = 1, most: int = 1, sent: int = 1000
) -> Figures:
    """A part that gave so many pages a second while the bare page gave that many."""
    inside = Inside(milliseconds, queries, most, sent, 10 * sent)
    return Figures(loaded(rate), inside, loaded(bare), Inside(2.0, 1, 1, 1000, 10_000))


@pytest.fixture
def found():
    results = {(size, part.key): figures(400, 800) for size in (3000, 100_000) for part in PARTS}
    results[3000, "bare"] = figures(800, 800)
    results[3000, "filters-cold"] = figures(320, 800, milliseconds=5, queries=4, sent=8000)
    results[3000, "repeated"] = figures(2000, 800, sent=0)
    results[100_000, "bare"] = figures(612, 600)
    results[100_000, "filters-cold"] = figures(75, 750, milliseconds=30, queries=6, sent=9000)
    results[100_000, "repeated"] = figures(2000, 800, queries=1, most=2, sent=0)
    return results


def council(*, arrived: int = 1200, errors: tuple[str, ...] = (), p99: float = 800.0, closing: float = 2.0):
    """Three rounds of the council room; the middle ones count."""
    inside = (Inside(12.0, 11, 12, 9000, 90_000), Inside(4.0, 1, 1, 1000, 10_000))
    pairs = [(loaded(rate), loaded(800)) for rate in (200, 320, 400)]
    return CouncilFigures(
        inside={part.key: inside for part in COUNCIL_PARTS},
        loads={part.key: pairs for part in COUNCIL_PARTS},
        savings=[Saving(400, errors, 200.0, worst) for worst in (300.0, p99, 5000.0)],
        closings=[Closing(44_880, 120, 0.5, seconds) for seconds in (closing, 0.5, 9.0)],
        arrived=arrived,
    )


def report(found, run: Run = RUN, **more: object) -> list[str]:
    return as_markdown(found, run, council(**more)).splitlines()


@pytest.fixture
def lines(found):
    return report(found)


def cells(lines: list[str], start: str, occurrence: int = 0) -> list[str]:
    line = [line for line in lines if line.startswith(f"| {start}")][occurrence]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_it_says_what_was_done(lines):
    assert lines[:2] == [
        "a machine. Middle of 3 rounds in mixed order, idle between parts, the bare page right beside each.",
        "The run took 17.4 minutes (limit 20): reached.",
    ]
    assert [line for line in lines if line.startswith("#")] == [
        "### Cost in bare pages, beside what it should be",
        "### The council room, beside the register of 3,000",
        "### 3,000 products: each figure and its ratio to the bare page",
        "### 100,000 products: each figure and its ratio to the bare page / to the register of 3,000",
    ]


def test_costs_beside_their_targets(lines):
    name = "catalogue with all counts, varied filters, cold"
    assert cells(lines, name) == [name, "2.50", "≤ 2.5", "reached", "10.00", "≤ 8", "**missed**"]
    assert cells(lines, "bare page") == ["bare page", "1.00", "", "", "0.98", "", ""]
    assert cells(lines, "repeated anonymous request (ETag): queries") == [
        "repeated anonymous request (ETag): queries at most",
        *("1", "≤ 1", "reached"),
        *("2", "≤ 1", "**missed**"),
    ]


def test_a_run_that_took_too_long_says_so(found):
    late = report(found, replace(RUN, minutes=20.4))
    assert late[1] == "The run took 20.4 minutes (limit 20): **missed**."


def test_nothing_is_concluded_from_fewer_than_three_rounds(found):
    few = report(found, replace(RUN, rounds=2))
    name = "catalogue with all counts, varied filters, cold"
    assert cells(few, name) == [name, "2.50", "≤ 2.5", "open: 2 of 3 rounds", "10.00", "≤ 8", "open: 2 of 3 rounds"]
    assert "reached" not in "".join(few[2:])
    assert "missed" not in "".join(few)


def test_targets_are_for_registers_of_their_size(found):
    """What 20,000 products cost says nothing of 100,000."""
    smaller = {(min(size, 20_000), key): value for (size, key), value in found.items()}
    lines = report(smaller)
    name = "catalogue with all counts, varied filters, cold"
    assert cells(lines, "") == ["", "3,000", "should be", "", "20,000", "should be", ""]
    assert cells(lines, name) == [name, "2.50", "≤ 2.5", "reached", "10.00", "", ""]
    assert cells(lines, "repeated anonymous request (ETag): queries")[1:] == ["1", "≤ 1", "reached", "2", "", ""]


def test_the_council_room(lines):
    assert cells(lines, "score sheet: queries")[1:] == ["12", "≤ 12", "reached"]
    assert cells(lines, "score sheet: cost")[1:] == ["2.50", "≤ 4", "reached"]
    assert cells(lines, "score sheet: ms")[1:] == ["12.00 · 3.00", "", ""]
    assert cells(lines, "meeting of 120 dossiers: queries")[1:] == ["12", "≤ 10", "**missed**"]
    assert cells(lines, "meeting of 120 dossiers: cost")[1:] == ["2.50", "", ""]
    assert cells(lines, "40 members save at once") == [
        "40 members save at once: saves lost of 1,200",
        *("0", "≤ 0", "reached"),
    ]
    assert cells(lines, "the same: errors")[1:] == ["0", "≤ 0", "reached"]
    assert cells(lines, "the same: p99 in p50")[1:] == ["4.00", "≤ 5", "reached"]
    assert cells(lines, "the same: p50 / p99 ms")[1:] == ["200 / 800", "", ""]
    assert cells(lines, "closing 120 dossiers")[1:] == ["4.00", "≤ 5", "reached"]
    assert cells(lines, "reading 44,880 lines")[1:] == ["500 / 2,000", "", ""]


def test_a_council_room_that_loses_or_tarries(found):
    lines = report(found, arrived=1199, errors=("500: broken",), p99=1001.0, closing=2.6)
    assert cells(lines, "40 members save at once")[1:] == ["1", "≤ 0", "**missed**"]
    assert cells(lines, "the same: errors")[1:] == ["3", "≤ 0", "**missed**"]
    assert cells(lines, "the same: p99 in p50")[1:] == ["5.00", "≤ 5", "**missed**"]
    assert cells(lines, "closing 120 dossiers")[1:] == ["5.20", "≤ 5", "**missed**"]


def test_each_figure_beside_its_ratios(lines):
    name = "catalogue with all counts, varied filters, cold"
    assert cells(lines, name, 1) == [
        name,
        "1,200",
        "320 · 2.50",
        "25.0 · 2.50",
        "50.0 · 2.50",
        "5.00 · 2.50",
        "4 · 4.00",
        "8,000 · 8.00",
        "80,000 · 8.00",
    ]
    assert cells(lines, name, 2) == [
        name,
        "1,200",
        "75 · 10.00 / 4.00",
        "106.7 · 10.00 / 4.00",
        "213.3 · 10.00 / 4.00",
        "30.00 · 15.00 / 6.00",
        "6 · 6.00 / 1.50",
        "9,000 · 9.00 / 1.12",
        "90,000 · 9.00 / 1.12",
    ]


def test_what_sends_nothing_has_no_ratio_to_the_smaller_register(lines):
    assert cells(lines, "repeated anonymous request (ETag)", 3)[7:] == ["0 · 0.00 / –", "0 · 0.00 / –"]


def test_every_part_stands_in_every_table(lines):
    for part in PARTS:
        assert sum(line.startswith(f"| {part.title} ") for line in lines) == 3


def test_all_lines_of_a_table_are_equally_wide(lines):
    tables = "\n".join(lines).split("\n\n")
    widths = [{len(line) for line in table.splitlines()} for table in tables if table.startswith("|")]
    assert [len(found) for found in widths] == [1, 1, 1, 1]


def test_the_file_keeps_what_stands_around(tmp_path):
    file = tmp_path / "performance.md"
    file.write_text("# Speed\n\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n")
    write_between_markers(file, "new")
    assert file.read_text() == "# Speed\n\n<!-- bench: begin -->\n\nnew\n\n<!-- bench: end -->\nafter\n"
    write_between_markers(file, "newer")
    assert file.read_text() == "# Speed\n\n<!-- bench: begin -->\n\nnewer\n\n<!-- bench: end -->\nafter\n"


def test_a_file_without_markers_is_refused(tmp_path):
    file = tmp_path / "performance.md"
    file.write_text("# Speed\n")
    with pytest.raises(ValueError, match="lacks the markers"):
        write_between_markers(file, "new")
    assert file.read_text() == "# Speed\n"
