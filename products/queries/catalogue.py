"""The public catalogue: what each product is on a day, and the grouped counts behind its filters.

`with_state` gives every product that was ever rated or is approved for five stars its rank, status and days; the SQL
here is the twin of products.rules.validity.status_on. Nothing dated after the day takes part.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, JSONObject

from products.enums import EndReason, Rank, RatingStatus
from products.models import Photo, Product, Recognition
from products.rules.validity import EXPIRING_DAYS

IN_FORCE = (RatingStatus.VALID, RatingStatus.EXPIRING, RatingStatus.EXTENDED)
# Highest first; a product approved for five stars stands right below those that hold them.
RANK_ORDER = (Rank.FIVE, Rank.POTENTIAL, Rank.FOUR, Rank.THREE)


def started_ratings(on: date) -> QuerySet[Recognition]:
    """The unvoided ratings that have begun on a day."""
    return Recognition.objects.filter(voided_at__isnull=True, starts_on__lte=on)


def with_state(on: date) -> QuerySet[Any]:
    """Products with a rating that has begun or with an open score approval, one row each.

    Adds `rating` and `approval` (relations), `rank`, `status` (empty without a rating), `until`, `since`, `located`.
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
                When(rating__ended_on__lte=on, then=F("rating__ended_on")),
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
        When(
            **{f"{rating}ended_on__lte": on, f"{rating}end_reason": EndReason.SUPERSEDED},
            then=Value(RatingStatus.SUPERSEDED.value),
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


def in_catalogue() -> Q:
    """What the catalogue shows unless a status is asked for: ratings in force and open score approvals."""
    return Q(status__in=IN_FORCE) | Q(rank=Rank.POTENTIAL)


def catalogue(on: date) -> QuerySet[Product]:
    """The products in force on a day or approved for five stars."""
    return with_state(on).filter(in_catalogue())


# --------------------------------------------------------------------- counts
@dataclass(frozen=True)
class Cell:
    """So many products that are alike in everything that the filters look at."""

    rank: str
    status: str
    category: int | None
    place: int | None
    form: str
    count: int

    @property
    def is_in_catalogue(self) -> bool:
        """The twin of `in_catalogue`."""
        return self.status in IN_FORCE or self.rank == Rank.POTENTIAL


def cells(products: QuerySet[Any]) -> list[Cell]:
    """The products of `with_state` grouped by all that the filters look at; one query."""
    keys = [F("rank"), F("status"), F("category_id"), F("located"), F("producer__legal_form")]
    return [Cell(*row) for row in products.order_by().values_list(*keys).annotate(count=Count("pk"))]


def ranks_at_a_glance(on: date) -> dict[str, int]:
    """How many products of each rank the catalogue shows, counted *beside*; every rank is named. One query."""
    rows = catalogue(on).order_by().values(key=F("rank")).annotate(count=Count("pk"))
    return {rank.value: 0 for rank in RANK_ORDER} | {row["key"]: row["count"] for row in rows}


# --------------------------------------------------------------------- rows
def by_rank() -> list[Any]:
    """Highest rank first, then by name."""
    places = [When(rank=rank, then=Value(place)) for place, rank in enumerate(RANK_ORDER)]
    return [Case(*places, default=Value(len(RANK_ORDER))), "name_sort", "pk"]


def by_name() -> list[Any]:
    """Vietnamese dictionary order."""
    return ["name_sort", "pk"]


def newest_first() -> list[Any]:
    """The newest rating or approval first."""
    return [F("since").desc(), "name_sort", "pk"]


def first_photo() -> Subquery:
    """The first photo of a product as a small object."""
    facts = JSONObject(stem="stem", width="width", height="height", caption="caption")
    rows = Photo.objects.filter(product=OuterRef("pk")).order_by("position", "pk")
    return Subquery(rows.values(facts=facts)[:1])


def card_rows(products: QuerySet[Any]) -> QuerySet[Any, dict[str, Any]]:
    """What a card shows of products of `with_state`, as plain rows."""
    return products.annotate(photo=first_photo()).values(
        "slug",
        "name",
        "photo",
        "producer__name",
        "place__name",
        "place__level",
        "place__parent__name",
        "producer__place__name",
        "producer__place__level",
        "producer__place__parent__name",
        "category__picture",
        shown_rank=F("rank"),
        shown_status=F("status"),
        shown_until=F("until"),
        held_stars=F("rating__stars"),
    )


def newest_products(on: date, count: int) -> QuerySet[Any, dict[str, Any]]:
    """The card rows of what came into the catalogue last."""
    return card_rows(catalogue(on).order_by(*newest_first()))[:count]
