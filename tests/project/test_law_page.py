"""docs/law.md names only what is there, and a test wherever it says that something is held."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "law.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]


def test_every_file_that_is_named_is_there():
    named = {path for row in ROWS for path in re.findall(r"`([\w./-]+/[\w./-]+)`", " ".join(row))}
    assert len(named) > 15
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_test_that_is_named_is_there():
    named = {pair for row in ROWS for pair in re.findall(r"`([\w./-]+\.py)::(\w+)`", row[3])}
    assert len(named) > 30
    gone = [(path, test) for path, test in named if f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8")]
    assert gone == []


def test_what_is_held_is_shown():
    for article, _words, held, shown in ROWS:
        is_open = held.startswith(("not yet", "not software")) or "not yet: its own page" in held
        assert (shown == "–") is is_open, article


def test_articles_three_to_twelve_are_there():
    assert {int(number) for row in ROWS for number in re.findall(r"\b(\d+)", row[0].split(" ")[0])[:1]} == set(
        range(3, 13)
    )
