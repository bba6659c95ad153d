"""What came into the register last without a paper: products passed on, records merged, ratings extended.

Only what the public may read (products/rules/public_fields.py), and only of products and producers that have a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from producers.models import ProducerMerge
from products.models import ProductMerge, ProductTransfer, Recognition, ScoreApproval
from products.queries.public import public_producers, public_products

Told = Mapping[str, Any]


def newest_transfers(on: date, count: int) -> list[Told]:
    """How many products one act passed on, on which day, from whom to whom, the newest first; one query.

    With `day`, `giver_name` and `taker_name` (public names, None without one), `name` and `slug` of one of the
    products, and `first`, the key of the first row.
    """
    rows = ProductTransfer.objects.filter(on__lte=on, product__in=public_products(on))
    told = (
        rows.values("giver", "taker", at=F("recorded_at"), day=F("on"))
        .annotate(
            first=Min("pk"),
            products=Count("product", distinct=True),
            giver_name=Max("giver__public_name__name"),
            taker_name=Max("taker__public_name__name"),
            name=Max("product__name"),
            slug=Max("product__slug"),
        )
        .order_by("-at", "-first")
    )
    return list(told[:count])


def newest_merges(on: date, count: int) -> list[Told]:
    """The newest merges of products and of producers, or that they were taken back, each kind by itself; two queries.

    Only of what the public saw: both records, the gone one at least once.
    With `pk`, `undone_at`, `is_of_products`, and `name` and `slug` of what was kept.
    """
    kinds: tuple[tuple[type[ProductMerge] | type[ProducerMerge], QuerySet[Any], Q, str], ...] = (
        (ProductMerge, public_products(on), _was_seen("product", on), "kept__name"),
        (ProducerMerge, public_producers(on), _was_seen("producer", on), "kept__public_name__name"),
    )
    found: list[Told] = []
    for merge, shown, seen, name in kinds:
        # The greatest of moments leaves out those that there are not.
        rows = merge._default_manager.filter(seen, kept__in=shown).annotate(last=Greatest("at", "undone_at"))
        told = rows.order_by("-last", "-pk").values("pk", "last", "undone_at", name=F(name), slug=F("kept__slug"))
        found += [{**row, "at": row["last"], "is_of_products": merge is ProductMerge} for row in told[:count]]
    return found


def _was_seen(thing: str, on: date) -> Q:
    """Merges whose gone `thing` once had a public row: entered for it, also by mistake, or moved by the merge.

    `thing` is "product" or "producer".
    """
    tables = ("recognition", "scoreapproval", "listing")  # no listing names a producer
    entered = {f"entered_{thing}": OuterRef("gone")}
    return (
        Q(moved__rows__has_any_keys=[f"products.{table}.{thing}" for table in tables])
        | Exists(Recognition.objects.filter(starts_on__lte=on, **entered))
        | Exists(ScoreApproval.objects.filter(approved_on__lte=on, **entered))
    )


def newest_extensions(on: date, count: int) -> list[Told]:
    """Extended ratings, what changed last first, with their star, both last days and check code; one query.

    `at` is when it was extended, `changed` when its row was said last: a correction says it anew.
    """
    rows = Recognition.objects.filter(voided_at__isnull=True, starts_on__lte=on, extended_at__isnull=False)
    told = rows.annotate(changed=Greatest("extended_at", "recorded_at")).order_by("-changed", "-pk")
    facts = {"at": "extended_at", "name": "product__name", "slug": "product__slug", "code": "certificate__code"}
    columns = {name: F(column) for name, column in facts.items()}
    return list(told.values("stars", "until", "extended_until", "changed", **columns)[:count])
