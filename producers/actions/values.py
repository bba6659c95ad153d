"""Addresses, names and changes of things that are entered by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain, count
from typing import Any

from django.db import models

from core.models import Place
from core.text import fold, slug_of

LONGEST_SLUG = 180  # leaves room for a number


def free_slug(model: type[models.Model], name: str, place: Place | None) -> str:
    """An address made from the name and the place, with a number for the second of a name in one place.

    The place always stands in it: added only to a name that is taken, it would tell what others enter elsewhere.
    """
    end = f"-{place.slug}" if place else ""
    stem = slug_of(name)[: LONGEST_SLUG - len(end)].strip("-") + end
    # merged ones count too
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in chain([stem], (f"{stem}-{number}" for number in count(2))) if slug not in taken)


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
