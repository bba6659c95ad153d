"""The lists of evaluations as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse

from core.exports import csv_response
from evaluations.models import PaperResult, Round
from products.models import Decision


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
