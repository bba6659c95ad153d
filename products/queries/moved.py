"""What a merge moved and what of it can go back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from producers.models import ProducerMerge
from products.models import ProductMerge, Recognition, ScoreApproval
from products.queries.merging import Follower, follower, frozen, with_restated


@dataclass(frozen=True)
class Moved:
    """The rows of one table that a merge moved: those that go back, and those that stand in the way."""

    follower: Follower
    back: list[models.Model]
    changed_hands: list[models.Model]
    frozen: list[models.Model]


def moved_rows(merge: ProducerMerge | ProductMerge) -> list[Moved]:
    """Table by table, what a merge moved; rows deleted since are forgotten."""
    return [_moved(follower(key), ids, merge) for key, ids in merge.moved.get("rows", {}).items()]


def _moved(rows_of: Follower, ids: list[int], merge: ProducerMerge | ProductMerge) -> Moved:
    rows = rows_of.model._base_manager.filter(pk__in=ids)
    here = rows.filter(**{rows_of.column: merge.kept})
    free = here.exclude(frozen(rows_of.model))
    is_ledger = issubclass(rows_of.model, Recognition | ScoreApproval)
    return Moved(
        rows_of,
        with_restated(free, rows_of.column, merge.kept) if is_ledger else list(free),
        list(rows.exclude(**{rows_of.column: merge.kept})),
        list(here.filter(frozen(rows_of.model))),
    )
