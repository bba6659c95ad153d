"""The one input for loose text."""

from __future__ import annotations

from typing import Any

from django import forms

from core.rules.lengths import LONGEST_TEXT


class FreeTextField(forms.CharField):
    """Some lines of text, and never more than two pages of it."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**kwargs)
