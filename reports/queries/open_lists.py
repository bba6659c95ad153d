"""What open data tell of producers and of decisions, read some rows at a time as for products."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from producers.models import Producer
from producers.rules.forms import class_of
from products.models import Decision
from products.queries.lists import decision_rows
from products.queries.places import Land
from reports.queries.open_products import FETCHED_TOGETHER, place_words


class ProducerRow(NamedTuple):
    """The public columns of a producer; the names are the columns of the file for machines."""

    id: int
    producer: str
    name: str
    legal_form: str
    producer_class: str
    place: str
    place_name: str
    place_above_name: str
    unit: str
    unit_name: str
    page_url: str


class DecisionRow(NamedTuple):
    """The public columns of a decision; the names are the columns of the file for machines."""

    id: int
    decision: str
    number: str
    kind: str
    signed_on: date | None
    signed_on_precision: str
    issuing_body: str
    title: str
    published_count: int | None
    rated: int
    approved: int
    closed: int
    corrected: int
    attested: int
    page_url: str


_DECISION = ("pk", "slug", "number", "kind", "signed_on", "precision", "issuing_body", "title", "published_count")
_DID = ("rated", "approved", "closed", "corrected", "attested")


def producer_rows(producers: QuerySet[Producer], land: Land, folder: str) -> Iterator[ProducerRow]:
    """The rows of producers in the order of their public names; one query. `folder` stands in front of their slugs."""
    told = producers.order_by("public_name__name_sort", "pk").values_list(
        "pk", "slug", "public_name__name", "legal_form", "place_id"
    )
    for pk, slug, name, form, place in told.iterator(chunk_size=FETCHED_TOGETHER):
        own = (pk, slug, name, form, class_of(form).value)
        yield ProducerRow._make((*own, *place_words(land, place), f"{folder}{slug}/"))


def open_decision_rows(decisions: QuerySet[Decision], on: date, folder: str) -> Iterator[DecisionRow]:
    """The rows of decisions as of a day, newest first; one query. `folder` stands in front of their slugs."""
    told = decision_rows(decisions, on).values_list(*_DECISION, *_DID)
    for row in told.iterator(chunk_size=FETCHED_TOGETHER):
        yield DecisionRow._make((*row, f"{folder}{row[1]}/"))
