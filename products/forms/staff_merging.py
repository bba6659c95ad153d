"""Forms of merging two records and of undoing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.texts import FreeTextField


class WhyForm(forms.Form):
    """Why an act is done."""

    why = FreeTextField(label=_("Lý do"), error_messages={"required": _("Cần nêu lý do.")})


class MergeForm(WhyForm):
    """Which of two records stays, and why they are one."""

    kept = forms.ChoiceField(
        label=_("Giữ bản ghi nào?"),
        widget=forms.RadioSelect,
        help_text=_("Bản ghi kia được gộp vào; địa chỉ cũ của nó dẫn về bản ghi được giữ."),
        error_messages={"required": _("Hãy chọn bản ghi được giữ.")},
    )

    field_order = ("kept", "why")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = choices  # type: ignore[attr-defined]
