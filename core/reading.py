"""Keeping in process what was read, until the public content changes.

What is kept belongs to a generation. A reader asks for the generation with one small query and reads again only when
it is another one; it is given what it kept before, so that it may read no more than what changed since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from django.db import connection

from core.models import Generation
from core.publishing import current_generation

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """A value and the generation that it shows."""

    number: int
    changed_at: datetime
    value: T

    def is_of(self, generation: Generation) -> bool:
        """True when nothing was published in between; the moment tells two databases apart that count alike."""
        return (self.number, self.changed_at) == (generation.number, generation.changed_at)


# Given what was kept before, or None when everything is to be read: the value with the generation that it shows.
# The generation comes from the same statement as the rows, or is read before them: never a newer one over older rows.
Read = Callable[[Kept[T] | None], Kept[T]]


class Reader(Generic[T]):
    """One value of the current generation, kept in process; threads share it by swapping one reference."""

    def __init__(self, read: Read[T]) -> None:
        self._read = read
        self._kept: Kept[T] | None = None
        self._reading = RLock()
        _readers.add(self)

    def current(self, generation: Generation | None = None) -> Kept[T]:
        """What the generation of now shows, or a newer one; pass the generation when it was read already."""
        now, kept = generation or current_generation(), self._kept
        return kept if kept is not None and kept.is_of(now) else self._renewed()

    def _renewed(self) -> Kept[T]:
        """One thread reads; the others wait and take what it has read when that is still of now."""
        with self._reading:
            now, kept = current_generation(), self._kept
            if kept is not None and kept.is_of(now):
                return kept
            fresh = self._read(kept if kept is not None and kept.number < now.number else None)
            if is_settled():
                self._kept = fresh
            return fresh

    def forget(self) -> None:
        """Read everything anew the next time."""
        self._kept = None


def nothing_yet(_kept: Kept[dict[Any, Any]] | None) -> Kept[dict[Any, Any]]:
    """For what pages fill in as they ask: a table of the current generation without any row."""
    generation = current_generation()
    return Kept(generation.number, generation.changed_at, {})


_readers: WeakSet[Reader[Any]] = WeakSet()


def is_settled() -> bool:
    """True outside every transaction: what an unfinished one wrote may be taken back and is never kept."""
    return not connection.in_atomic_block


def forget_all() -> None:
    """Empty every reader."""
    for reader in list(_readers):
        reader.forget()
