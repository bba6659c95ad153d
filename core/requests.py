"""The number of the request or command that is running: one for everything that it writes and logs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

_current: ContextVar[UUID | None] = ContextVar("request_id", default=None)


def current_request_id() -> UUID | None:
    """The number of what is running now; None outside every request and command."""
    return _current.get()


@contextmanager
def request_scope(number: UUID | None = None) -> Iterator[UUID]:
    """Everything inside carries one number: the one given, or the outer one, or a new one."""
    chosen = number or _current.get() or uuid4()
    token = _current.set(chosen)
    try:
        yield chosen
    finally:
        _current.reset(token)
