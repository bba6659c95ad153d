"""The public catalogue: what each product is on a day, its counts and its cards.

Pages read it from entries made ahead (products.queries.shelf). `with_state` tells the same from the ledger itself, in
SQL: the slow twin that tests and recounts hold the entries to. Nothing dated after the day takes part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    FilteredRelation,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest

from producers.models import Producer
from products.enums import Rank, RatingStatus
from products.models import CatalogueEntry, Product, Recognition
from products.queries.shelf import Opened, opened_catalogue
from products.rules.shelf_day import RANK_ORDER
from products.rules.steps import ONE_DAY, read_state
from products.rules.validity import ENDED_AS, EXPIRING_DAYS, IN_FORCE

__all__ = ["IN_FORCE", "RANK_ORDER"]

CardRow = dict[str, Any]


def started_ratings(on: date) -> QuerySet[Recognition]:
    """The unvoided ratings that have begun on a day."""
    return Recognition.objects.filter(voided_at__isnull=True, starts_on__lte=on)


def with_state(on: date) -> QuerySet[Any]:
    """Products with a rating that has begun or with an open score approval, one row each.

    Adds `rating` and `approval` (relations), `rank`, `status` (empty without a rating), `until` (the last valid day),
    `since`, `located`.
    """
    latest = started_ratings(on).order_by("product_id", "-starts_on").distinct("product_id").values("pk")
    begun = Q(recognitions__voided_at__isnull=True, recognitions__starts_on__lte=on)
    is_open = Q(scoreapprovals__voided_at__isnull=True, scoreapprovals__open__contains=on)
    return (
        Product.objects.current()
        .alias(
            rating=FilteredRelation("recognitions", condition=begun),
            approval=FilteredRelation("scoreapprovals", condition=is_open),
        )
        .filter(Q(rating__in=latest) | Q(rating__isnull=True, approval__isnull=False))
        .alias(
            rank=Case(
                When(approval__isnull=False, then=Value(Rank.POTENTIAL.value)),
                default=Cast("rating__stars", CharField()),
                output_field=CharField(),
            ),
            status=status_case(on),
            until=Case(
                When(rating__ended_on__lte=on, then=Cast(F("rating__ended_on") - ONE_DAY, DateField())),
                default=Coalesce("rating__extended_until", "rating__until"),
                output_field=DateField(),
            ),
            since=Greatest("rating__starts_on", "approval__approved_on"),
            located=Coalesce("place_id", "producer__place_id"),
        )
    )


def status_case(on: date, rating: str = "rating__") -> Case:
    """What the dates of a rating tell on a day, in SQL; empty where there is no rating that has begun."""
    return Case(
        When(**{f"{rating}starts_on__isnull": True}, then=Value("")),
        When(**{f"{rating}starts_on__gt": on}, then=Value("")),
        *(
            When(**{f"{rating}ended_on__lte": on, f"{rating}end_reason": reason}, then=Value(status.value))
            for reason, status in ENDED_AS.items()
        ),
        When(**{f"{rating}ended_on__lte": on}, then=Value(RatingStatus.REVOKED.value)),
        When(
            Q(**{f"{rating}extended_until__lt": on})
            | Q(**{f"{rating}extended_until__isnull": True, f"{rating}until__lt": on}),
            then=Value(RatingStatus.EXPIRED.value),
        ),
        When(**{f"{rating}until__lt": on}, then=Value(RatingStatus.EXTENDED.value)),
        When(**{f"{rating}until__lt": on + timedelta(days=EXPIRING_DAYS)}, then=Value(RatingStatus.EXPIRING.value)),
        default=Value(RatingStatus.VALID.value),
        output_field=CharField(),
    )


# --------------------------------------------------------------------- at a glance
def ranks_at_a_glance(catalogue: Opened) -> dict[str, int]:
    """How many products of each rank the catalogue shows, counted *beside*; every rank is named."""
    day = catalogue.day
    return {rank.value: (day.ranks[rank.value] & day.shown).bit_count() for rank in RANK_ORDER}


def newest_products(catalogue: Opened, count: int) -> list[CardRow]:
    """The card rows of what came into the catalogue last."""
    return card_rows(catalogue, catalogue.day.newest(catalogue.day.shown, 0, count))


def shown_products(producers: Collection[int], on: date) -> dict[int, int]:
    """How many products each of these producers has in the catalogue; one query."""
    mine = CatalogueEntry.objects.filter(product__producer__in=producers, product__merged_into__isnull=True)
    states = ((pk, read_state(steps, on)) for pk, steps in mine.values_list("product__producer", "steps"))
    return Counter(pk for pk, state in states if state and state.is_shown)


# --------------------------------------------------------------------- cards
# Written by hand: this is the one statement of the busiest page, and places and categories are in process already.
_CARDS = """
SELECT product.id, product.slug, product.name, maker.name, entry.place_id, product.category_id, entry.steps,
    (
        SELECT json_build_object('stem', stem, 'width', width, 'height', height, 'caption', caption)
        FROM products_photo AS photo WHERE photo.product_id = product.id ORDER BY position, id LIMIT 1
    )
FROM products_product AS product
JOIN products_catalogueentry AS entry ON entry.product_id = product.id
LEFT JOIN products_publicname AS maker ON maker.producer_id = product.producer_id
WHERE product.id = ANY(%s) AND product.merged_into_id IS NULL
"""


def card_rows(catalogue: Opened, products: Sequence[int]) -> list[CardRow]:
    """What cards show of products on the catalogue's day, in the order given; one query."""
    if not products:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_CARDS, [list(products)])
        found = {row[0]: row for row in cursor}
    return [card for pk in products if pk in found and (card := _card_row(catalogue, *found[pk]))]


def _card_row(
    catalogue: Opened,
    pk: int,
    slug: str,
    name: str,
    maker: str | None,
    place: int | None,
    category: int | None,
    steps: str,
    photo: dict[str, Any] | None,
) -> CardRow | None:
    """The row of a card; none when the product is nothing on the day."""
    state = read_state(steps, catalogue.on)
    if state is None:
        return None
    where = catalogue.land.place(place)
    above = catalogue.land.place(where.parent_id) if where else None
    return {
        "pk": pk,
        "slug": slug,
        "name": name,
        "photo": photo,
        "maker": maker,
        "place__name": where.name if where else None,
        "place__level": where.level if where else None,
        "place__parent__name": above.name if above else None,
        "category__picture": catalogue.tree.picture(category),
        "shown_rank": state.rank,
        "shown_status": state.status,
        "shown_until": state.until,
        "held_stars": state.stars,
    }


def card_rows_of(producer: Producer, on: date) -> list[CardRow]:
    """The card rows of a producer's products, highest rank first and then by name."""
    mine = Product.objects.current().filter(producer=producer).order_by("name_sort", "pk")
    rows = card_rows(opened_catalogue(on), list(mine.values_list("pk", flat=True)))
    return sorted(rows, key=lambda row: RANK_ORDER.index(row["shown_rank"]))
