"""Forms of representatives and of consents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.days import DayField
from core.forms.texts import FreeTextField
from core.models import User
from producers.enums import Contact, Disability, LegalBasis, Sex
from producers.forms.fields import PlaceField
from producers.models import RepresentativeProfile
from producers.rules.ethnicities import ETHNICITIES


class WhyForm(forms.Form):
    """Why somebody looks at or removes data about a person."""

    why = FreeTextField(
        label=_("Lý do"),
        max_length=500,
        rows=2,
        help_text=_("Ví dụ: lập báo cáo quý III theo công văn số … Lý do được ghi vào nhật ký cùng tên bạn."),
        error_messages={"required": _("Cần nêu lý do.")},
    )


class RepresentativeForm(forms.Form):
    """A person who represents a producer from a day on."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    since = DayField(label=_("Đại diện từ ngày"))
    sex = forms.ChoiceField(label=_("Giới tính"), choices=Sex.choices, initial=Sex.UNKNOWN)
    ethnicity = forms.ChoiceField(label=_("Dân tộc"), choices=ETHNICITIES)
    disability = forms.ChoiceField(
        label=_("Khuyết tật"), choices=Disability.choices, initial=Disability.UNKNOWN, help_text=_("Theo lời khai.")
    )
    basis = forms.ChoiceField(
        label=_("Căn cứ lưu giữ"), choices=[("", "–"), *LegalBasis.choices], help_text=_("Không chọn sẵn thay ai.")
    )
    basis_on = DayField(label=_("Ngày của căn cứ"))
    basis_text = FreeTextField(
        label=_("Nội dung căn cứ"),
        rows=2,
        help_text=_("Người đó đồng ý những gì, hoặc giấy tờ nào của hồ sơ yêu cầu."),
    )
    why = forms.CharField(label=_("Lý do ghi"), max_length=500, error_messages={"required": _("Cần nêu lý do.")})

    field_order = ("full_name", "since", "sex", "ethnicity", "disability", "residence")

    def __init__(self, user: User, *args: Any, profile: RepresentativeProfile | None = None, **kwargs: Any) -> None:
        if profile is not None:
            known = {name: getattr(profile, name) for name in self.base_fields if name != "why"}
            kwargs["initial"] = known | {"residence": profile.residence} | kwargs.get("initial", {})
            kwargs.setdefault("auto_id", f"id_{profile.pk}_%s")  # several such forms stand on one page
        super().__init__(*args, **kwargs)
        current = profile.residence if profile else None
        self.fields["residence"] = PlaceField(user, current=current, label=_("Nơi thường trú (xã)"))
        self.order_fields(self.field_order)


class ConsentForm(forms.Form):
    """A consent to show contact details to the public."""

    on = DayField(label=_("Đồng ý từ ngày"), error_messages={"required": _("Cần ngày đồng ý.")})
    to = forms.MultipleChoiceField(
        label=_("Công khai những gì"),
        choices=Contact.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ cho nội dung đang ghi trong sổ: đổi số, đổi địa chỉ thì cần đồng ý mới."),
        error_messages={"required": _("Hãy chọn những gì được công khai.")},
    )
    text = FreeTextField(
        label=_("Nội dung đồng ý"),
        help_text=_("Công khai ở đâu, theo giấy tờ nào. Không chép số điện thoại, tên người vào đây."),
        error_messages={"required": _("Đồng ý công khai cần ghi rõ nội dung.")},
    )


class WithdrawForm(forms.Form):
    """The withdrawal of a consent."""

    on = DayField(label=_("Rút từ ngày"), error_messages={"required": _("Cần ngày rút.")})
    why = FreeTextField(label=_("Lý do"), rows=2, error_messages={"required": _("Cần nêu lý do.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
