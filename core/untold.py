"""What the book of acts keeps back for a time: a model says which of its columns, and until when, as `UNTOLD`."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Untold:
    """Columns, and what acts write down under the same names, that are only said to have changed until a row fits."""

    columns: frozenset[str]
    until: Q
