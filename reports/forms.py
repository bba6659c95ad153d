"""What the figures page may be asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.models import PlaceLevel
from core.parse import parse_date
from producers.forms.representatives import WhyForm
from products.enums import Counting
from reports.enums import Right
from reports.queries.figures import Question
from reports.rules.moments import parse_moment


class FiguresForm(forms.Form):
    """The address contract of /thong-ke/: `ngay`, `ghi-den`, `cach-dem`, and `cap` for the level of places."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["ngay"] = forms.CharField(label=_("Tính đến ngày"), required=False, max_length=20)
        self.fields["ghi-den"] = forms.CharField(label=_("Theo sổ ghi đến lúc"), required=False, max_length=40)
        self.fields["cach-dem"] = forms.ChoiceField(label=_("Cách đếm"), choices=Counting.choices, required=False)
        self.fields["cap"] = forms.ChoiceField(
            label=_("Theo địa bàn"),
            choices=[(PlaceLevel.DISTRICT, _("huyện")), (PlaceLevel.COMMUNE, _("xã"))],
            required=False,
        )

    def _text(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["on"] = self._day()
        cleaned["recorded_until"] = self._moment()
        return cleaned

    def _day(self) -> date:
        text = self._text("ngay")
        if not text:
            return today()
        try:
            day = parse_date(text)
        except ValueError as error:
            self.add_error("ngay", str(error))
            return today()
        if day > today():
            self.add_error("ngay", _("Chưa có số liệu sau ngày %(day)s.") % {"day": date_format(today())})
            return today()
        return day

    def _moment(self) -> datetime | None:
        text = self._text("ghi-den")
        if not text:
            return None
        try:
            return parse_moment(text)
        except ValueError:
            self.add_error("ghi-den", _("Ghi thời điểm như 2026-11-22T09:00."))
            return None

    def question(self) -> Question:
        """The question asked; a part that could not be read falls back to its default."""
        self.is_valid()
        return Question(
            on=self.cleaned_data.get("on") or today(),
            recorded_until=self.cleaned_data.get("recorded_until"),
            potential=Counting(self.cleaned_data.get("cach-dem") or Counting.BESIDE),
            level=PlaceLevel(self.cleaned_data.get("cap") or PlaceLevel.DISTRICT),
        )


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
    on = forms.DateField(label=_("Nhận ngày"), error_messages={"required": _("Cần ngày nhận.")})
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
