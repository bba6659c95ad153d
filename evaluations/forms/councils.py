"""Forms of councils: the regulation, a seat."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms.reasons import WhyField
from core.models import User
from evaluations.enums import MemberRole
from evaluations.forms.fields import SeatField, day_field
from evaluations.models import Council
from evaluations.queries.council_lists import accounts_to_seat
from evaluations.queries.rounds import seats_for, usual_seat


class CouncilForm(forms.ModelForm):
    """What a council is called and by which regulation it works; the action writes it."""

    founded_on = day_field(label=_("Thành lập ngày"))

    class Meta:
        model = Council
        fields = [
            "name",
            "founded_on",
            "founded_by",
            "regulation",
            "quorum_percent",
            "spread_limit",
            "passes",
            "reveal",
            "days_before",
            "allows_extra_rounds",
            "allows_writing",
            "days_in_writing",
        ]


class CouncilNewForm(CouncilForm):
    """A council that is founded, with the place where it sits."""

    place = SeatField(label=_("Địa bàn"))
    field_order = ["name", "place"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = seats_for(user)  # type: ignore[attr-defined]
        self.fields["place"].initial = usual_seat(user)


class AccountField(forms.ModelChoiceField):
    """An account, told apart by role and territory."""

    def label_from_instance(self, obj: User) -> str:
        return " · ".join([str(obj), str(obj.get_role_display()), *([obj.territory.name] if obj.territory else [])])


def _kept_for() -> str:
    """What contacts of a seat are kept for, who sees them and until when."""
    days = settings.RETENTION["ended_seats"]
    words = [
        _("Ba ô này chỉ để cổng chỉ ra chỗ trùng với chủ thể. Chỉ người điều hành hội đồng thấy."),
        _("Hãy hỏi người đó trước khi ghi; người đó không muốn thì để trống, hoặc xóa đi."),
        _("Người đó thôi thành viên thì hãy xóa.")
        if days is None
        else _("Cổng tự xóa %(days)d ngày sau khi người đó thôi thành viên.") % {"days": days},
    ]
    return " ".join(map(str, words))


class ContactsForm(forms.Form):
    """What a seat is compared with producers by; all of it may stay empty."""

    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    address = forms.CharField(
        label=_("Địa chỉ"), max_length=250, required=False, help_text=_("Ghi cả xã, phường: số 5, ấp 3, xã Minh Hoạ.")
    )
    tax_code = forms.CharField(label=_("Mã số thuế"), max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tax_code"].help_text = _kept_for()


class SeatNameForm(forms.Form):
    """What a seat on a council or a team is called, and why that is put right."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    unit = forms.CharField(label=_("Cơ quan, đơn vị"), max_length=200, required=False)
    why = WhyField()


class SeatForm(ContactsForm):
    """Who is given a seat."""

    field_order = ("full_name", "unit", "role", "scores", "account", "phone", "address", "tax_code")

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    unit = forms.CharField(label=_("Cơ quan, đơn vị"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Vai trò"), choices=MemberRole.choices, initial=MemberRole.MEMBER)
    scores = forms.BooleanField(label=_("Chấm điểm"), required=False, initial=True)
    account = AccountField(
        label=_("Tài khoản"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Không có: chấm trên phiếu giấy"),
        help_text=_("Người đang hoạt động, có quyền chấm điểm, trong địa bàn của hội đồng hoặc cấp trên của nó."),
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts_to_seat(council)  # type: ignore[attr-defined]
