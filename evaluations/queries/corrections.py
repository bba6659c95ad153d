"""What a correcting draft changes."""

from __future__ import annotations

from typing import Any

from evaluations.models import DecisionDraft, PaperResult
from evaluations.queries.drafts import chosen_rows
from evaluations.rules.outcomes import stars_of
from products.models import Recognition
from products.paper import Correction, parts_beside


def corrections_of(draft: DecisionDraft) -> list[Correction]:
    """The corrections that a draft would publish, each with only the columns that change."""
    return [
        Correction(row.corrects, **_changes(row, row.corrects))
        for row in chosen_rows(draft)
        if row.corrects is not None
    ]


def _changes(row: PaperResult, rating: Recognition) -> dict[str, Any]:
    after = {"stars": stars_of(row.outcome) or rating.stars, "score": row.score, "kind": row.kind}
    after |= parts_beside(rating, row.score)
    return {name: value for name, value in after.items() if value != getattr(rating, name)}
