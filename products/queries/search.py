"""Finding products and producers by words: without marks, in any order, with a hand held out for typing errors."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import combinations
from operator import and_, or_
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from core.text import words_of
from producers.models import Producer
from products.queries.places import Land
from products.queries.shelf import Opened
from products.rules.bits import any_of, numbers_in
from products.rules.likeness import Near, corrections, nearest
from products.rules.synonyms import Phrase, Synonyms

# More words than anybody types; what comes after them is left out of the question.
MOST_WORDS = 10
# Words that more products bear than this are nobody's whole name.
MOST_COMPARED = 1_000
# What it adds to the likeness of a correction that all its words stand in one product's own name.
OWN_NAME = 0.1


def search_words(text: str) -> list[str]:
    """The folded words that are looked for."""
    return words_of(text)[:MOST_WORDS]


@cache
def synonyms() -> Synonyms:
    """The house's list of words that mean the same."""
    with (Path(settings.BASE_DIR) / "fixtures" / "search" / "synonyms.csv").open(encoding="utf-8") as file:
        return Synonyms.of((row["word"], row["also"]) for row in csv.DictReader(file))


@dataclass(frozen=True)
class Said:
    """The folded words of a text: the `typed` ones, which parts of words bear too, and what means the same, whole."""

    typed: Sequence[str] = ()
    also: Sequence[str] = ()


@dataclass(frozen=True)
class Found:
    """The products that a text finds, among them those that bear it in their own names or are called so, as bits."""

    products: int
    named: int
    exact: int


def search_products(catalogue: Opened, text: str) -> Found:
    """The products with every word in their names, their producer's, or the name of a place that they lie in.

    Words that mean the same find the same. Words that stand side by side in the name of a category find what belongs
    to it. A text without a letter or digit finds none, an empty one takes nothing away.
    """
    words = search_words(text)
    if not words:
        nothing_asked = 0 if text.strip() else catalogue.day.rated
        return Found(nothing_asked, nothing_asked, 0)
    found, named = _with_all(catalogue, words, words)
    of_kinds = any_of(_of_kinds(catalogue, said) for said in synonyms().ways(words))
    return Found(found | of_kinds, named & found, _called(catalogue, named & found, words))


def _with_all(catalogue: Opened, some: Sequence[str], words: Sequence[str]) -> tuple[int, int]:
    """The products with some words of a text anywhere, and those that bear them in their own names."""
    found = named = catalogue.day.rated
    for phrases in synonyms().terms(some):
        bearing = [_bearing(catalogue, phrase, words, whole=phrase != phrases[0]) for phrase in phrases]
        found &= any_of(anywhere for anywhere, _own in bearing)
        named &= any_of(own for _anywhere, own in bearing)
    return found, named


def _bearing(catalogue: Opened, phrase: Phrase, words: Sequence[str], *, whole: bool) -> tuple[int, int]:
    """The products with all words of a phrase anywhere, and those that bear them in their own names.

    What was typed may be a part of a word ("mi" of "miến"); what only means the same stands `whole` ("my" for "mi").
    """
    # A province answers only when all of its name is asked for, so the phrase stands beside the whole text.
    asked = list(dict.fromkeys([*words, *phrase]))
    anywhere = everywhere = catalogue.day.rated
    for word in phrase:
        own, makers = catalogue.called(word) if whole else catalogue.bearing(word)
        anywhere &= own | makers | catalogue.shelf.located(catalogue.land.called(word, asked))
        everywhere &= own
    return anywhere, everywhere


def _of_kinds(catalogue: Opened, words: Sequence[str]) -> int:
    """The products of a category in whose name words of a text stand side by side, which bear its other words.

    Beside others, one word alone is no category: "khác" and "từ" stand in many a name.
    """
    found = 0
    for start, end in combinations(range(len(words) + 1), 2):
        if end - start == 1 < len(words):
            continue
        if kinds := _of_categories(catalogue, [node.slug for node in catalogue.tree.called(words[start:end])]):
            found |= kinds & _with_all(catalogue, [*words[:start], *words[end:]], words)[0]
    return found


def _of_categories(catalogue: Opened, slugs: Iterable[str]) -> int:
    return any_of(catalogue.by_category.get(slug, 0) for slug in slugs)


def _called(catalogue: Opened, named: int, words: Sequence[str]) -> int:
    """Those of some products whose whole name is these words."""
    if named.bit_count() > MOST_COMPARED:
        return 0
    slots = (slot for slot in numbers_in(named, 0) if words_of(catalogue.shelf.folded_name(slot)) == words)
    return any_of(1 << slot for slot in slots)


