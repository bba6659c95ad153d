"""What the public may see on a day: nothing that is dated later, nothing that was voided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from core.models import Place, PlaceLevel
from producers.models import Producer
from products.enums import EndReason, RatingStatus
from products.models import (
    Decision,
    Listing,
    Product,
    Recognition,
    ScoreApproval,
)
from products.queries.catalogue import started_ratings
from products.queries.register import known_decisions
from products.rules.validity import status_on


def started_approvals(on: date) -> QuerySet[ScoreApproval]:
    """The unvoided score approvals of a day and before, answered or not."""
    return ScoreApproval.objects.filter(voided_at__isnull=True, approved_on__lte=on)


def attestations(on: date) -> QuerySet[Listing]:
    """What sources attest up to a day; what bears no day counts from the day it was recorded on."""
    return Listing.objects.alias(shown_from=Coalesce("on", TruncDate("recorded_at"))).filter(shown_from__lte=on)


def public_products(on: date) -> QuerySet[Product]:
    """Products with a page: rated, approved for five stars or attested by a source up to the day."""
    mine = {"product": OuterRef("pk")}
    return Product.objects.filter(
        Exists(started_ratings(on).filter(**mine))
        | Exists(started_approvals(on).filter(**mine))
        | Exists(attestations(on).filter(**mine))
    )


def public_producers(on: date) -> QuerySet[Producer]:
    """Producers with a page: of a public product now, or of a rating or score approval up to the day.

    A home that no decision printed has none.
    """
    mine = {"producer": OuterRef("pk")}
    return Producer.objects.filter(public_name__isnull=False).filter(
        Exists(public_products(on).filter(merged_into__isnull=True, **mine))
        | Exists(started_ratings(on).filter(**mine))
        | Exists(started_approvals(on).filter(**mine))
    )


def status_of(rating: Recognition, on: date) -> RatingStatus | None:
    """What the dates of a rating tell on a day."""
    return status_on(
        on,
        starts_on=rating.starts_on,
        until=rating.until,
        extended_until=rating.extended_until,
        ended_on=rating.ended_on,
        end_reason=rating.end_reason,
    )


def last_day(rating: Recognition, on: date) -> date:
    """The last valid day as known on a day; an extension counts once it was recorded, and until a result."""
    if rating.end_reason == EndReason.RESULT and rating.ended_on and rating.ended_on <= on:
        return rating.ended_on - timedelta(days=1)
    is_extended = rating.extended_until is not None and (
        on > rating.until or (rating.extended_at is not None and rating.extended_at.date() <= on)
    )
    return rating.extended_until if is_extended and rating.extended_until else rating.until


def place_today(place: Place | None, on: date) -> Place | None:
    """The unit of the same level that an abolished place lies in today; None while the place itself is in force."""
    if place is None or place.is_in_force(on):
        return None
    level = PlaceLevel.PROVINCE if place.level == PlaceLevel.PROVINCE else PlaceLevel.COMMUNE
    return Place.objects.covering(place.pk, on).in_force(on).filter(level=level).select_related("parent").first()


# --------------------------------------------------------------------- decisions
def is_public_paper(decision: Decision | None, on: date) -> bool:
    """True when the paper has a page for the public on the day."""
    return (
        decision is not None
        and decision.voided_at is None
        and (decision.signed_on is None or decision.signed_on <= on)
    )


@dataclass(frozen=True)
class DecisionStory:
    """What one decision did, as far as the day tells."""

    decision: Decision
    ratings: list[Recognition]
    approvals: list[ScoreApproval]
    closings: list[Recognition]
    answers: list[ScoreApproval]
    corrections: list[Recognition]
    listings: list[Listing]
    annulled_by: Decision | None

    @property
    def held(self) -> int:
        """How many products of the decision the register holds."""
        rows: list[Any] = [*self.ratings, *self.approvals, *self.listings]
        return len({row.product_id for row in rows})


def decision_story(decision: Decision, on: date) -> DecisionStory:
    """Everything that one decision did; seven queries."""
    by_name = ("product__name_sort", "pk")
    things = ("product", "producer")
    ratings = decision.recognitions.filter(voided_at__isnull=True, starts_on__lte=on).select_related(*things)
    closings = decision.closings.filter(voided_at__isnull=True, ended_on__lte=on).select_related(*things)
    answers = decision.answers.filter(voided_at__isnull=True, ended_on__lte=on).select_related(*things)
    approvals = decision.approvals.filter(voided_at__isnull=True, approved_on__lte=on).select_related(*things)
    corrections = decision.corrections.select_related(*things, "restated", "decision")
    return DecisionStory(
        decision=decision,
        ratings=list(ratings.order_by("-stars", *by_name)),
        approvals=list(approvals.order_by(*by_name)),
        closings=list(closings.exclude(end_reason="superseded").order_by(*by_name)),
        answers=list(answers.order_by(*by_name)),
        corrections=list(corrections.order_by(*by_name)),
        listings=list(attestations(on).filter(decision=decision).select_related("product").order_by(*by_name)),
        annulled_by=known_decisions(on).filter(annuls=decision).first(),
    )
