"""Staff forms of where a product is sold and of what vouches for its quality."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.days import DayField
from core.forms.texts import FreeTextField
from core.models import User
from core.rules.lengths import LONGEST_LINE, LONGEST_NOTE
from producers.forms.fields import PlaceField
from products.enums import OutletKind, ProofKind
from products.models import Outlet, QualityProof

NAMES = {
    OutletKind.DISPLAY: _("Tên điểm trưng bày, giới thiệu và bán"),
    OutletKind.MARKET: _("Nước hoặc thị trường"),
}


class OutletForm(forms.Form):
    """One outlet, with the inputs of its kind."""

    url = forms.CharField(
        label=_("Địa chỉ trang bán"),
        max_length=500,
        help_text=_("Chép từ thanh địa chỉ của trình duyệt, bắt đầu bằng https://. Tên sàn tự theo địa chỉ."),
        error_messages={"required": _("Hãy chép địa chỉ của trang bán.")},
    )
    name = forms.CharField(max_length=LONGEST_LINE, error_messages={"required": _("Hãy ghi tên.")})
    address = forms.CharField(
        label=_("Địa chỉ"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("Số nhà, đường, chợ. Không ghi nơi ở của hộ: địa chỉ của hộ không công khai."),
    )
    note = FreeTextField(label=_("Ghi chú, hiện ra ngoài"), max_length=LONGEST_NOTE, rows=2, required=False)
    seen_on = DayField(
        label=_("Ngày xem lại"),
        help_text=_("Ngày gần nhất đã mở liên kết, đã đến hoặc đã hỏi; hiện ra ngoài."),
        error_messages={"required": _("Cần ngày xem lại.")},
    )
    position = forms.IntegerField(
        label=_("Thứ tự hiện"), min_value=1, max_value=999, required=False, help_text=_("Bỏ trống: đứng cuối.")
    )

    field_order = ("url", "name", "address", "place", "note", "seen_on", "position")

    def __init__(self, user: User, *args: Any, kind: str, outlet: Outlet | None = None, **kwargs: Any) -> None:
        known: dict[str, Any] = {"seen_on": today()}
        if outlet:
            known = {name: getattr(outlet, name) for name in self.field_order}
        super().__init__(*args, initial=known, **kwargs)
        if kind == OutletKind.SHOP:
            del self.fields["name"]
        else:
            del self.fields["url"]
            self.fields["name"].label = NAMES[OutletKind(kind)]
        if kind == OutletKind.DISPLAY:
            self.fields["place"] = PlaceField(user, current=outlet.place if outlet else None)
            self.order_fields(self.field_order)
        else:
            del self.fields["address"]


class ProofForm(forms.Form):
    """One proof; which of its inputs a kind needs is said by the action."""

    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Hãy chọn")), *ProofKind.choices])
    name = forms.CharField(
        label=_("Tên chứng nhận"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("Cần khi là chứng nhận khác; loại có sẵn thì bỏ trống."),
    )
    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=100, error_messages={"required": _("Hãy ghi số của giấy.")}
    )
    issuer = forms.CharField(
        label=_("Nơi cấp"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("Bản tự công bố thì bỏ trống: chủ thể tự công bố."),
    )
    issued_on = DayField(label=_("Ngày cấp, ngày công bố"), error_messages={"required": _("Cần ngày cấp.")})
    expires_on = DayField(
        label=_("Có hiệu lực đến hết ngày"),
        required=False,
        help_text=_("Bỏ trống khi giấy không ghi. Sau ngày này chứng nhận tự thôi hiện ra ngoài."),
    )
    scope = FreeTextField(
        label=_("Phạm vi, hiện ra ngoài"),
        max_length=LONGEST_NOTE,
        rows=2,
        required=False,
        help_text=_("Diện tích, công đoạn, sản phẩm mà giấy nói tới."),
    )

    def __init__(self, *args: Any, proof: QualityProof | None = None, **kwargs: Any) -> None:
        known = {name: getattr(proof, name) for name in self.base_fields} if proof else {}
        super().__init__(*args, initial=known, **kwargs)


class RemoveProofForm(forms.Form):
    """Why a proof is shown no more."""

    why = FreeTextField(label=_("Lý do"), error_messages={"required": _("Cần nêu lý do.")})
