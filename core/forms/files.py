"""The one input for files: what it offers and says follows from the kind; the file itself is judged by the action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from core.files.kinds import Kind


class UploadField(forms.FileField):
    """An input for a file of one kind."""

    def __init__(self, kind: Kind, *, note: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": kind.accept}))
        # An empty file is refused by the same judge as all others; its name may be as long as it likes.
        super().__init__(allow_empty_file=True, help_text=_hint(kind, note), **kwargs)


def _hint_now(kind: Kind, note: str) -> str:
    words = _("Tệp %(formats)s, nhiều nhất %(megabytes)s MB.")
    return f"{words % {'formats': kind.words, 'megabytes': kind.megabytes}} {note}".strip()


_hint = lazy(_hint_now, str)
