"""Verbs that pass products from one producer to another; ratings keep the producer they were given to."""

from __future__ import annotations

from datetime import date, datetime

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.publishing import publishing
from producers.models import Producer
from products.models import Product, ProductTransfer
from products.permissions.products import why_not_part_together, why_not_succeed, why_not_transfer


def transfer_product(
    product: Product, *, to: Producer | None, on: date | None, why: str, by: User | None
) -> ProductTransfer:
    """Write down that a product passed to another producer on a day. Raises ActionRefused."""
    with publishing() as now:
        product = Product.objects.select_for_update(of=("self",)).select_related("producer").get(pk=product.pk)
        refuse_if(why_not_transfer(by, product, to, on, why))
        assert to is not None  # why_not_transfer asked for both
        assert on is not None
        return _transfer(product, to, on, why, now, by)


def _transfer(product: Product, to: Producer, on: date, why: str, now: datetime, by: User | None) -> ProductTransfer:
    giver = product.producer
    row = {"product": product, "giver": giver, "taker": to, "on": on, "why": why.strip()}
    transfer = ProductTransfer.objects.create(**row, recorded_at=now)
    product.producer = to
    product.save(update_fields=["producer", "updated_at"])
    record(product, "transfer_product", by=by, why=why, on=str(on), giver=giver.pk, taker=to.pk)
    return transfer


def succeed_producer(
    old: Producer, *, successor: Producer | None, on: date | None, why: str, by: User | None
) -> list[ProductTransfer]:
    """Write down that another producer took over on a day; its products pass on. Raises ActionRefused."""
    with publishing() as now:
        old = Producer.objects.select_for_update(of=("self",)).get(pk=old.pk)
        products = list(
            Product.objects.current().filter(producer=old).select_related("producer").select_for_update(of=("self",))
        )
        refuse_if(why_not_succeed(by, old, successor, on, why) + why_not_part_together(by, products, on))
        assert successor is not None  # why_not_succeed asked for both
        assert on is not None
        transfers = [_transfer(product, successor, on, why, now, by) for product in products]
        old.succeeded_by, old.succeeded_on = successor, on
        old.save(update_fields=["succeeded_by", "succeeded_on", "updated_at"])
        data = {"on": str(on), "products": [product.pk for product in products]}
        record(old, "succeed_producer", by=by, why=why, successor=successor.pk, **data)
        record(successor, "take_over_producer", by=by, why=why, predecessor=old.pk, **data)
    return transfers
