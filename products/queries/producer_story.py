"""All that is public about a producer on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from producers.models import Producer
from products.models import Product
from products.queries.catalogue import card_rows_of
from products.queries.public import public_producers, public_products, started_approvals, started_ratings


@dataclass(frozen=True)
class ProducerStory:
    """Card rows of its products, those without a card (attested alone, or of another producer now), its relatives."""

    rows: list[dict[str, Any]]
    others: list[Product]
    heir: Producer | None
    predecessors: list[Producer]


def with_publicity(producers: QuerySet[Producer], on: date) -> QuerySet[Producer]:
    """Adds `is_public`: whether the producer has a page on the day."""
    return producers.annotate(is_public=Exists(public_producers(on).filter(pk=OuterRef("pk"))))


def producer_story(producer: Producer, on: date) -> ProducerStory:
    """Everything about one producer on a day; four queries."""
    rows = card_rows_of(producer, on)
    others = _others(producer, on).exclude(slug__in=[row["slug"] for row in rows])
    related = Q(pk=producer.succeeded_by_id) if _is_succeeded(producer, on) else Q(pk=None)
    related |= Q(succeeded_by=producer, succeeded_on__lte=on)
    relatives = public_producers(on).filter(related, merged_into__isnull=True).select_related("public_name")
    known = list(relatives.order_by("public_name__name_sort", "pk"))
    return ProducerStory(
        rows=rows,
        others=list(others.select_related("producer__public_name").order_by("name_sort", "pk")),
        heir=next((relative for relative in known if relative.pk == producer.succeeded_by_id), None),
        predecessors=[relative for relative in known if relative.pk != producer.succeeded_by_id],
    )


def _is_succeeded(producer: Producer, on: date) -> bool:
    return producer.succeeded_on is not None and producer.succeeded_on <= on


def _others(producer: Producer, on: date) -> QuerySet[Product]:
    was_mine = {"producer": producer, "product": OuterRef("pk")}
    return (
        public_products(on)
        .filter(merged_into__isnull=True)
        .filter(
            Q(producer=producer)
            | Exists(started_ratings(on).filter(**was_mine))
            | Exists(started_approvals(on).filter(**was_mine))
        )
    )
