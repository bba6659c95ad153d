"""docs/security.md: every requirement of ASVS 4.0.3 level 2 once, and nothing named there that is not there."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
CHAPTERS = PAGE[PAGE.index("## V1 ") :]
# Section -> its requirements of levels 1 and 2, without those that were taken away or belong to level 3.
LEVEL_2 = {
    "1.1": "1-7", "1.2": "1-4", "1.4": "1 4 5", "1.5": "1-4", "1.6": "1-4", "1.7": "1-2", "1.8": "1-2", "1.9": "1-2",
    "1.10": "1", "1.11": "1-2", "1.12": "2", "1.14": "1-6",
    "2.1": "1-12", "2.2": "1-3", "2.3": "1-3", "2.4": "1-5", "2.5": "1-7", "2.6": "1-3", "2.7": "1-6", "2.8": "1-7",
    "2.9": "1-3", "2.10": "1-4",
    "3.1": "1", "3.2": "1-4", "3.3": "1-4", "3.4": "1-5", "3.5": "1-3", "3.7": "1",
    "4.1": "1 2 3 5", "4.2": "1-2", "4.3": "1-3",
    "5.1": "1-5", "5.2": "1-8", "5.3": "1-10", "5.4": "1-3", "5.5": "1-4",
    "6.1": "1-3", "6.2": "1-6", "6.3": "1-2", "6.4": "1-2",
    "7.1": "1-4", "7.2": "1-2", "7.3": "1 3 4", "7.4": "1-3",
    "8.1": "1-4", "8.2": "1-3", "8.3": "1-8",
    "9.1": "1-3", "9.2": "1-4",
    "10.2": "1-2", "10.3": "1-3",
    "11.1": "1-8",
    "12.1": "1-3", "12.2": "1", "12.3": "1-6", "12.4": "1-2", "12.5": "1-2", "12.6": "1",
    "13.1": "1 3 4 5", "13.2": "1 2 3 5 6", "13.3": "1-2", "13.4": "1-2",
    "14.1": "1-4", "14.2": "1-6", "14.3": "2 3", "14.4": "1-7", "14.5": "1-4",
}  # fmt: skip
BEYOND = {"8.1.5", "8.1.6"}  # of level 3, held all the same


def numbers(words):
    for word in words.split():
        first, _dash, last = word.partition("-")
        yield from range(int(first), int(last or first) + 1)


def rows():
    """Number and answer of each line of the chapters."""
    return re.findall(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (.+) \|$", CHAPTERS.split("## Does not apply")[0], flags=re.M)


def not_applying():
    table = PAGE.split("## Does not apply")[1]
    return re.findall(r"\d+\.\d+\.\d+", "".join(line.split("|")[1] for line in table.splitlines() if "|" in line))


def test_every_requirement_is_there_once():
    expected = {f"{section}.{number}" for section, words in LEVEL_2.items() for number in numbers(words)}
    found = Counter([number for number, _answer in rows()] + not_applying())
    assert [number for number, count in found.items() if count > 1] == []
    assert expected - set(found) == set()
    assert set(found) - expected == BEYOND
    assert len(expected) == 259


def test_every_line_is_held_by_something():
    assert [number for number, answer in rows() if not re.search(r"\b(test|setting|server|reason): ", answer)] == []


@pytest.mark.parametrize("named", sorted(set(re.findall(r"tests/[\w/]+\.py(?:::\w+)?", PAGE))))
def test_a_test_that_is_named_exists(named):
    file, _colons, name = named.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert f"def {name}(" in text if name else "def test_" in text


def test_settings_that_are_named_exist():
    named = {
        name
        for answer in re.findall(r"setting: ([^;|]+)", CHAPTERS)
        for name in re.findall(r"[A-Z][A-Z_]{4,}", answer)
    }
    assert len(named) > 15
    assert {name for name in named if not hasattr(settings, name)} == set()


def test_files_of_the_server_that_are_named_exist():
    named = {
        name
        for answer in re.findall(r"server: ([^;|]+)", CHAPTERS)
        for name in re.findall(r"[\w-]+\.(?:service|conf|socket|env)", answer)
    }
    assert len(named) > 6
    assert {name for name in named if not (ROOT / "docs" / "server" / name).exists()} == set()


def test_what_falls_short_is_said_in_both_places():
    table = PAGE.split("## Where we fall short")[1].split("## V1 ")[0]
    listed = set(
        re.findall(r"\d+\.\d+\.\d+", "".join(line.split("|")[1] for line in table.splitlines() if "|" in line))
    )
    said = {number for number, answer in rows() if "falls short" in answer or "see above" in answer}
    assert said == listed
