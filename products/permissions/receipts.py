"""Why a check gets no receipt."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import Reason
from products.rules.codes import clean_code, is_receipt


def why_not_make_receipt(code: str) -> list[Reason]:
    """Empty for a well-formed code of a certificate, issued or not."""
    clean = clean_code(code)
    if clean and not is_receipt(clean):
        return []
    return [Reason(_("“%(code)s” không phải mã kiểm tra của một chứng nhận.") % {"code": code}, "code")]
