"""Addresses, names and changes of things that are entered by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any

from django.db import models

from core.text import fold, slug_of

LONGEST_SLUG = 180  # leaves room for a number


def free_slug(model: type[models.Model], name: str, *surroundings: str) -> str:
    """An address made from the name; when taken, with each of the surroundings in turn, then with a number."""
    stem = slug_of(name)[:LONGEST_SLUG].strip("-")
    stems = [stem, *(f"{stem}-{slug_of(part)}"[:LONGEST_SLUG].strip("-") for part in surroundings if part)]
    taken = set(
        model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True)  # merged ones count too
    )
    for slug in stems:
        if slug not in taken:
            return slug
    return next(slug for number in count(2) if (slug := f"{stems[-1]}-{number}") not in taken)


def is_known_as(name: str, names: Iterable[str]) -> bool:
    """True when a list of names holds this one, whatever its marks and capitals."""
    return fold(name) in {fold(other) for other in names}


def changed_values(
    thing: models.Model,
    before: Mapping[str, Any],
    changed: Iterable[str],
    *,
    unsaid: frozenset[str] = frozenset(),
    shown: Mapping[str, Callable[[str], str]] | None = None,
) -> dict[str, Any]:
    """What history says about an edit: column → [old, new], or None for columns that may name a person."""
    said: dict[str, Any] = {}
    for name in changed:
        show = (shown or {}).get(name, str)
        pair = (before[name], getattr(thing, name))
        said[name] = None if name in unsaid else ["" if value is None else show(value) for value in pair]
    return said
