"""Form of places in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.forms.reasons import ReferenceForm
from core.models import Place
from core.text import slug_of


class PlaceForm(ReferenceForm):
    """A unit; its address is made from its name when none is typed."""

    class Meta:
        model = Place
        fields = (
            "name",
            "kind",
            "level",
            "parent",
            "code",
            "slug",
            "valid_from",
            "valid_from_known",
            "valid_to",
            "source",
            "note",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Để trống thì lấy theo tên.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("slug") and "slug" not in self.errors:
            values["slug"] = slug_of(values.get("name", ""))
        return values
