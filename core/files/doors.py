"""Which views take files, and how much may come through each door before anybody reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

from core.files.kinds import Kind

View = TypeVar("View", bound=Callable[..., Any])
# A file of up to twice its limit still comes in whole: it is refused beside its input, and nothing typed is lost.
ROOM = 2


def takes_files(*kinds: Kind, of_strangers: bool = False) -> Callable[[View], View]:
    """Mark a view that takes files of these kinds; every other door is narrow, this one too unless signed in."""

    def mark(view: View) -> View:
        view.file_kinds = kinds  # type: ignore[attr-defined]
        view.is_open_to_strangers = of_strangers  # type: ignore[attr-defined]
        return view

    return mark


def kinds_of(view: Callable[..., Any]) -> tuple[Kind, ...]:
    """The kinds of files that a view takes."""
    kinds: tuple[Kind, ...] = getattr(view, "file_kinds", ())
    return kinds


def is_open_to_strangers(view: Callable[..., Any]) -> bool:
    """True for a view that takes files of people who are not signed in."""
    return getattr(view, "is_open_to_strangers", False)


def largest_body(kinds: tuple[Kind, ...]) -> int:
    """How many bytes a request may bring to a view that takes such files."""
    files = max((kind.limit("bytes") for kind in kinds), default=0)
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE) + ROOM * files
