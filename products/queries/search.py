"""Finding products and producers by words: without marks, in any order, with a hand held out for typing errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, Func, Min, Q, QuerySet, Value, When
from django.db.models.functions import Concat, Replace

from core.models import Place, PlaceCover, PlaceLevel
from core.text import fold, words_of
from producers.models import Producer
from products.models import Product
from products.queries.places import cover_on
from products.rules.likeness import corrections

# More words than anybody types; what comes after them is left out of the question.
MOST_WORDS = 10
TEXT = models.TextField()


def search_words(text: str) -> list[str]:
    """The folded words that are looked for."""
    return words_of(text)[:MOST_WORDS]


def _places_of(word: str, words: Sequence[str], on: date) -> QuerySet[PlaceCover, Any]:
    """Ids of the places that lie in a place called by this word.

    In names of districts and communes the word must stand whole ("ca" is not Cầu Kè). A province answers only when all
    of its name is asked for, because everything lies in it: "trà" alone is tea, "trà vinh" is the province.
    """
    bare = Replace("name_fold", Value("tinh ", output_field=TEXT), Value("", output_field=TEXT))
    named = Place.objects.alias(
        padded=_padded(F("name_fold")),
        bare=_padded(bare),
        question=_padded(Value(" ".join(words), output_field=TEXT)),
    ).filter(
        ~Q(level=PlaceLevel.PROVINCE) | Q(question__contains=F("bare")),
        padded__contains=f" {word} ",
    )
    return PlaceCover.objects.filter(cover_on(on), place__in=named).values("covered")


def _padded(text: F | Value | Replace) -> Concat:
    blank = Value(" ", output_field=TEXT)
    return Concat(blank, text, blank, output_field=TEXT)


def _in_names(word: str, prefix: str = "") -> Q:
    return Q(**{f"{prefix}name_fold__contains": word})


def product_matches(words: Sequence[str], on: date) -> Q:
    """Every word is in the product's names, its producer's, or the name of a place that it lies in."""
    matches = Q()
    for word in words:
        places = _places_of(word, words, on)
        in_place = Q(place__in=places) | Q(place__isnull=True, producer__place__in=places)
        matches &= _in_names(word) | _in_names(word, "producer__") | in_place
    return matches


def producer_matches(words: Sequence[str], on: date) -> Q:
    """Every word is in the producer's names or the name of a place that it lies in."""
    matches = Q()
    for word in words:
        matches &= _in_names(word) | Q(place__in=_places_of(word, words, on))
    return matches


def search_products(products: QuerySet[Product], text: str, on: date) -> QuerySet[Product]:
    """The products that a text finds; a text without a letter or digit finds none, an empty one takes nothing away."""
    words = search_words(text)
    if not words:
        return products.none() if text.strip() else products
    return products.filter(product_matches(words, on))


def search_producers(producers: QuerySet[Producer], text: str, on: date) -> QuerySet[Producer]:
    """The producers that a text finds."""
    words = search_words(text)
    if not words:
        return producers.none() if text.strip() else producers
    return producers.filter(producer_matches(words, on))


def named_first(text: str) -> Case:
    """Order: what bears all the words in its own name comes before what is found by its producer or place."""
    named = reduce(and_, map(_in_names, search_words(text)), Q())
    return Case(When(named, then=Value(0)), default=Value(1)) if named else Case(default=Value(0))


# --------------------------------------------------------------------- did you mean
_NAMES = ("name", "producer__name", "place__name", "place__parent__name")


@dataclass(frozen=True)
class KnownWord:
    """A folded word of the catalogue, its usual spelling, and how often it stands there."""

    spelling: str
    times: int


def known_words(products: QuerySet[Product]) -> dict[str, KnownWord]:
    """The words of these products' names, their producers' and their places', by their folded form; one query.

    A table of words with a trigram index can take this place when the register has outgrown it.
    """
    blank = Value(" ")
    names = Concat(*(part for path in _NAMES for part in (path, blank)), output_field=TEXT)
    split = Func(names, Value(r"\s+"), function="regexp_split_to_table", output_field=TEXT)
    times: Counter[str] = Counter()
    for word, count in products.order_by().values_list(split).annotate(count=Count("pk")):
        for piece in re.findall(r"\w+", word.lower()):
            times[piece] += count
    known: dict[str, KnownWord] = {}
    for piece, count in times.most_common():
        folded = fold(piece)
        if words_of(piece) == [folded]:
            usual = known.get(folded)
            known[folded] = KnownWord(usual.spelling if usual else piece, count + (usual.times if usual else 0))
    return known


def did_you_mean(products: QuerySet[Product], text: str) -> str:
    """The likest text that finds some of these products, well spelt; empty when there is none. Two queries."""
    words = search_words(text)
    known = known_words(products) if words else {}
    found = _first_that_finds(products, corrections(words, {word: entry.times for word, entry in known.items()}))
    return " ".join(known[word].spelling if word in known else word for word in found)


def _first_that_finds(products: QuerySet[Product], wholes: Sequence[Sequence[str]]) -> Sequence[str]:
    if not wholes:
        return ()
    finds = [_finds(whole) for whole in wholes]
    hits = (
        products.order_by()
        .filter(reduce(or_, finds))
        .aggregate(first=Min(Case(*(When(found, then=Value(number)) for number, found in enumerate(finds)))))
    )
    return () if hits["first"] is None else wholes[hits["first"]]


def _finds(whole: Sequence[str]) -> Q:
    found = Q()
    for word in whole:
        found &= reduce(or_, (Q(**{f"{path}_fold__contains": word}) for path in _NAMES))
    return found
