"""Rows of the ledger as staff pages show them."""

from __future__ import annotations

from datetime import date
from typing import Any

from products.enums import Precision
from products.models import Recognition, ScoreApproval
from products.rules.validity import status_on


def rating_status(rating: Recognition, on: date) -> str:
    """What the rating's dates tell on a day: a key of RatingStatus, or nothing before its first day."""
    return (
        status_on(
            on,
            starts_on=rating.starts_on,
            until=rating.until,
            extended_until=rating.extended_until,
            ended_on=rating.ended_on,
            end_reason=rating.end_reason,
        )
        or ""
    )


def known_day(day: date, precision: str) -> str:
    """A day as exactly as its source tells it."""
    if precision == Precision.YEAR:
        return f"{day:%Y}"
    return f"{day:%m/%Y}" if precision == Precision.MONTH else f"{day:%d/%m/%Y}"


def _ended_by(row: Recognition | ScoreApproval, on: date) -> date | None:
    """The day of the closing or answer, unless it is still to come."""
    return row.ended_on if row.ended_on and row.ended_on <= on else None


def rating_row(rating: Recognition, on: date) -> dict[str, Any]:
    """One rating for the table of a product."""
    return {
        "row": rating,
        "rank": rating.stars,
        "status": "" if rating.voided_at else rating_status(rating, on),
        "since": known_day(rating.starts_on, rating.start_precision),
        "to": rating.extended_until or rating.until,
        "ended": _ended_by(rating, on),
        "code": getattr(getattr(rating, "certificate", None), "code", ""),
    }


def approval_row(approval: ScoreApproval, on: date) -> dict[str, Any]:
    """One approved score for the table of a product."""
    return {
        "row": approval,
        "rank": "tiem-nang",
        "status": "",
        "since": known_day(approval.approved_on, approval.start_precision),
        "to": None,
        "ended": _ended_by(approval, on),
        "code": getattr(getattr(approval, "certificate", None), "code", ""),
    }
