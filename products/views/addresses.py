"""The addresses of public pages: a page needs dozens, so the way to each kind is looked up once in a language."""

from __future__ import annotations

from functools import cache

from django.urls import reverse
from django.utils.translation import get_language

# Stands for a slug or a code where the way to it is looked up, and nowhere else in an address.
_ANY = "_-_"


def url_of(page: str, key: str = "") -> str:
    """The address of a page by its name; of a page of one thing, by the slug or code of that thing."""
    before, after = _way_to(page, bool(key), get_language())
    return f"{before}{key}{after}"


@cache
def _way_to(page: str, has_key: bool, _language: str | None) -> tuple[str, str]:
    before, _any, after = reverse(page, args=[_ANY] if has_key else []).partition(_ANY)
    return before, after
