"""Reading products for the people who keep the register."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from core.fields import Fold
from core.models import User
from core.text import fold
from producers.models import Producer
from producers.queries.duplicates import SHOWN, one_line
from products.models import Product, ProductTransfer, Recognition, ScoreApproval


def has_register_rows(product: Product) -> bool:
    """True when a rating or an approved score of the product was ever entered, voided ones included."""
    return product.recognitions.exists() or product.scoreapprovals.exists()


def last_transfer(product: Product) -> ProductTransfer | None:
    """The latest passing on of the product."""
    return product.transfers.order_by("-on", "-pk").first()


def likely_same_products(user: User, name: str, producer: Producer | None, place_id: int | None) -> list[Product]:
    """Products of the user's territory with the same folded name, of the same producer or in the same place."""
    name = fold(one_line(name))
    rows = Product.objects.current().visible_to(user).alias(name_only=Fold("name"))
    rows = rows.filter(name_fold__contains=name, name_only=name).select_related("producer", "place")
    same = [row for row in rows[: SHOWN * 5] if _is_near(row, producer, place_id)]
    return same[:SHOWN]


def _is_near(row: Product, producer: Producer | None, place_id: int | None) -> bool:
    return (producer is not None and row.producer_id == producer.pk) or (
        place_id is not None and row.place_id == place_id
    )


def staff_products(user: User) -> QuerySet[Product]:
    """The unmerged products of the user's territory with what a list shows of them."""
    return Product.objects.current().visible_to(user).select_related("producer", "place__parent", "category")


def ratings_of(product: Product, on: date, *, with_voided: bool) -> QuerySet[Recognition]:
    """The ratings of a product that started by a day, newest first, with their decisions.

    Voided rows only for those who may see them.
    """
    rows = product.recognitions.filter(starts_on__lte=on).select_related(
        "decision", "producer", "place", "category", "end_decision", "recorded_by", "voided_by", "certificate"
    )
    return rows if with_voided else rows.filter(voided_at__isnull=True)


def approvals_of(product: Product, on: date, *, with_voided: bool) -> QuerySet[ScoreApproval]:
    """The scores of a product approved by a day, newest first, with their decisions."""
    rows = product.scoreapprovals.filter(approved_on__lte=on)
    rows = rows.select_related("decision", "answer_decision", "recorded_by", "voided_by")
    return rows if with_voided else rows.filter(voided_at__isnull=True)
