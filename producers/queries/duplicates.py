"""Producers that may be the one that somebody is about to enter."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from core.access import in_territory
from core.fields import Fold
from core.models import Place, User
from core.text import fold
from producers.models import Producer
from producers.models.producer import ProducerQuerySet

SHOWN = 10


def one_line(text: str) -> str:
    """A name as it is kept: single blanks, none around it."""
    return " ".join(text.split())


def likely_same_producers(user: User, name: str, place: Place | None, code: str = "") -> list[Producer]:
    """Producers of the user's territory with the same folded name hereabouts, or the same code."""
    name = fold(one_line(name))
    same_name = Q(name_fold__contains=name, name_only=name)
    if place is not None:
        same_name &= Q(place=place) | Q(place__isnull=True)
    same = same_name | Q(code=code) if code else same_name
    rows = Producer.objects.current().visible_to(user).alias(name_only=Fold("name")).filter(same)
    return list(rows.select_related("place")[:SHOWN])


def visible_producers(user: User) -> ProducerQuerySet:
    """The unmerged producers of the user's territory with their places."""
    return Producer.objects.current().visible_to(user).select_related("place__parent")


def product_counts(user: User, producers: Iterable[Producer]) -> dict[int, int]:
    """How many unmerged products of the user's territory each of these producers has; one query for a page."""
    rows = Producer.objects.filter(pk__in=[producer.pk for producer in producers]).order_by()
    held = Count("products", filter=Q(products__merged_into__isnull=True) & in_territory(user, "products__place"))
    return dict(rows.annotate(held=held).values_list("pk", "held"))
