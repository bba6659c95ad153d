"""What came into the register last without a paper: products passed on, records merged, ratings extended.

Only what the public may read (products/rules/public_fields.py), and only of products and producers that have a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, QuerySet
from django.db.models.functions import Greatest

from producers.models import ProducerMerge
from products.models import ProductMerge, ProductTransfer, Recognition
from products.queries.public import public_producers, public_products

Told = Mapping[str, Any]


def newest_transfers(on: date, count: int) -> list[Told]:
    """How many products passed on at one moment, from whom to whom, the newest first; one query.

    With `day`, `giver` and `taker` (their public names, None without one), `name` and `slug` of one of the products.
    """
    rows = ProductTransfer.objects.filter(on__lte=on, product__in=public_products(on))
    told = (
        rows.order_by("-recorded_at")
        .values(at=F("recorded_at"))
        .annotate(
            products=Count("product", distinct=True),
            day=Max("on"),
            giver=Max("giver__public_name__name"),
            taker=Max("taker__public_name__name"),
            name=Max("product__name"),
            slug=Max("product__slug"),
        )
    )
    return list(told[:count])


def newest_merges(on: date, count: int) -> list[Told]:
    """The newest merges of products and of producers, or that they were taken back, each kind by itself; two queries.

    With `pk`, `undone_at`, `is_of_products`, and `name` and `slug` of what was kept.
    """
    kinds: tuple[tuple[type[ProductMerge] | type[ProducerMerge], QuerySet[Any], str], ...] = (
        (ProductMerge, public_products(on), "kept__name"),
        (ProducerMerge, public_producers(on), "kept__public_name__name"),
    )
    found: list[Told] = []
    for merge, shown, name in kinds:
        # The greatest of moments leaves out those that there are not.
        rows = merge._default_manager.filter(kept__in=shown).annotate(last=Greatest("at", "undone_at"))
        told = rows.order_by("-last", "-pk").values("pk", "last", "undone_at", name=F(name), slug=F("kept__slug"))
        found += [{**row, "at": row["last"], "is_of_products": merge is ProductMerge} for row in told[:count]]
    return found


def newest_extensions(on: date, count: int) -> list[Told]:
    """Extended ratings, the newest first, with their star and both last days; one query."""
    rows = Recognition.objects.filter(voided_at__isnull=True, starts_on__lte=on, extended_at__isnull=False)
    told = rows.order_by("-extended_at", "-pk").values(
        "stars", "until", "extended_until", at=F("extended_at"), name=F("product__name"), slug=F("product__slug")
    )
    return list(told[:count])
