"""Dates and numbers as people here type them; a text that could mean two things is refused in words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{1,2}")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_WITH_COMMA = re.compile(r"[+-]?([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+),[0-9]+")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+")
_WITH_POINT = re.compile(r"[+-]?[0-9]+\.[0-9]+")
_MOST_DIGITS = 30
FIRST_YEAR = 1900
_KEY = re.compile(r"[0-9]{1,18}")


def parse_key(text: str) -> int | None:
    """The number of a row as addresses and hidden inputs carry it; None for anything that can be none."""
    return int(text) if _KEY.fullmatch(text) else None


def parse_date(text: str) -> date:
    """The day in 5/4/2025, 05-04-2025, 05.04.2025 (5 April) or 2025-04-05; raises ValueError with a sentence.

    A day before 1900 is a slip: no register was kept then, and before the first days of the calendar there are none.
    """
    typed = text.strip()
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
    elif found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise ValueError(_unread_date(typed))
    try:
        found_day = date(year, month, day)
    except ValueError:
        raise ValueError(_impossible_date(typed, month)) from None
    if year < FIRST_YEAR:
        raise ValueError(_("“%(text)s”: hãy viết một năm từ %(year)s.") % {"text": typed, "year": FIRST_YEAR})
    return found_day


def _unread_date(typed: str) -> str:
    if not typed:
        return _("Chưa nhập ngày.")
    if _SHORT_YEAR.fullmatch(typed):
        return _("“%(text)s”: hãy viết đủ bốn chữ số của năm, ví dụ 05/04/2025.") % {"text": typed}
    return _("“%(text)s” không phải là ngày. Hãy viết ngày/tháng/năm, ví dụ 05/04/2025.") % {"text": typed}


def _impossible_date(typed: str, month: int) -> str:
    if 1 <= month <= 12:
        return _("Không có ngày “%(text)s” trên lịch.") % {"text": typed}
    return _("“%(text)s”: không có tháng %(month)s. Hãy viết ngày/tháng/năm, ví dụ 05/04/2025.") % {
        "text": typed,
        "month": month,
    }


def parse_decimal(text: str) -> Decimal:
    """The number in 72,5 · 1.234,5 · 1234 · 72.5; raises ValueError with a sentence.

    A point before exactly three digits may part thousands or decimals: 1.234 is refused, 1.234.567 and 0.125 are not.
    """
    typed = text.strip()
    if len(typed) > _MOST_DIGITS:
        raise ValueError(_("Số quá dài."))
    if _WITH_COMMA.fullmatch(typed):
        return Decimal(typed.replace(".", "").replace(",", "."))
    if _GROUPED.fullmatch(typed):
        if typed.count(".") == 1:
            raise ValueError(_two_readings(typed))
        return Decimal(typed.replace(".", ""))
    if _WHOLE.fullmatch(typed) or _WITH_POINT.fullmatch(typed):
        return Decimal(typed)
    raise ValueError(
        _("“%(text)s” không phải là số. Hãy viết dấu phẩy trước phần lẻ, ví dụ 72,5.") % {"text": typed}
        if typed
        else _("Chưa nhập số.")
    )


def _two_readings(typed: str) -> str:
    return _("“%(text)s” đọc được hai cách. Hãy viết %(whole)s hoặc %(parted)s.") % {
        "text": typed,
        "whole": typed.replace(".", ""),
        "parted": typed.replace(".", ","),
    }
