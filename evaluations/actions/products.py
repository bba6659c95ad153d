"""A product made while its result is entered, with its producer where that is new too."""

from __future__ import annotations

from django.db import transaction

from core.models import Place, User
from producers.actions.producers import create_producer
from producers.models import Producer
from products.actions.products import create_product
from products.models import Category, Product


def create_product_in_place(
    *,
    name: str,
    category: Category | None,
    place: Place | None,
    producer: Producer | None,
    producer_name: str = "",
    legal_form: str = "",
    by: User,
) -> Product:
    """Make a product and, when none is given, its producer, in one transaction. Raises ActionRefused."""
    with transaction.atomic():
        maker = producer or create_producer(name=producer_name, legal_form=legal_form, place=place, by=by)
        return create_product(name=name, producer=maker, place=place, category=category, by=by)
