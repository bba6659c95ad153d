"""What a text names besides products: places, categories, producers, decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any, TypeVar

from django.db.models import F, Q

from core.fields import Fold
from core.models import Place
from core.text import fold
from producers.models import Producer
from products.models import Decision
from products.queries.categories import Node
from products.queries.lists import listed_producers
from products.queries.register import known_decisions
from products.queries.search import search_producers, search_words, synonyms
from products.queries.shelf import Opened

MOST = 3  # of each kind
Thing = TypeVar("Thing")
# "612", "612/QĐ-UBND", "quyết định số 612": a number, and nothing but what belongs to one.
NUMBER = re.compile(r"(?:quyet dinh|qd)?\s*(?:so\s+)?(\d+(?:\s*/\s*[\w/-]*)?)")


@dataclass(frozen=True)
class Hits:
    """Things besides products and producers that are called by a text."""

    places: list[Place]
    categories: list[Node]
    decisions: list[Decision]


def hits_of(catalogue: Opened, text: str) -> Hits:
    """What a text names; it asks the database only when it reads like the number of a decision."""
    words = search_words(text)
    if not words:
        return Hits([], [], [])
    ways = synonyms().ways(words)
    return Hits(
        places=_first(catalogue.land.named(way) for way in ways),
        categories=_first(catalogue.tree.called(way) for way in ways),
        decisions=_decisions(catalogue.on, text),
    )


def _first(found: Iterable[Iterable[Thing]]) -> list[Thing]:
    return list(islice(dict.fromkeys(chain.from_iterable(found)), MOST))


def named_producers(on: date, text: str) -> list[Any]:
    """Producers with all words in their names, as rows with `slug` and `public_name__name`; one query.

    It takes as long as a page of the catalogue, so that page only leads to the list of producers.
    """
    found = search_producers(listed_producers(on), text) if text else Producer.objects.none()
    return list(found.order_by("public_name__name_sort", "pk").values("slug", "public_name__name")[:MOST])


def _decisions(on: date, text: str) -> list[Decision]:
    """Decisions whose number begins with the one that the text reads like, newest first."""
    read = NUMBER.fullmatch(fold(text).strip())
    if read is None:
        return []
    number = re.sub(r"\s+", "", read[1])
    begins = number if "/" in number else f"{number}/"
    found = known_decisions(on).alias(plain=Fold("number")).filter(Q(plain=number) | Q(plain__startswith=begins))
    return list(found.order_by(F("signed_on").desc(nulls_last=True), "-pk")[:MOST])
