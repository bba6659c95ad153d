"""What the figures page may be asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.models import PlaceLevel
from core.parse import parse_date
from products.enums import Counting
from reports.queries.figures import Question
from reports.rules import parse_moment


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
