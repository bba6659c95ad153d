"""Refusals in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why something is refused; `field` names the input it belongs to, empty for the whole."""

    text: str
    field: str = ""

    def __str__(self) -> str:
        return str(self.text)


class ActionRefused(Exception):
    """An action was refused; `reasons` holds what to tell the person."""

    def __init__(self, reasons: Iterable[Reason | str] | Reason | str) -> None:
        given = [reasons] if isinstance(reasons, str | Reason) else list(reasons)
        self.reasons = [reason if isinstance(reason, Reason) else Reason(str(reason)) for reason in given]
        super().__init__(" ".join(str(reason) for reason in self.reasons))


def refuse_if(reasons: Iterable[Reason | str]) -> None:
    """Raise ActionRefused when there is at least one reason."""
    found = list(reasons)
    if found:
        raise ActionRefused(found)
