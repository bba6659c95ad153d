"""Lists as CSV for machines: dots in numbers, ISO dates, UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse

from evaluations.models import PaperResult, Round
from products.models import Decision

# A cell that begins with one of these would be a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file to keep; texts that a spreadsheet would run as formulas are defused."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return response


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_of_rounds(rounds: Iterable[Round]) -> HttpResponse:
    """The round list."""
    head = ["regime", "level", "place", "year", "ordinal", "opened_on", "status", "rows", "decided"]
    return csv_response(
        "dot-danh-gia",
        head,
        (
            (
                found.level.regime.code,
                found.level.key,
                found.place.name,
                found.year,
                found.ordinal,
                found.opened_on,
                found.status,
                found.row_count,  # type: ignore[attr-defined]
                found.decided_count,  # type: ignore[attr-defined]
            )
            for found in rounds
        ),
    )


def csv_of_results(rows: Iterable[PaperResult]) -> HttpResponse:
    """The rows of a grid, in the order of the paper."""
    head = ["product", "producer", "place", "kind", "score", "outcome", "decision", "note"]
    return csv_response(
        "ket-qua",
        head,
        (
            (
                row.product.name,
                row.product.producer.name,
                row.product.place,
                row.kind,
                row.score,
                row.outcome,
                row.decision,
                row.note,
            )
            for row in rows
        ),
    )


def csv_of_decisions(decisions: Iterable[Decision]) -> HttpResponse:
    """The decision list."""
    head = ["number", "signed_on", "precision", "issuing_body", "kind", "regime", "level"]
    head += ["ratings", "approvals", "voided"]
    return csv_response(
        "quyet-dinh",
        head,
        (
            (
                decision.number,
                decision.signed_on,
                decision.precision,
                decision.issuing_body,
                decision.kind,
                decision.level.regime.code,
                decision.level.key,
                decision.rating_count,  # type: ignore[attr-defined]
                decision.approval_count,  # type: ignore[attr-defined]
                decision.voided_at is not None,
            )
            for decision in decisions
        ),
    )
