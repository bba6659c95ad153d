"""Names that the law prints and that fixtures bring: of schemes, of categories and of levels."""

from __future__ import annotations

from django.utils.translation import gettext as _


def law_name(name: str) -> str:
    """The name in the language of the page; the Vietnamese one is what it is looked up by."""
    return _(name) if name else ""
