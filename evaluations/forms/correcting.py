"""Forms that mend what was published, and what is written down about it later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.forms.texts import FreeTextField
from core.models import User
from evaluations.enums import Outcome
from evaluations.forms.fields import day_field, why_field
from evaluations.forms.results import ProductChoice, ScoreField
from evaluations.rules.outcomes import IN_A_DECISION
from products.enums import Answer, RatingKind
from products.models import Recognition
from products.queries.law import extension_of

OUTCOMES = [choice for choice in Outcome.choices if choice[0] in IN_A_DECISION]


class WhyForm(forms.Form):
    """Why an act is done, where the reason may be left out."""

    why = why_field(required=False)


class RatingVoidForm(forms.Form):
    """Why a wrong entry is voided."""

    why = why_field(help_text=_("Ví dụ: gõ nhầm dòng 12, quyết định không có sản phẩm này."))


class RatingRestateForm(ProductChoice):
    """What the row should have said."""

    kind = forms.ChoiceField(label=_("Lần đánh giá"), choices=RatingKind.choices)
    score = ScoreField(help_text=_("Để trống nếu không công bố."))
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=OUTCOMES)
    why = why_field(help_text=_("Ví dụ: quyết định ghi 72,5 điểm, lúc nhập gõ nhầm 62,5."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["product_text"].help_text = _("Gõ đủ tên; nếu trùng tên sẽ có danh sách để chọn.")

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["found"] = self.find_product()
        return self.cleaned_data


class RatingExtendForm(forms.Form):
    """Until when a rating is extended, and on what ground."""

    until = day_field(label=_("Gia hạn đến hết ngày"))
    ground = why_field(label=_("Căn cứ"))

    def __init__(self, *args: Any, rating: Recognition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rating = rating
        if longest := extension_of(rating.starts_on):
            facts = {"days": longest.days, "article": longest.article}
            self.fields["until"].help_text = _t("Nhiều nhất %(days)s ngày (%(article)s).") % facts


class ExtensionEndForm(forms.Form):
    """The result by which an extension ends."""

    on = day_field(label=_("Ngày có kết quả"))
    paper = forms.CharField(
        label=_("Số hoặc tên văn bản kết quả"),
        max_length=200,
        help_text=_("Ví dụ: Thông báo 12/TB-HĐ. Hiện trên trang công khai của sản phẩm."),
        error_messages={"required": _("Cần số hoặc tên văn bản kết quả.")},
    )


class ApprovalAnswerForm(forms.Form):
    """What the ministry answered to an approved score."""

    answer = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[(Answer.BELOW, Answer.BELOW.label), (Answer.WITHDRAWN, Answer.WITHDRAWN.label)],
        widget=forms.RadioSelect,
        help_text=_("Được công nhận 5 sao thì nhập quyết định 5 sao của cấp trung ương."),
    )
    on = day_field(label=_("Ngày trả lời"))
    paper = forms.CharField(
        label=_("Số hoặc tên văn bản trả lời"),
        max_length=200,
        error_messages={"required": _("Cần số hoặc tên văn bản trả lời.")},
    )
    note = FreeTextField(label=_("Ghi chú"), required=False, rows=2)
