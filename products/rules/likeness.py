"""How alike two words are: by the runs of three letters that they share, and by slips of a finger. Pure.

The first measure is PostgreSQL's `similarity` (pg_trgm) for one word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice, product

# Below this share two words have nothing to do with each other.
LEAST = 0.25
# In short words one slip leaves few runs standing, so it counts for itself: this much of what parts the two is left.
SLIP = 0.5
SHORTEST_SLIPPED = 3
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

Near = tuple[float, str]


def trigrams(word: str) -> frozenset[str]:
    """The runs of three letters of a word, with two blanks before and one behind it."""
    padded = f"  {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def shared(one: str, other: str) -> float:
    """Shared runs by all runs: 1 for the same word, 0 for nothing in common."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs)


def slips_of(word: str) -> set[str]:
    """What is one slip away: one letter added, left out, changed, or two neighbours changed places."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    longer = {before + letter + after for before, after in cuts for letter in LETTERS}
    same = {before + letter + after[1:] for before, after in cuts if after for letter in LETTERS}
    same |= {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    shorter = {before + after[1:] for before, after in cuts if after}
    found = longer | same if len(word) >= SHORTEST_SLIPPED else set()
    return (found | shorter if len(word) > SHORTEST_SLIPPED else found) - {word}


def is_one_slip(one: str, other: str) -> bool:
    """True when the words are one slip of a finger apart."""
    return other in slips_of(one)


def likeness(one: str, other: str) -> float:
    """From 0 for nothing in common to 1 for the same word."""
    alike = shared(one, other)
    return _slipped(alike) if is_one_slip(one, other) else alike


def _slipped(alike: float) -> float:
    """The likeness of words one slip apart: of two slips the one that leaves more runs standing is likelier."""
    return 1 - SLIP * (1 - alike)


class WordBook:
    """Distinct words, found by what is like them. Words are only ever added, so threads may read on meanwhile."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words: list[str] = []
        self._lengths: dict[str, int] = {}
        self._with: dict[str, list[str]] = {}
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Write a word down, once."""
        if word in self._lengths:
            return
        runs = trigrams(word)
        self._lengths[word] = len(runs)
        self.words.append(word)
        for run in runs:
            self._with.setdefault(run, []).append(word)

    def near(self, word: str) -> dict[str, float]:
        """Every word of the book that has something to do with a word, with its likeness."""
        runs = trigrams(word)
        met = Counter(other for run in runs for other in self._with.get(run, ()))
        found = {other: both / (len(runs) + self._lengths[other] - both) for other, both in met.items()}
        for other in slips_of(word):
            if other in self._lengths:
                found[other] = _slipped(found.get(other, 0))
        return {other: alike for other, alike in found.items() if alike >= LEAST}


def nearest(word: str, books: Iterable[WordBook], times: Callable[[str], int], count: int) -> list[Near]:
    """The words most like a word with their likeness: the likest first, of equals the more frequent.

    `times` says how often a word stands in what is searched; one that does not stand there is left out.
    """
    alike = {other: near for book in books for other, near in book.near(word).items()}
    return list(islice(_by_frequency(alike, times), count))


def _by_frequency(alike: dict[str, float], times: Callable[[str], int]) -> Iterator[Near]:
    """Counting takes time, so it is done for those that are equally alike, as far as anybody reads."""
    for near, group in groupby(sorted(alike, key=lambda word: (-alike[word], word)), key=alike.__getitem__):
        counted = sorted((-times(word), word) for word in group)
        yield from ((near, word) for number, word in counted if number)


def corrections(
    words: Sequence[str], near: Callable[[str, int], Sequence[Near]], *, each: int = 4, count: int = 8
) -> list[tuple[float, tuple[str, ...]]]:
    """What somebody may have meant: for each word itself or a near known one, the likest whole first.

    Each whole comes with the sum of what its words are like.
    """
    choices = [[(1.0, word), *(pair for pair in near(word, each) if pair[1] != word)] for word in words]
    wholes = islice(product(*choices), 1000)
    summed = ((sum(alike for alike, _word in whole), tuple(word for _alike, word in whole)) for whole in wholes)
    # Sorting keeps the order of equals, which is that of the nearest words.
    ranked = sorted(summed, key=lambda whole: -whole[0])
    return [whole for whole in ranked if whole[1] != tuple(words)][:count]
