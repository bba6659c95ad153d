"""What a place is called in the language of the page: Huyện Cầu Ngang, Cầu Ngang District."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

KINDS = ("Tỉnh", "Thành phố", "Huyện", "Thị xã", "Thị trấn", "Xã", "Phường")


def place_name(name: str) -> str:
    """The name with its kind as the language says it; a name without a kind stays."""
    return _place_name(name, get_language())


@lru_cache(maxsize=8_000)
def _place_name(name: str, _language: str | None) -> str:
    kind = next((kind for kind in KINDS if name.startswith(f"{kind} ")), "")
    if not kind:
        return name
    own, words = name.removeprefix(f"{kind} "), f"{kind} %(name)s"
    # Phường 1 is Ward 1, and not 1 Ward.
    return (pgettext("số", words) if own.isdigit() else _(words)) % {"name": own}
