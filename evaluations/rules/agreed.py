"""What stands agreed on for a criterion, as one text that two windows are compared by."""

from __future__ import annotations


def state_of(option: int | None, knocked_out: bool | None, note: str) -> str:
    """Option, exclusion and note; nothing at all is the empty text."""
    if option is None and knocked_out is None and not note:
        return ""
    return " ".join([str(option or "-"), "x" if knocked_out else "-", *note.split()])
