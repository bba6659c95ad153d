"""Codes and telephone numbers: reading them as people type them, warning about them, showing and masking them."""

from __future__ import annotations

import phonenumbers
from django.utils.translation import gettext as _
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.vn import mst

COUNTRY = "VN"
COUNTRY_CODE = 84
PERSONAL_DIGITS = 12  # a citizen's number, used by households as their tax code since July 2025


def clean_identifier(text: str) -> str:
    """A code without separators, a branch code as 0314409058-002; other text only without surrounding blanks."""
    digits = mst.compact(text)
    if not digits.isdecimal():
        return text.strip()
    return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits


def is_personal(code: str) -> bool:
    """True for a citizen's number of 12 digits: personal data, shown only to those who keep the register."""
    digits = mst.compact(code)
    return digits.isdecimal() and len(digits) == PERSONAL_DIGITS


def masked(code: str) -> str:
    """The code with a citizen's number hidden but for its last three digits."""
    return "•" * (PERSONAL_DIGITS - 3) + mst.compact(code)[-3:] if is_personal(code) else code


def shown_identifier(code: str, *, to_editor: bool) -> str:
    """The code as this reader may see it."""
    return code if to_editor else masked(code)


def identifier_warning(code: str) -> str:
    """What looks wrong about a code, in words; empty when nothing does. A warning never blocks."""
    if not code or is_personal(code):
        return ""
    try:
        mst.validate(code)
    except InvalidChecksum:
        return _("Mã số %(code)s có chữ số kiểm tra không khớp: hãy so lại với giấy tờ.") % {"code": code}
    except ValidationError:
        return _("Mã số thường có 10 chữ số, 13 chữ số (chi nhánh) hoặc 12 chữ số (số định danh cá nhân).")
    return ""


def clean_phone(text: str) -> str | None:
    """A telephone number in E.164 form, empty for empty; None when the text is no number."""
    if not text.strip():
        return ""
    number = _parsed(text)
    if number is None or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_warning(phone: str) -> str:
    """What looks wrong about a telephone number, in words; empty when nothing does. A warning never blocks."""
    number = _parsed(phone) if phone else None
    if number is None or phonenumbers.is_valid_number(number):
        return ""
    return _("Số %(phone)s không thuộc đầu số đang dùng ở Việt Nam: hãy hỏi lại chủ thể.") % {
        "phone": shown_phone(phone)
    }


def shown_phone(phone: str) -> str:
    """A telephone number as it is dialled here (0912 345 678), a foreign one with its country code."""
    number = _parsed(phone) if phone else None
    if number is None:
        return phone
    style = phonenumbers.PhoneNumberFormat
    at_home = number.country_code == COUNTRY_CODE
    return phonenumbers.format_number(number, style.NATIONAL if at_home else style.INTERNATIONAL)


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
