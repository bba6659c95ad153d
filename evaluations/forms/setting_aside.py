"""The form of a result that no decision is taken on."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.reasons import ReasonForm
from evaluations.enums import Aside


class AsideForm(ReasonForm):
    """What becomes of the dossier, by which paper and why."""

    to = forms.ChoiceField(
        label=_("Hồ sơ"),
        choices=Aside.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn việc làm với hồ sơ.")},
    )
    paper = forms.CharField(
        label=_("Văn bản làm căn cứ"),
        max_length=200,
        help_text=_("Văn bản giải quyết khiếu nại, đơn rút, quyết định hủy bỏ, văn bản gốc khi gõ nhầm."),
        error_messages={"required": _("Ghi văn bản làm căn cứ.")},
    )

    field_order = ("to", "paper", "why")
