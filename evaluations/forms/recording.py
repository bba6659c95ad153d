"""The form of a result that another body found."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.texts import FreeTextField
from core.parse import parse_decimal
from evaluations.forms.fields import day_field


class PointsField(forms.CharField):
    """Points as people write them: 91,5."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        """The number, or None for an empty text that may be one."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_decimal(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class RecordResultForm(forms.Form):
    """What the paper of the body above says."""

    total = PointsField(label=_("Tổng điểm"), max_length=10)
    points_a = PointsField(label=_("Phần A"), required=False, max_length=10)
    points_b = PointsField(label=_("Phần B"), required=False, max_length=10)
    points_c = PointsField(label=_("Phần C"), required=False, max_length=10)
    missed = FreeTextField(label=_("Yêu cầu tối thiểu chưa đạt, nếu có"), required=False, rows=2)
    paper = forms.CharField(label=_("Văn bản thông báo kết quả"), max_length=200)
    paper_on = day_field(label=_("Ngày văn bản"))
