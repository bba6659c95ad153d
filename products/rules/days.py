"""How a day reads when it is known more or less exactly."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from products.enums import Precision


def day_text(day: date) -> str:
    """30/03/2021; lists and registers write the same few thousand days over and over."""
    return _day_text(day, get_language())


@lru_cache(maxsize=8_000)
def _day_text(day: date, _language: str | None) -> str:
    return date_format(day)


def day_words(day: date | None, precision: str = Precision.DAY) -> str:
    """A day as exactly as it is known: 30/03/2021, tháng 3/2021, năm 2021, không rõ ngày."""
    if day is None or precision == Precision.UNKNOWN:
        return _("không rõ ngày")
    if precision == Precision.YEAR:
        return _("năm %(year)s") % {"year": day.year}
    if precision == Precision.MONTH:
        return _("tháng %(month)s/%(year)s") % {"month": day.month, "year": day.year}
    return day_text(day)
