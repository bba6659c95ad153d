"""Finding products and producers by words: without marks, in any order, with a hand held out for typing errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from core.text import words_of
from producers.models import Producer
from products.queries.places import Land
from products.queries.shelf import Opened
from products.rules.likeness import Near, corrections, nearest

# More words than anybody types; what comes after them is left out of the question.
MOST_WORDS = 10


def search_words(text: str) -> list[str]:
    """The folded words that are looked for."""
    return words_of(text)[:MOST_WORDS]


@dataclass(frozen=True)
class Found:
    """The products that a text finds, and those among them that bear all its words in their own names, as bits."""

    products: int
    named: int


def search_products(catalogue: Opened, text: str) -> Found:
    """The products with every word in their names, their producer's, or the name of a place that they lie in.

    A text without a letter or digit finds none, an empty one takes nothing away.
    """
    words = search_words(text)
    if not words:
        nothing_asked = 0 if text.strip() else catalogue.day.rated
        return Found(nothing_asked, nothing_asked)
    found = named = catalogue.day.rated
    for word in words:
        own, makers = catalogue.bearing(word)
        found &= own | makers | catalogue.shelf.located(catalogue.land.called(word, words))
        named &= own
    return Found(found, named & found)


def best_matches(catalogue: Opened, text: str, count: int) -> list[int]:
    """The first products that a text finds: those that bear it in their names first, each by rank."""
    found = search_products(catalogue, text)
    return catalogue.day.products(found.products, catalogue.day.named_first(found.named), 0, count)


def search_producers(producers: QuerySet[Producer], text: str, land: Land) -> QuerySet[Producer]:
    """The producers with every word in their public names or the name of a place that they lie in."""
    words = search_words(text)
    if not words:
        return producers.none() if text.strip() else producers
    for word in words:
        producers = producers.filter(Q(public_name__name_fold__contains=word) | Q(place__in=land.called(word, words)))
    return producers


# --------------------------------------------------------------------- did you mean
def did_you_mean(catalogue: Opened, text: str) -> str:
    """The likest text that finds something that the catalogue shows, well spelt; empty when there is none."""
    known = _KnownWords(catalogue)
    for whole in corrections(search_words(text), known.near):
        if search_products(catalogue, " ".join(whole)).products & catalogue.day.shown:
            return " ".join(map(known.spelling, whole))
    return ""


class _KnownWords:
    """The words of what the catalogue shows: of products, producers and places."""

    def __init__(self, catalogue: Opened) -> None:
        self._catalogue = catalogue

    def near(self, word: str, count: int) -> Sequence[Near]:
        """The words most like a word."""
        books = (self._catalogue.shelf.all_words.book, self._catalogue.land.word_book)
        return nearest(word, books, self._times, count)

    def _times(self, word: str) -> int:
        counted = self._catalogue.times
        if word not in counted:
            counted[word] = self._products(self._spellings(word))
        return counted[word]

    def spelling(self, word: str) -> str:
        """How a word is spelt most often; as it is when nothing has it."""
        times = {spelt: self._products([spelt]) for spelt in self._spellings(word)}
        return max(times, key=lambda spelt: (times[spelt], spelt), default=word)

    def _spellings(self, word: str) -> list[str]:
        land = self._catalogue.land.spellings.get(word, {})
        return [*dict.fromkeys([*self._catalogue.shelf.all_words.spellings.get(word, ()), *land])]

    def _products(self, spelt: Sequence[str]) -> int:
        own, makers = self._catalogue.shelf.with_words(spelt)
        places = set[int]().union(*map(self._catalogue.land.with_word, spelt))
        located = self._catalogue.shelf.located(places)
        return ((own | makers | located) & self._catalogue.day.shown).bit_count()
