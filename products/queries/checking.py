"""What a code stands for on a day, as plain values: the page of a check shows them, a receipt keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from core.models import Place
from products.enums import Behind
from products.models import Certificate, Decision, Recognition, ScoreApproval
from products.queries.public import is_public_paper, last_day, status_of
from products.queries.public_names import printed_maker

Row = Recognition | ScoreApproval
DAYS = ("last", "end", "signed_on")


@dataclass(frozen=True)
class Checked:
    """The answer to a check: names as they were printed, days and statuses; words are made of it by who shows it."""

    behind: str = Behind.NOTHING
    product: str = ""
    producer: str = ""
    place: str = ""
    place_level: str = ""
    place_parent: str = ""
    stars: int | None = None
    status: str = ""
    last: date | None = None
    end: date | None = None
    answer: str = ""
    number: str = ""
    signed_on: date | None = None
    precision: str = ""
    issuing_body: str = ""

    def as_json(self) -> dict[str, Any]:
        """The same for a column: days as text, what is empty left out."""
        told = {name: value for name, value in asdict(self).items() if value not in ("", None)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def checked_from(data: Mapping[str, Any]) -> Checked:
    """The answer that a receipt kept."""
    told: dict[str, Any] = {name: date.fromisoformat(value) if name in DAYS else value for name, value in data.items()}
    return Checked(**told)


def row_behind(certificate: Certificate | None, on: date) -> Row | None:
    """The row of the register behind a code; none for a row dated later than the day."""
    if certificate is None:
        return None
    if certificate.recognition:
        return certificate.recognition if certificate.recognition.starts_on <= on else None
    approval = certificate.approval
    return approval if approval and approval.approved_on <= on else None


def checked(row: Row | None, on: date) -> Checked:
    """What a row of the register tells on a day; nothing tells nothing."""
    if row is None:
        return Checked()
    named: dict[str, Any] = {"product": row.product_name, "producer": printed_maker(row), **_place(row.place)}
    if row.voided_at:
        return Checked(Behind.VOIDED, **named)
    named |= _paper(row.decision, on)
    named["end"] = end = row.ended_on if row.ended_on and row.ended_on <= on else None
    if isinstance(row, Recognition):
        return Checked(
            Behind.RATING, stars=row.stars, status=status_of(row, on) or "", last=last_day(row, on), **named
        )
    return Checked(Behind.APPROVAL, answer=row.answer if end else "", **named)


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {"place": place.name, "place_level": place.level, "place_parent": place.parent.name if place.parent else ""}


def _paper(decision: Decision | None, on: date) -> dict[str, Any]:
    if decision is None or not is_public_paper(decision, on):
        return {}
    columns = ("number", "signed_on", "precision", "issuing_body")
    return {column: getattr(decision, column) for column in columns}
