"""The rows of the ledger behind some differences, fetched together."""

from __future__ import annotations

from collections.abc import Iterable

from core.clock import today
from products.models import Recognition, ScoreApproval
from products.queries.public import public_products
from reports.queries.changes import Difference, Rows

_WITH = ("product", "decision")


class ChangedRows:
    """What a list of differences shows; three queries."""

    def __init__(self, differences: Iterable[Difference]) -> None:
        rows = [row for each in differences for row in (each.before, each.after, each.ended)]
        ratings = Recognition.objects.select_related(*_WITH, "end_decision")
        approvals = ScoreApproval.objects.select_related(*_WITH, "answer_decision")
        self._ratings = ratings.in_bulk({row.rating for row in rows if row.rating})
        self._approvals = approvals.in_bulk({row.approval for row in rows if row.approval})
        things = {row.product_id for row in self._ratings.values()}
        things |= {row.product_id for row in self._approvals.values()}
        self.with_page = set(public_products(today()).filter(pk__in=things).values_list("pk", flat=True))

    def rating(self, rows: Rows) -> Recognition | None:
        """The rating of a pair of rows."""
        return self._ratings.get(rows.rating or 0)

    def approval(self, rows: Rows) -> ScoreApproval | None:
        """The approved score of a pair of rows."""
        return self._approvals.get(rows.approval or 0)
