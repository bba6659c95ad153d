"""The words of names: what they are found by, and how they are spelt. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain

from core.text import fold

PLAIN_WORDS = re.compile(r"[a-z0-9]+")
SPELT_WORDS = re.compile(r"\w+")


def plain_words(text: str) -> list[str]:
    """The runs of letters and digits of a text's folded form: all that a search word can be a part of."""
    return PLAIN_WORDS.findall(fold(text))


def spelt_words(text: str) -> list[str]:
    """The distinct words of a text as they are spelt, in small letters; folded they are its plain words.

    Where signs that are no letters of ours would make a difference, the plain words stand for themselves.
    """
    pieces = unicodedata.normalize("NFC", text).split(" ")
    return list(dict.fromkeys(chain.from_iterable(map(_spelt, pieces))))


@lru_cache(maxsize=20_000)
def _spelt(piece: str) -> list[str]:
    plain = plain_words(piece)
    spelt = SPELT_WORDS.findall(piece.lower())
    return spelt if [fold(word) for word in spelt] == plain else plain
