"""Forms of dossiers: filing, the filters of the list, which of them go up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.texts import FreeTextField
from core.models import User
from core.rules.lengths import LONGEST_LINE
from evaluations.enums import DossierStatus
from evaluations.forms.correcting import WhyForm
from evaluations.forms.fields import day_field, why_field
from evaluations.models import RoundEntry
from evaluations.queries.criteria import fitting_set, sets_for
from producers.forms.fields import PlaceField
from products.enums import RatingKind
from products.models import Product
from products.queries.law import regime_in_force
from products.queries.register import held_ratings

STARS = [("", _("Chưa nêu")), *((str(stars), f"{stars} sao") for stars in (3, 4, 5))]


class DossierForm(forms.Form):
    """A dossier of a product; the law and its score sheets are those of the filing day that is typed."""

    filed_on = day_field(label=_("Ngày nộp"))
    kind = forms.ChoiceField(label=_("Lần đánh giá"), choices=RatingKind.choices)
    criteria_set = forms.TypedChoiceField(
        label=_("Bộ tiêu chí"),
        help_text=_("Bộ của quy định có hiệu lực vào ngày nộp; bộ hợp với nhóm sản phẩm đứng đầu."),
        error_messages={
            "required": _("Chọn bộ tiêu chí."),
            "invalid_choice": _("Bộ tiêu chí phải thuộc quy định có hiệu lực vào ngày nộp: chọn lại."),
        },
    )
    aims_at = forms.TypedChoiceField(
        label=_("Hạng đề nghị"), choices=STARS, coerce=int, empty_value=None, required=False
    )
    note = FreeTextField(label=_("Ghi chú"), required=False, rows=2)
    field_order = ["filed_on", "place"]

    def __init__(self, *args: Any, user: User, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = PlaceField(
            user,
            current=product.place,
            label=_("Nơi nộp hồ sơ"),
            required=True,
            error_messages={"required": _("Chọn nơi nộp hồ sơ.")},
        )
        self.fields["place"] = place
        self.order_fields(self.field_order)
        self.initial.setdefault("filed_on", today())
        self.initial.setdefault("place", product.place)
        self.initial.setdefault("kind", RatingKind.RE_RATING if held_ratings([product], today()) else RatingKind.FIRST)
        self._offer_sets(product)

    def _offer_sets(self, product: Product) -> None:
        self.regime = regime_in_force(self._filing_day())
        field = self.fields["criteria_set"]
        sets = {str(each.pk): each for each in sets_for(self.regime, product)} if self.regime else {}
        of_the_law = [(str(self.regime), [(key, each.name) for key, each in sets.items()])] if sets else []
        field.choices = [("", _t("Chọn bộ tiêu chí")), *of_the_law]  # type: ignore[attr-defined]
        field.coerce = lambda key: sets[str(key)]  # type: ignore[attr-defined]
        fitting = fitting_set(self.regime, product) if self.regime else None
        self.initial.setdefault("criteria_set", str(fitting.pk) if fitting else "")

    def _filing_day(self) -> date:
        """The day that was typed, or today while it cannot be read."""
        if not self.is_bound:
            return self.initial["filed_on"]
        try:
            return self.fields["filed_on"].clean(self.data.get("filed_on"))
        except forms.ValidationError:
            return today()

    def clean(self) -> dict[str, Any]:
        if self.regime is None and "filed_on" in self.cleaned_data:
            self.add_error("filed_on", _t("Không có quy định nào có hiệu lực vào ngày này."))
        return self.cleaned_data | {"regime": self.regime}


class KindForm(forms.Form):
    """What a dossier comes for instead, and why."""

    kind = forms.ChoiceField(label=_("Lần đánh giá"), choices=RatingKind.choices, widget=forms.RadioSelect)
    why = why_field(rows=2)


class DossierFilterForm(forms.Form):
    """The filters of the dossier list, as they stand in the address."""

    q = forms.CharField(label=_("Sản phẩm hoặc chủ thể"), max_length=LONGEST_LINE, required=False)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *DossierStatus.choices]
    )


NOT_HERE = _("Hồ sơ này không có hoặc không thuộc địa bàn của bạn.")


class ForwardForm(WhyForm):
    """Which dossiers go up together; the page draws them beside what goes with each."""

    entries = forms.ModelMultipleChoiceField(
        queryset=RoundEntry.objects.none(),
        error_messages={
            "required": _("Chọn ít nhất một hồ sơ để chuyển."),
            "invalid_choice": NOT_HERE,
            "invalid_pk_value": NOT_HERE,
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entries"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = RoundEntry.objects.visible_to(user)
