"""Staff forms of products."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.texts import FreeTextField
from core.models import User
from producers.forms.fields import NamesField, PlaceField
from producers.models import Producer
from products.enums import CategoryBasis
from products.models import Category, Product
from products.queries.categories_in_use import categories_on
from products.queries.staff import likely_same_products


class CategoryField(forms.ChoiceField):
    """A category of the table in force today, or the one that is chosen already; gives the Category or None."""

    def __init__(self, *, current: Category | None = None, **kwargs: Any) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        rows = categories_on(today(), current)
        for row in rows:
            groups.setdefault((row.sector or row).name, []).append((row.slug, f"{row.code}. {row.name}"))
        self.categories = {row.slug: row for row in rows}
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Nhóm sản phẩm"))
        super().__init__(choices=[("", _("Chưa rõ")), *groups.items()], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.slug if isinstance(value, Category) else value

    def clean(self, value: Any) -> Category | None:
        return self.categories.get(super().clean(value))


class ProductEditForm(forms.Form):
    """What is known about a product."""

    name = forms.CharField(
        label=_("Tên sản phẩm"), max_length=250, error_messages={"required": _("Hãy nhập tên sản phẩm.")}
    )
    other_names = NamesField()
    category_basis = forms.ChoiceField(label=_("Căn cứ xếp nhóm"), choices=CategoryBasis.choices)
    code_text = forms.CharField(
        label=_("Mã số sản phẩm"),
        max_length=60,
        required=False,
        help_text=_("Như in trên giấy chứng nhận, ví dụ 83-829-28780-3-2022."),
    )
    description = FreeTextField(
        label=_("Giới thiệu"),
        required=False,
        rows=5,
        help_text=_("Hiện trên trang công khai của sản phẩm."),
    )
    source_url = forms.CharField(label=_("Nguồn"), max_length=500, required=False)
    note = FreeTextField(label=_("Ghi chú nội bộ"), required=False)

    field_order = ("name", "place", "category", "category_basis", "code_text", "other_names", "description")

    def __init__(self, user: User, *args: Any, product: Product | None = None, **kwargs: Any) -> None:
        given = kwargs.get("initial", {})
        if product is not None:
            known = {name: getattr(product, name) for name in self.base_fields}
            kwargs["initial"] = known | {"place": product.place, "category": product.category} | given
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["place"] = PlaceField(
            user, current=product.place if product else given.get("place"), label=_("Nơi sản xuất")
        )
        self.fields["category"] = CategoryField(current=product.category if product else None)
        self.order_fields(self.field_order)


class ProductNewForm(ProductEditForm):
    """A new product of a producer; one that looks the same is shown first."""

    confirm_new = forms.BooleanField(label=_("Vẫn tạo: đây là sản phẩm khác"), required=False)

    def __init__(self, user: User, *args: Any, producer: Producer, **kwargs: Any) -> None:
        kwargs["initial"] = {"place": producer.place, "category_basis": CategoryBasis.ASSESSED} | kwargs["initial"]
        super().__init__(user, *args, **kwargs)
        self.producer = producer
        self.likely: list[Product] = []

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if name := values.get("name"):
            place = values.get("place") or self.producer.place
            self.likely = likely_same_products(self.user, name, self.producer, place.pk if place else None)
        if self.likely and not values.get("confirm_new"):
            self.add_error("confirm_new", _("Sổ đã có sản phẩm giống như vậy: hãy mở xem, hoặc đánh dấu “Vẫn tạo”."))
        return values
