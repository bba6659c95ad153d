"""What the pages of figures may be asked: the keys of their addresses.

An address that was mistyped is still answered: what cannot be read is said in words beside its input, keeps what was
typed, and falls back to what is shown without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import today
from core.parse import parse_date
from producers.enums import ReportingClass
from products.enums import Counting, Rank
from products.filters import readable
from reports.enums import Change, Every, Units
from reports.queries.figures import Question
from reports.queries.lists import Cell
from reports.rules.changes import FLOWS, HEIGHT
from reports.rules.moments import parse_moment

LONGEST = 60  # of what is said again in a message
LARGEST_KEY = 2**63 - 1


class DayField(forms.Field):
    """A day as people here write it, no later than the business day."""

    def to_python(self, value: Any) -> date | None:
        """The day, or None when nothing was typed."""
        if not (text := readable(value or "")[:LONGEST]):
            return None
        try:
            day = parse_date(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if day > today():
            raise ValidationError(_("Chưa có số liệu sau ngày %(day)s.") % {"day": date_format(today())})
        return day


class MomentField(forms.Field):
    """A record time as citations carry it, or as people here write days and times; never one to come.

    What will be recorded until then is not known.
    """

    def to_python(self, value: Any) -> datetime | None:
        """The moment, or None when nothing was typed."""
        if not (text := readable(value or "")[:LONGEST]):
            return None
        try:
            moment = parse_moment(text)
        except ValueError:
            raise ValidationError(_("Ghi thời điểm như 22/11/2026 hoặc 22/11/2026 09:00.")) from None
        if moment > timezone.now():
            raise ValidationError(_("Thời điểm này chưa đến: hãy ghi một thời điểm đã qua."))
        return moment


def _day(label: Any) -> DayField:
    return DayField(label=label, required=False)


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=100, required=False)


class AskForm(forms.Form):
    """The keys of every page: `ghi-den`, the record time, and `cach-dem`, the way of counting."""

    common: Mapping[str, forms.Field] = {
        "cach-dem": _choice(gettext_lazy("Cách đếm"), Counting.choices),
        "ghi-den": MomentField(label=gettext_lazy("Theo sổ ghi đến lúc"), required=False),
    }
    keys: Mapping[str, forms.Field] = {}

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="%s")
        self.fields.update(deepcopy({**self.keys, **self.common}))
        self.is_valid()

    def chosen(self, key: str) -> Any:
        """What was typed or chosen under a key, when it can be read."""
        return self.cleaned_data.get(key) or None

    def word(self, key: str) -> str:
        """The same, of a key that takes words."""
        return self.chosen(key) or ""

    @property
    def recorded_until(self) -> datetime | None:
        """The record time of a cited page."""
        return self.chosen("ghi-den")

    @property
    def counting(self) -> Counting:
        """The way of counting."""
        return Counting(self.chosen("cach-dem") or Counting.BESIDE)


class FiguresForm(AskForm):
    """The keys of /thong-ke/: `ngay`, `cap` for the units of places, `bang` for the scheme of categories."""

    keys: Mapping[str, forms.Field] = {
        "ngay": _day(gettext_lazy("Tính đến ngày")),
        "cap": _choice(gettext_lazy("Theo địa bàn"), Units.choices),
        "bang": _text(gettext_lazy("Theo bảng phân loại")),
    }

    def question(self) -> Question:
        """The question asked; a part that could not be read falls back to its default."""
        return Question(
            on=self.chosen("ngay") or today(),
            recorded_until=self.recorded_until,
            potential=self.counting,
            level=Units(self.chosen("cap") or Units.DISTRICT),
            scheme=self.word("bang"),
        )


class CellForm(FiguresForm):
    """The keys of the lists: those of the figures, and which number of them is meant; `cua` names a producer."""

    keys: Mapping[str, forms.Field] = {
        **FiguresForm.keys,
        "sao": _choice(gettext_lazy("Hạng sao"), Rank.choices),
        "noi": _text(gettext_lazy("Địa bàn")),
        "nhom": _text(gettext_lazy("Nhóm sản phẩm")),
        "chu-the": _choice(gettext_lazy("Loại hình chủ thể"), ReportingClass.choices),
        "cua": forms.IntegerField(label=gettext_lazy("Chủ thể"), min_value=1, max_value=LARGEST_KEY, required=False),
    }

    def cell(self) -> Cell:
        """The number whose list is asked for."""
        return Cell(self.word("sao"), self.word("noi"), self.word("nhom"), self.word("chu-the"))


class SpanForm(AskForm):
    """The keys of what lies between two days: `tu` and `den`."""

    keys: Mapping[str, forms.Field] = {
        "tu": _day(gettext_lazy("Từ ngày")),
        "den": _day(gettext_lazy("Đến ngày")),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("tu"), cleaned.get("den") or today()
        if first and first >= last:
            self.add_error("tu", _("Ngày đầu phải trước ngày cuối (%(day)s).") % {"day": date_format(last)})
        return cleaned

    @property
    def last(self) -> date:
        """The later day."""
        return self.chosen("den") or today()


class SeriesForm(SpanForm):
    """The keys of a series: `moi` says how far apart its days lie."""

    keys: Mapping[str, forms.Field] = {
        **SpanForm.keys,
        "moi": _choice(gettext_lazy("Mỗi cột"), Every.choices),
    }

    @property
    def every(self) -> Every:
        """How far apart the days lie."""
        return Every(self.chosen("moi") or Every.YEAR)


class ChangesForm(SpanForm):
    """The keys of the differences between two days: `muc` names a kind of change, or a flow of one rank or of all."""

    keys: Mapping[str, forms.Field] = {
        **SpanForm.keys,
        "muc": _choice(
            gettext_lazy("Mục"),
            [
                *Change.choices,
                *((f"{flow}{rank}", "") for rank in ("", *(f"-{key}" for key in HEIGHT)) for flow in FLOWS),
            ],
        ),
    }

    @property
    def first(self) -> date:
        """The earlier day; without one the last day of the year before."""
        return self.chosen("tu") or date(self.last.year - 1, 12, 31)
