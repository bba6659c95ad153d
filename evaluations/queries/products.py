"""Finding a product or producer by a few letters, within the user's territory."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from core.models import User
from core.text import fold, words_of
from producers.models import Producer
from producers.queries.search import MOST_WORDS
from products.models import Product

MOST_ANSWERS = 10


def find_products(user: User, text: str) -> QuerySet[Product]:
    """At most ten products whose name and producer hold every word; names that begin with the text come first."""
    words = words_of(text)[:MOST_WORDS]
    if not words:
        return Product.objects.none()
    found = _visible(user)
    for word in words:
        found = found.filter(Q(name_fold__contains=word) | Q(producer__name_fold__contains=word))
    return found.order_by(_begins("name_fold", text), "name_sort", "producer__name_sort", "pk")[:MOST_ANSWERS]


def find_producers(user: User, text: str) -> QuerySet[Producer]:
    """At most ten producers whose name holds every word."""
    words = words_of(text)[:MOST_WORDS]
    if not words:
        return Producer.objects.none()
    found = Producer.objects.visible_to(user).current().select_related("place")
    for word in words:
        found = found.filter(name_fold__contains=word)
    return found.order_by(_begins("name_fold", text), "name_sort", "pk")[:MOST_ANSWERS]


def _begins(column: str, text: str) -> Case:
    return Case(
        When(**{f"{column}__startswith": fold(text).strip()}, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )


def _visible(user: User) -> QuerySet[Product]:
    return Product.objects.visible_to(user).current().select_related("producer", "place")


def match_names(user: User, names: Iterable[str]) -> dict[str, list[Product]]:
    """The products that bear each name (or another name of theirs), without marks; one query for a whole block."""
    wanted = {fold(name).strip() for name in names} - {""}
    found: dict[str, list[Product]] = {name: [] for name in wanted}
    # name_fold joins the name and the other names, so the candidates are narrowed here and told apart below.
    begins = Q(pk__in=[])
    for name in wanted:
        begins |= Q(name_fold__contains=name)
    for product in _visible(user).filter(begins).order_by("name_sort", "producer__name_sort", "pk"):
        for name in {fold(each) for each in (product.name, *product.other_names)} & wanted:
            found[name].append(product)
    return found


def describe(product: Product) -> str:
    """What tells a product from others of its name: the producer and the place."""
    return ", ".join([product.producer.name, *([product.place.name] if product.place else [])])
