"""Reading the register on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate

from products.models import Decision, Product, Recognition, ScoreApproval


def ratings_in_force(on: date) -> QuerySet[Recognition]:
    """Ratings in force on a day, as far as is known now: at most one a product."""
    return Recognition.objects.filter(voided_at__isnull=True, valid__contains=on)


def approvals_open(on: date) -> QuerySet[ScoreApproval]:
    """Approved scores without an answer on a day, as far as is known now: at most one a product."""
    return ScoreApproval.objects.filter(voided_at__isnull=True, open__contains=on)


def known_decisions(on: date) -> QuerySet[Decision]:
    """Decisions signed up to a day (or of unknown day) and not voided."""
    return Decision.objects.filter(Q(signed_on__isnull=True) | Q(signed_on__lte=on), voided_at__isnull=True)


def withdrawn_decisions(on: date) -> QuerySet[Decision]:
    """Decisions that would be public on a day and were so until they were voided."""
    was_public = Q(signed_on__lte=on) & Q(signed_on__lte=TruncDate("voided_at"))
    return Decision.objects.filter(Q(signed_on__isnull=True) | was_public, voided_at__isnull=False)


def held_ratings(products: Iterable[Product], on: date) -> dict[int, Recognition]:
    """The rating that each product holds on a day, by product id."""
    return {rating.product_id: rating for rating in ratings_in_force(on).filter(product__in=list(products))}


def expired_rating(product: Product, on: date) -> Recognition | None:
    """The newest rating that a product had up to a day, when it ran to its last day and nothing else ended it."""
    rows = Recognition.objects.filter(voided_at__isnull=True, product=product, starts_on__lte=on)
    newest = rows.order_by("-starts_on").first()
    return None if newest is None or newest.ended_on is not None else newest


def next_ratings(products: Iterable[Product], on: date) -> dict[int, Recognition]:
    """The first unvoided rating of each product that starts on a day or later, by product id."""
    rows = Recognition.objects.filter(voided_at__isnull=True, product__in=list(products), starts_on__gte=on)
    return {row.product_id: row for row in rows.order_by("-starts_on")}


def open_approvals(products: Iterable[Product], on: date) -> dict[int, ScoreApproval]:
    """The open score approval of each product on a day, by product id."""
    return {row.product_id: row for row in approvals_open(on).filter(product__in=list(products))}


def later_approvals(products: Iterable[Product], on: date) -> dict[int, ScoreApproval]:
    """The first unvoided score approval of each product after a day, by product id."""
    rows = ScoreApproval.objects.filter(voided_at__isnull=True, product__in=list(products), approved_on__gt=on)
    return {row.product_id: row for row in rows.order_by("-approved_on")}


def standing_ratings(decision: Decision, on: date) -> list[Recognition]:
    """The ratings of a decision that are in force on a day and that no act has ended."""
    return list(decision.recognitions.filter(voided_at__isnull=True, closed_at__isnull=True, valid__contains=on))


def standing_approvals(decision: Decision) -> list[ScoreApproval]:
    """The score approvals of a decision that have no answer yet."""
    return list(decision.approvals.filter(voided_at__isnull=True, answered_at__isnull=True))
