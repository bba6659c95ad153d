"""The form of a result that another body found."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.texts import FreeTextField
from core.parse import parse_decimal
from evaluations.forms.fields import day_field
from evaluations.rules.scoring import FailedGate

STARS = (5, 4, 3)
OF_PARTS = _(
    "Căn cứ loại mà cấp đó nêu, kể cả số tiêu chí (bộ tiêu chí này chỉ có điểm từng phần); để trống khi không bị loại."
)


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


class CodesField(forms.CharField):
    """Numbers of criteria as people write them: 1.5, 2.1."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=200, help_text=_("Số hiệu tiêu chí, ví dụ: 1.5, 2.1"), **more)

    def clean(self, value: Any) -> list[str]:
        """Each number once, in the order typed."""
        return list(dict.fromkeys(re.findall(r"[^\s,;]+", super().clean(value))))


class RecordResultForm(forms.Form):
    """What the paper of the body above says."""

    total = PointsField(label=_("Tổng điểm"), max_length=10)
    points_a = PointsField(label=_("Phần A"), required=False, max_length=10)
    points_b = PointsField(label=_("Phần B"), required=False, max_length=10)
    points_c = PointsField(label=_("Phần C"), required=False, max_length=10)
    missed_5 = CodesField(label=_("Chưa đạt yêu cầu tối thiểu 5 sao ở tiêu chí"))
    missed_4 = CodesField(label=_("Chưa đạt yêu cầu tối thiểu 4 sao ở tiêu chí"))
    missed_3 = CodesField(label=_("Chưa đạt yêu cầu tối thiểu 3 sao ở tiêu chí"))
    knocked_out = CodesField(label=_("Bị loại ở tiêu chí"))
    excluded = FreeTextField(
        label=_("Bị loại cả hồ sơ vì"),
        required=False,
        rows=2,
        help_text=_("Căn cứ loại mà cấp đó nêu, thấy ở đâu; để trống khi không bị loại."),
    )
    said = FreeTextField(label=_("Nhận xét của cấp đó, nếu có"), required=False, rows=2)
    paper = forms.CharField(label=_("Văn bản thông báo kết quả"), max_length=200)
    paper_on = day_field(label=_("Ngày văn bản"))

    def __init__(self, *args: Any, has_criteria: bool = True, **more: Any) -> None:
        """`has_criteria` is False for a sheet of parts alone: what the body names there is said in words."""
        super().__init__(*args, **more)
        if not has_criteria:
            del self.fields["knocked_out"]
            self.fields["excluded"].help_text = OF_PARTS
            for star in STARS:
                self.fields[f"missed_{star}"].help_text = _("Phần có tiêu chí chưa đạt, ví dụ: A, C")

    def clean(self) -> dict[str, Any]:
        """What is missed, as the action takes it: by star and criterion."""
        data = self.cleaned_data
        missed = [FailedGate(star, code) for star in STARS for code in data.pop(f"missed_{star}", [])]
        return data | {"missed": missed}
