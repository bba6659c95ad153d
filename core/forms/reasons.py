"""The question why, wherever the admin asks it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.row_acts import Facts


class WhyField(forms.CharField):
    """Why something is done, in words for the book of acts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Lý do"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Hãy ghi lý do.")},
            **kwargs,
        )


class ReasonForm(forms.Form):
    """Why an act is done."""

    why = WhyField()


class ReferenceForm(forms.ModelForm):
    """A row of reference data and why it is changed; a new one needs no reason."""

    before: Facts  # the row as it stood, given by the admin as it saves
    why = WhyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = self.instance.pk is not None
