"""Which rows of the book of acts are not to be told yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models

from core.untold import Untold

Thing = tuple[type[models.Model] | None, int]
NOTHING: frozenset[str] = frozenset()


class KeptBack:
    """What is kept back of some rows; one query for each model that keeps anything back."""

    def __init__(self, things: Iterable[Thing]) -> None:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for model, pk in things:
            if model is not None and hasattr(model, "UNTOLD"):
                wanted[model].add(pk)
        self._told = {model: _told(model, model.UNTOLD, keys) for model, keys in wanted.items()}  # type: ignore[attr-defined]

    def of(self, model: type[models.Model] | None, pk: int) -> frozenset[str]:
        """The columns of a row that are only said to have changed; of a row that is gone too."""
        if model is None or model not in self._told or pk in self._told[model]:
            return NOTHING
        return model.UNTOLD.columns  # type: ignore[attr-defined]


def _told(model: type[models.Model], untold: Untold, keys: set[int]) -> set[int]:
    return set(model._base_manager.filter(untold.until, pk__in=keys).values_list("pk", flat=True))
