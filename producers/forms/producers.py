"""Forms of producers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.days import DayField
from core.forms.texts import FreeTextField
from core.models import User
from producers.enums import LegalForm
from producers.forms.fields import NamesField, PlaceField
from producers.models import Producer
from producers.queries.duplicates import likely_same_producers
from producers.rules.identifiers import clean_identifier, shown_phone

SHORT = {"autocomplete": "off", "inputmode": "text"}

_UNSEEN = _("Chỉ hiện ra ngoài khi chủ thể đã đồng ý, ghi ở trang “Đồng ý công khai”.")


class ProducerEditForm(forms.Form):
    """What is known about a producer."""

    name = forms.CharField(
        label=_("Tên chủ thể"), max_length=250, error_messages={"required": _("Hãy nhập tên chủ thể.")}
    )
    legal_form = forms.ChoiceField(
        label=_("Loại hình"),
        choices=LegalForm.choices,
        initial=LegalForm.UNKNOWN,
        help_text=_("Chỉ sửa ở đây khi nhập sai. Chủ thể chuyển sang loại hình khác thì dùng “Đổi loại hình”."),
    )
    other_names = NamesField()
    code = forms.CharField(
        label=_("Mã số doanh nghiệp, mã số thuế"),
        max_length=20,
        required=False,
        help_text=_("10 chữ số, 13 chữ số (chi nhánh) hoặc 12 chữ số (số định danh cá nhân, chỉ người nhập thấy)."),
    )
    address = forms.CharField(label=_("Địa chỉ chi tiết"), max_length=250, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False, help_text=_UNSEEN)
    email = forms.EmailField(label=_("Thư điện tử"), required=False, help_text=_UNSEEN)
    website = forms.URLField(label=_("Trang web"), max_length=200, required=False, assume_scheme="https")
    source_url = forms.CharField(label=_("Nguồn"), max_length=500, required=False)
    note = FreeTextField(label=_("Ghi chú nội bộ"), required=False)

    field_order = ("name", "legal_form", "place", "address", "code", "other_names")

    def __init__(self, user: User, *args: Any, producer: Producer | None = None, **kwargs: Any) -> None:
        if producer is not None:
            known = {name: getattr(producer, name) for name in self.base_fields} | {
                "place": producer.place,
                "phone": shown_phone(producer.phone),
            }
            kwargs["initial"] = known | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["place"] = PlaceField(user, current=producer.place if producer else None)
        self.order_fields(self.field_order)


class ProducerNewForm(ProducerEditForm):
    """A new producer; one that looks the same is shown first."""

    confirm_new = forms.BooleanField(label=_("Vẫn tạo: đây là chủ thể khác"), required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.likely: list[Producer] = []
        self.fields["legal_form"].help_text = ""

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if name := values.get("name"):
            code = clean_identifier(values.get("code", ""))
            self.likely = likely_same_producers(self.user, name, values.get("place"), code)
        if self.likely and not values.get("confirm_new"):
            self.add_error("confirm_new", _("Sổ đã có chủ thể giống như vậy: hãy mở xem, hoặc đánh dấu “Vẫn tạo”."))
        return values


class ProducerFormForm(forms.Form):
    """A change of legal form on a day, perhaps with another name."""

    legal_form = forms.ChoiceField(label=_("Loại hình mới"), choices=LegalForm.choices)
    name = forms.CharField(
        label=_("Tên mới"),
        max_length=250,
        required=False,
        help_text=_("Để nguyên nếu tên không đổi. Tên cũ được giữ làm tên gọi khác."),
    )
    on = DayField(label=_("Từ ngày"), error_messages={"required": _("Cần ngày có hiệu lực.")})
    why = FreeTextField(label=_("Lý do, căn cứ"), error_messages={"required": _("Cần nêu lý do.")})

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:
        kwargs["initial"] = {"legal_form": producer.legal_form, "name": producer.name, "on": today()}
        super().__init__(*args, **kwargs)
