"""Forms of decisions before they bind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.files import UploadField
from core.forms.texts import FreeTextField
from core.models import User
from core.rules.lengths import LONGEST_LINE
from evaluations.forms.fields import LevelField, SeatField, day_field
from evaluations.queries.rounds import deciding_levels, seats_for, usual_level, usual_seat
from products.enums import DecisionKind
from products.files import PAPER

# What can be entered without a round; an approving decision follows by itself from rows that only approve scores.
KINDS = [
    (DecisionKind.RECOGNISE, _("Công nhận hoặc phê duyệt điểm: quyết định cũ, quyết định 5 sao của cấp trung ương")),
    (DecisionKind.REVOKE, _("Thu hồi")),
    (DecisionKind.ANNUL, _("Hủy bỏ một quyết định")),
    (DecisionKind.CORRECT, _("Đính chính")),
]


class DraftNewForm(forms.Form):
    """Which decision is entered without a round."""

    kind = forms.ChoiceField(
        label=_("Quyết định làm gì"), choices=KINDS, widget=forms.RadioSelect, initial=DecisionKind.RECOGNISE
    )
    level = LevelField(
        label=_("Quy định và cấp ban hành"),
        help_text=_("Quyết định cũ chọn quy định lúc đó; quyết định 5 sao chọn cấp trung ương."),
    )
    place = SeatField(label=_("Địa bàn"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].queryset = deciding_levels()  # type: ignore[attr-defined]
        self.fields["place"].queryset = seats_for(user)  # type: ignore[attr-defined]
        place = usual_seat(user)
        self.fields["place"].initial, self.fields["level"].initial = place, usual_level(place)


class DraftEditForm(forms.Form):
    """The head of the paper and its scan; an unfinished head can be kept."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False, help_text=_("Ví dụ: 1693/QĐ-UBND"))
    signed_on = day_field(label=_("Ngày ký"), required=False)
    issuing_body = forms.CharField(
        label=_("Cơ quan ban hành"),
        max_length=200,
        required=False,
        help_text=_("Tên lúc ban hành; tên này được giữ mãi trong sổ."),
    )
    signer = forms.CharField(label=_("Người ký"), max_length=150, required=False)
    title = forms.CharField(label=_("Trích yếu"), max_length=300, required=False)
    reason = FreeTextField(label=_("Lý do, căn cứ"), required=False)
    paper = UploadField(PAPER, label=_("Bản quét (PDF)"), required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == DecisionKind.RECOGNISE:
            del self.fields["reason"]


class DecisionFilterForm(forms.Form):
    """The filters of the decision list, as they stand in the address."""

    q = forms.CharField(label=_("Số, ký hiệu hoặc cơ quan"), max_length=LONGEST_LINE, required=False)
    nam = forms.IntegerField(label=_("Năm"), required=False, min_value=2018, max_value=2100)
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *DecisionKind.choices])
