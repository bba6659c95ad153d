"""Form of products in the admin."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import Reason
from producers.forms.admin import ActingForm
from producers.forms.fields import NamesField
from products.models import Product
from products.permissions.products import why_not_another_producer, why_not_edit_product, why_not_save_product


class ProductAdminForm(ActingForm):
    """A product in the admin."""

    other_names = NamesField()

    class Meta:
        model = Product
        fields = (
            "name",
            "producer",
            "place",
            "category",
            "category_basis",
            "code_text",
            "other_names",
            "description",
            "source_url",
            "note",
        )

    def why_not(self) -> Sequence[Reason]:
        reasons = why_not_save_product(self.by, self.instance)
        if self.instance.pk:
            reasons += [reason for reason in why_not_edit_product(self.by, self.instance) if reason not in reasons]
            if "producer" in self.changed_data:
                reasons += why_not_another_producer(self.by, self.instance, self.instance.producer)
        return reasons
