"""One row as a person typed it, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from products.enums import RatingKind
from products.models import Product


@dataclass(frozen=True)
class Entry:
    """What the row says; an empty outcome follows from the score."""

    product: Product
    kind: RatingKind = RatingKind.FIRST
    score: Decimal | None = None
    outcome: str = ""
    note: str = ""