def best_matches(catalogue: Opened, text: str, count: int) -> list[int]:
    """The first products that a text finds: those that are called so, then those that bear it in their names."""
    found = search_products(catalogue, text)
    return catalogue.day.products(found.products, catalogue.day.best_first(found.exact, found.named), 0, count)


def said_by(text: str) -> Said:
    """What is marked in what a text finds."""
    typed = search_words(text)
    also = (word for way in synonyms().terms(typed) for phrase in way[1:] for word in phrase)
    return Said(typed, list(dict.fromkeys(word for word in also if word not in typed)))


def search_producers(producers: QuerySet[Producer], text: str, land: Land | None = None) -> QuerySet[Producer]:
    """The producers with every word in their public names or, given the places, the name of one that they lie in."""
    words = search_words(text)
    if not words:
        return producers.none() if text.strip() else producers
    for phrases in synonyms().terms(words):
        ways = [_of_producer(phrase, words, land, whole=phrase != phrases[0]) for phrase in phrases]
        producers = producers.filter(reduce(or_, ways))
    return producers


def _of_producer(phrase: Phrase, words: Sequence[str], land: Land | None, *, whole: bool) -> Q:
    asked = list(dict.fromkeys([*words, *phrase]))
    places = {word: land.called(word, asked) if land else set[int]() for word in phrase}
    return reduce(and_, (_in_public_name(word, whole=whole) | Q(place__in=places[word]) for word in phrase))


def _in_public_name(word: str, *, whole: bool) -> Q:
    # Words are letters and digits alone, so they mean nothing else in a pattern.
    return Q(public_name__name_fold__regex=rf"\m{word}\M") if whole else Q(public_name__name_fold__contains=word)


# --------------------------------------------------------------------- did you mean
def did_you_mean(catalogue: Opened, text: str) -> str:
    """The likest text that finds something that the catalogue shows, well spelt; empty when there is none.

    Words that stand together in one product's own name are likelier than a name and a place or a maker's form.
    """
    known = _KnownWords(catalogue)
    meant, most = tuple[str, ...](), 0.0
    for alike, whole in corrections(search_words(text), known.near):
        if alike + OWN_NAME <= most:
            break
        found = search_products(catalogue, " ".join(whole))
        weight = alike + (OWN_NAME if found.named & catalogue.day.shown else 0)
        if found.products & catalogue.day.shown and weight > most:
            meant, most = whole, weight
    return " ".join(map(known.spelling, meant))


class _KnownWords:
    """The words of what the catalogue shows: of products, producers, places and categories."""

    def __init__(self, catalogue: Opened) -> None:
        self._catalogue = catalogue

    def near(self, word: str, count: int) -> Sequence[Near]:
        """The words most like a word."""
        seen = self._catalogue
        books = (seen.shelf.all_words.book, seen.land.word_book, seen.tree.word_book)
        return nearest(word, books, self._times, count)

    def _times(self, word: str) -> int:
        """By how many products a word is borne; one of a category alone comes after all that are borne."""
        counted = self._catalogue.times
        if word not in counted:
            spelt = self._spellings(word)
            counted[word] = self._products(spelt) or int(any(map(self._is_of_kind, spelt)))
        return counted[word]

    def _is_of_kind(self, spelt: str) -> bool:
        return bool(_of_categories(self._catalogue, self._catalogue.tree.with_word(spelt)) & self._catalogue.day.shown)

    def spelling(self, word: str) -> str:
        """How a word is spelt most often; as it is when nothing has it."""
        times = {spelt: self._products([spelt]) for spelt in self._spellings(word)}
        return max(times, key=lambda spelt: (times[spelt], spelt), default=word)

    def _spellings(self, word: str) -> list[str]:
        seen = self._catalogue
        known = (seen.shelf.all_words.spellings, seen.land.spellings, seen.tree.spellings)
        return [*dict.fromkeys(spelt for spellings in known for spelt in spellings.get(word, ()))]

    def _products(self, spelt: Sequence[str]) -> int:
        own, makers = self._catalogue.shelf.with_words(spelt)
        places = set[int]().union(*map(self._catalogue.land.with_word, spelt))
        located = self._catalogue.shelf.located(places)
        return ((own | makers | located) & self._catalogue.day.shown).bit_count()
