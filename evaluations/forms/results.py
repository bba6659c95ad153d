"""Forms of the grid: one row, a pasted block, a product made in place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.forms.texts import FreeTextField
from core.models import User
from core.rules.lengths import LONGEST_LINE
from core.text import fold
from evaluations.entry import Entry
from evaluations.enums import Outcome
from evaluations.permissions.results import score_problem_text
from evaluations.queries.products import find_products, match_names
from evaluations.rules.entry import read_score
from producers.enums import LegalForm
from producers.forms.fields import PlaceField
from producers.models import Producer
from products.enums import RatingKind
from products.models import Category, Product

MOST_PASTED = 500


class ScoreField(forms.CharField):
    """A score with a comma, or nothing where it was not published."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=more.pop("label", _("Điểm")),
            required=False,
            max_length=LONGEST_LINE,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **more,
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if hasattr(value, "normalize") else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        reading = read_score(typed)
        if reading.problem is not None:
            raise forms.ValidationError(score_problem_text(reading.problem, typed))
        return reading.score


class ProductChoice(forms.Form):
    """A product of the user's territory: by its number, or by its name when only one bears it."""

    product = forms.IntegerField(label=_("Sản phẩm"), required=False, widget=forms.HiddenInput)
    product_choice = forms.IntegerField(required=False, widget=forms.HiddenInput)
    product_text = forms.CharField(
        label=_("Sản phẩm"),
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.choices_found: list[Product] = []

    def find_product(self) -> Product | None:
        """The product that was chosen or named; otherwise an error and the products to choose from."""
        data = self.cleaned_data
        text = data.get("product_text", "")
        found = self._by_number(data.get("product_choice"))
        if found is None:
            # The hidden number stands for the row's product only while its name is still the one that is typed.
            found = self._by_number(data.get("product"))
            if found is not None and text and fold(text).strip() != fold(found.name).strip():
                found = None
        if found is not None:
            return found
        if text:
            return self._by_name(text)
        if data.get("product"):
            self.add_error("product_text", _t("Sản phẩm này không có hoặc không thuộc địa bàn của bạn."))
        else:
            self.add_error("product_text", _t("Cần chọn sản phẩm."))
        return None

    def _by_number(self, number: int | None) -> Product | None:
        if not number:
            return None
        visible = Product.objects.visible_to(self.user).current().select_related("producer", "place")
        return visible.filter(pk=number).first()

    def _by_name(self, text: str) -> Product | None:
        named = match_names(self.user, [text])[fold(text).strip()]
        if len(named) == 1:
            return named[0]
        self.choices_found = named or list(find_products(self.user, text))
        if self.choices_found:
            self.add_error("product_text", _t("“%(text)s”: chọn đúng sản phẩm trong danh sách.") % {"text": text})
        else:
            self.add_error("product_text", _t("Không tìm thấy “%(text)s”: tạo sản phẩm mới.") % {"text": text})
        return None


class ResultRowForm(ProductChoice):
    """One row of the grid as it is posted, by a script or without one."""

    result = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Lần đánh giá"), choices=RatingKind.choices, required=False)
    kind_answer = forms.ChoiceField(choices=RatingKind.choices, required=False)
    score = ScoreField()
    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[("", ""), *Outcome.choices],
        required=False,
        error_messages={"invalid_choice": _("Chọn một kết quả trong danh sách.")},
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["found"] = self.find_product()
        return self.cleaned_data

    def entry(self) -> Entry:
        """The row as it was typed; call it on a valid form."""
        data = self.cleaned_data
        return Entry(
            product=data["found"],
            kind=RatingKind(data["kind_answer"] or data["kind"] or RatingKind.FIRST),
            score=data["score"],
            outcome=data["outcome"],
            note=data["note"],
        )


class ResultPasteForm(forms.Form):
    """A block copied from a spreadsheet: product names and, behind a tab, scores."""

    block = FreeTextField(
        label=_("Các dòng đã chép"),
        help_text=_("Chép hai cột Tên sản phẩm và Điểm từ bảng tính rồi dán vào đây; cột điểm có thể để trống."),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        max_length=MOST_PASTED * LONGEST_LINE,
        strip=False,
        error_messages={"required": _("Chưa có dòng nào.")},
    )


class ResultProductNewForm(forms.Form):
    """A product made in place, of a producer that is known or made with it."""

    name = forms.CharField(label=_("Tên sản phẩm"), max_length=250)
    category = forms.ModelChoiceField(
        label=_("Nhóm sản phẩm"), queryset=Category.objects.none(), required=False, empty_label=_("Chưa rõ")
    )
    producer = forms.IntegerField(required=False, widget=forms.HiddenInput)
    producer_text = forms.CharField(
        label=_("Chủ thể"),
        max_length=250,
        help_text=_("Gõ vài chữ để chọn chủ thể đã có, hoặc gõ đủ tên của chủ thể mới."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_new = forms.BooleanField(label=_("Chủ thể mới, chưa có trong sổ"), required=False)
    legal_form = forms.ChoiceField(
        label=_("Loại hình của chủ thể mới"),
        choices=[("", _("Chọn loại hình")), *LegalForm.choices],
        required=False,
    )

    def __init__(self, *args: Any, user: User, categories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
        self.fields["place"] = PlaceField(user, label=_("Nơi sản xuất (xã, phường)"))
        self.producers_found: list[Producer] = []

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("is_new"):
            data["maker"] = None
            if not data.get("legal_form"):
                self.add_error("legal_form", _t("Chọn loại hình của chủ thể mới."))
        elif data.get("producer_text"):
            data["maker"] = self._find_producer(data.get("producer"), data["producer_text"])
        return data

    def _find_producer(self, number: int | None, text: str) -> Producer | None:
        rows = Producer.objects.visible_to(self.user).current().select_related("place")
        if number:
            chosen = rows.filter(pk=number).first()
            if chosen is not None:
                return chosen
        self.producers_found = list(rows.filter(name_fold__contains=fold(text).strip()).order_by("name_sort")[:10])
        same = [row for row in self.producers_found if fold(row.name).strip() == fold(text).strip()]
        if len(same) == 1:
            return same[0]
        if self.producers_found:
            self.add_error("producer_text", _t("Chọn một chủ thể trong danh sách, hoặc đánh dấu “chủ thể mới”."))
        else:
            self.add_error("producer_text", _t("Chưa có chủ thể tên này: đánh dấu “chủ thể mới” để tạo."))
        return None
