"""The one input for days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.clock import today
from core.parse import FIRST_YEAR

YEARS_AHEAD = 50


class DayField(forms.DateField):
    """A day from 1900 on and at most fifty years ahead: any other is a slip of the hand, such as 5/4/0205."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        last = today().year + YEARS_AHEAD
        if day is not None and not FIRST_YEAR <= day.year <= last:
            raise ValidationError(
                _("Năm %(year)s không thể đúng: hãy viết một năm từ %(first)s đến %(last)s.")
                % {"year": f"{day.year:04}", "first": FIRST_YEAR, "last": last}
            )
        return day
