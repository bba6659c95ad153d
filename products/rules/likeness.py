"""How alike two words are: by the runs of three letters that they share, and by slips of a finger. Pure.

The first measure is PostgreSQL's `similarity` (pg_trgm) for one word, so that an index may do that work later.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, product

# Below this share two words have nothing to do with each other.
LEAST = 0.25
# In short words one slip leaves few runs standing, so it counts for itself.
SLIP = 0.5
SHORTEST_SLIPPED = 3


def trigrams(word: str) -> frozenset[str]:
    """The runs of three letters of a word, with two blanks before and one behind it."""
    padded = f"  {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def shared(one: str, other: str) -> float:
    """Shared runs by all runs: 1 for the same word, 0 for nothing in common."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs)


def is_one_slip(one: str, other: str) -> bool:
    """True when one letter was added, left out, changed, or two neighbours changed places."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SHORTEST_SLIPPED or len(longer) - len(shorter) > 1 or one == other:
        return False
    start = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    rest, long_rest = shorter[start:], longer[start:]
    if len(rest) < len(long_rest):
        return rest == long_rest[1:]
    swapped = rest[:2] == long_rest[1::-1] and rest[2:] == long_rest[2:]
    return swapped or rest[1:] == long_rest[1:]


def likeness(one: str, other: str) -> float:
    """From 0 for nothing in common to 1 for the same word."""
    return max(shared(one, other), SLIP if is_one_slip(one, other) else 0)


def nearest(word: str, known: Mapping[str, int], count: int) -> list[tuple[float, str]]:
    """The known words most like a word with their likeness: the likest first, of equals the more frequent."""
    scored = [(likeness(word, other), times, other) for other, times in known.items()]
    near = sorted((-alike, -times, other) for alike, times, other in scored if alike >= LEAST)
    return [(-alike, other) for alike, _times, other in near[:count]]


def corrections(words: list[str], known: Mapping[str, int], *, each: int = 4, count: int = 8) -> list[tuple[str, ...]]:
    """What somebody may have meant: for each word itself or a near known one, the likest whole first."""
    choices = [[(1.0, word), *(pair for pair in nearest(word, known, each) if pair[1] != word)] for word in words]
    wholes = islice(product(*choices), 1000)
    # Sorting keeps the order of equals, which is that of the nearest words.
    ranked = sorted(wholes, key=lambda whole: -sum(alike for alike, _word in whole))
    meant = [tuple(word for _alike, word in whole) for whole in ranked]
    return [whole for whole in meant if whole != tuple(words)][:count]
