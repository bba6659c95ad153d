"""Figures of the work desk."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from core.models import User
from products.enums import Rank
from products.models import Product
from products.queries.register import approvals_open, ratings_in_force


def territory_ranks(user: User, on: date) -> dict[str, int]:
    """How many products of the territory have each rank on a day, counted *beside* as everywhere by default."""
    mine = Product.objects.visible_to(user)
    potential = approvals_open(on).filter(product__in=mine)
    held = ratings_in_force(on).filter(product__in=mine).exclude(product__in=potential.values("product"))
    rows = held.order_by().values("stars").annotate(count=Count("pk"))
    counts = {str(row["stars"]): row["count"] for row in rows}
    figures = {str(rank): counts.get(str(rank), 0) for rank in (Rank.FIVE, Rank.FOUR, Rank.THREE)}
    figures[str(Rank.POTENTIAL)] = potential.count()
    return figures
