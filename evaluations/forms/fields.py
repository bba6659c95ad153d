"""Fields that several forms of the main job share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.days import DayField
from core.forms.texts import FreeTextField
from core.models import Place
from products.models import Level


def day_field(**more: Any) -> DayField:
    """A day as people write it here: 5/4/2025, 05-04-2025, 05.04.2025 or 2025-04-05."""
    return DayField(
        help_text=more.pop("help_text", _("Ví dụ: 22/8/2022")),
        widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"invalid": _("Ngày viết như 22/8/2022.")},
        **more,
    )


def why_field(**more: Any) -> FreeTextField:
    """A reason in a sentence or two."""
    label = more.pop("label", _("Lý do"))
    return FreeTextField(label=label, error_messages={"required": _("Cần nêu lý do.")}, **more)


class LevelField(forms.ModelChoiceField):
    """A level of a version of the law; the newest law stands first."""

    def __init__(self, **more: Any) -> None:
        super().__init__(queryset=Level.objects.none(), empty_label=None, **more)

    def label_from_instance(self, obj: Level) -> str:
        return f"{obj.name} – {obj.regime.name}"


class SeatField(forms.ModelChoiceField):
    """A province or district where a council sits; one that is no more says until when it was."""

    def __init__(self, **more: Any) -> None:
        super().__init__(queryset=Place.objects.none(), empty_label=None, **more)

    def label_from_instance(self, obj: Place) -> str:
        if obj.valid_to is None or obj.valid_to >= today():
            return obj.name
        return _t("%(place)s (đến %(day)s)") % {"place": obj.name, "day": date_format(obj.valid_to)}
