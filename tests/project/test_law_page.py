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


# The clauses of article 7 that have letters, which say how a product is rated step by step.
LETTERS = {2: "ab", 3: "abcdđeg", 4: "abcdđeg", 5: "ab", 6: "abcdđeg"}


def test_every_lettered_clause_of_article_seven_is_there():
    """By itself, or within a row of the whole clause."""
    named = {place.strip() for row in ROWS for place in row[0].split(",")}
    gone = [
        f"7.{clause}{letter}"
        for clause, letters in LETTERS.items()
        for letter in letters
        if named.isdisjoint({f"7.{clause}", f"7.{clause}{letter}"})
    ]
    assert gone == []
    assert "7.6" not in named  # what comes again has a row for each step
