"""Finding things by their names, typed without marks and in any order."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Q, QuerySet

from core.text import words_of

MOST_WORDS = 20  # more than any name has; an address may bring hundreds
Rows = TypeVar("Rows", bound=QuerySet)


def named_like(rows: Rows, text: str, *, others: tuple[str, ...] = ()) -> Rows:
    """The rows whose folded name (or one of the `others` columns) holds every word of the text."""
    for word in words_of(text)[:MOST_WORDS]:
        found = Q(name_fold__contains=word)
        for column in others:
            found |= Q(**{f"{column}__contains": word})
        rows = rows.filter(found)
    return rows
