"""What a signed paper says, before it stands in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.models import Place
from producers.enums import LegalForm
from products.enums import Precision, RatingKind, StartBasis
from products.models import Level, Product, Recognition, ScoreApproval


@dataclass(frozen=True)
class Paper:
    """The head of a decision; `signed_on` is None only where no source gives a day."""

    level: Level
    issuing_body: str
    number: str = ""
    signed_on: date | None = None
    precision: Precision = Precision.DAY
    place: Place | None = None
    signer: str = ""
    title: str = ""
    reason: str = ""
    scan: str = ""
    scan_sha256: str = ""
    published_count: int | None = None
    source_url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One product in a decision: `stars` 3, 4 or 5, or None for a score approved for five stars.

    `is_lowered` says that minimums of its stars were found missing (26/2026 annex II), so that it holds fewer than its
    score carries. `starts_on` is empty for "from the day of the decision". `printed_*` say what the paper
    printed where the product or its producer is called something else today.
    """

    product: Product
    stars: int | None
    kind: RatingKind = RatingKind.FIRST
    score: Decimal | None = None
    is_lowered: bool = False
    score_a: Decimal | None = None
    score_b: Decimal | None = None
    score_c: Decimal | None = None
    starts_on: date | None = None
    start_basis: StartBasis = StartBasis.DECISION
    start_precision: Precision = Precision.DAY
    printed_product: str = ""
    printed_producer: str = ""
    printed_form: LegalForm | None = None
    source_url: str = ""

    def first_day(self, signed_on: date | None) -> date:
        """The first day of the rating or approval; ValueError when nothing tells it."""
        day = self.starts_on or signed_on
        if day is None:
            raise ValueError("neither the line nor the paper has a day")
        return day


PARTS = ("score_a", "score_b", "score_c")


def parts_beside(row: Recognition | ScoreApproval, score: Decimal | None) -> dict[str, Any]:
    """The part totals that a row keeps beside a score: its own beside its own, none beside another one."""
    return {name: getattr(row, name) if score == row.score else None for name in PARTS}


class Correction:
    """One row that a correcting paper says anew: the rating and the columns that change."""

    def __init__(self, rating: Recognition, **changes: Any) -> None:
        self.rating, self.changes = rating, changes
