"""What staff enter about figures of people and requests about personal data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.days import DayField
from producers.forms.representatives import WhyForm
from reports.enums import Right


class ReferenceDayForm(forms.Form):
    """The reference day whose tables about representatives are to be published."""

    on = forms.TypedChoiceField(label=_("Tính đến ngày"), coerce=date.fromisoformat)

    def __init__(self, days: Sequence[date], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = [(day.isoformat(), date_format(day)) for day in days]


class FindPersonForm(WhyForm):
    """Whom to look for, and why."""

    text = forms.CharField(
        label=_("Tên, điện thoại, thư điện tử hoặc số định danh"),
        max_length=150,
        help_text=_("Điện thoại, thư, số định danh phải gõ đủ. Nội dung tìm không được ghi lại."),
        error_messages={"required": _("Hãy nhập điều cần tìm.")},
    )

    field_order = ("text", "why")


class DataRequestForm(forms.Form):
    """What a person asked for, and when."""

    right = forms.ChoiceField(label=_("Người đó yêu cầu"), choices=Right.choices)
    on = DayField(label=_("Nhận ngày"), error_messages={"required": _("Cần ngày nhận.")})
    why = forms.CharField(
        label=_("Ghi chú"),
        max_length=500,
        help_text=_("Số đơn, cách nhận. Không chép dữ liệu cá nhân vào đây: nhật ký không xóa được."),
        error_messages={"required": _("Cần một dòng ghi chú.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today()} | kwargs.get("initial", {})
        kwargs.setdefault("auto_id", "id_yeu_cau_%s")
        super().__init__(*args, **kwargs)
