"""The form of a dossier that waits for a later round."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.reasons import ReasonForm


class PostponeForm(ReasonForm):
    """Why a dossier is put off, and by which paper where there is one."""

    paper = forms.CharField(label=_("Văn bản làm căn cứ"), max_length=200, required=False)

    field_order = ("why", "paper")
