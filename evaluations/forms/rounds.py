"""Forms of rounds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.texts import FreeTextField
from core.models import User
from evaluations.enums import RoundStatus
from evaluations.forms.fields import LevelField, SeatField, day_field
from evaluations.queries.rounds import next_ordinal, scoring_levels, seats_for, usual_level, usual_seat


class RoundOpenForm(forms.Form):
    """Which round is opened."""

    level = LevelField(label=_("Quy định và cấp"))
    place = SeatField(label=_("Địa bàn"))
    year = forms.IntegerField(label=_("Năm đánh giá"), min_value=2018, max_value=2100)
    ordinal = forms.IntegerField(label=_("Đợt"), min_value=1, max_value=99, initial=1)
    opened_on = day_field(label=_("Ngày mở đợt"))
    note = FreeTextField(label=_("Ghi chú"), required=False, rows=2)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].queryset = scoring_levels()  # type: ignore[attr-defined]
        self.fields["place"].queryset = seats_for(user)  # type: ignore[attr-defined]
        place = usual_seat(user)
        level = usual_level(place)
        self.fields["place"].initial, self.fields["level"].initial = place, level
        self.fields["year"].initial = today().year
        if place is not None and level is not None:
            self.fields["ordinal"].initial = next_ordinal(level, place, today().year)
        self.fields["opened_on"].initial = today()


class RoundFilterForm(forms.Form):
    """The filters of the round list, as they stand in the address."""

    nam = forms.TypedChoiceField(label=_("Năm"), required=False, coerce=int, empty_value=None)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *RoundStatus.choices]
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [("", _("Tất cả")), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
