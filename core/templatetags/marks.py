"""Marks that stand many times on a page: made once for each of their few forms."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = template.Library()
PAST = frozenset({"expired", "revoked", "superseded"})


@register.simple_tag
def star_mark(rank: Any, status: str = "", large: bool = False) -> str:
    """Glyphs and words of a rank: 3, 4, 5, tiem-nang, else unknown; a past status takes the gold away."""
    return _star_mark(get_language(), str(rank), status in PAST, bool(large))


@lru_cache(maxsize=200)
def _star_mark(language: str, rank: str, is_past: bool, is_large: bool) -> str:
    return render_to_string("components/star_mark.html", {"rank": rank, "is_past": is_past, "is_large": is_large})


@register.simple_tag
def status_chip(status: str) -> str:
    """Whether a rating counts: word, icon and colour; nothing without a status."""
    return _status_chip(get_language(), str(status)) if status else ""


@lru_cache(maxsize=50)
def _status_chip(language: str, status: str) -> str:
    return render_to_string("components/status_chip.html", {"status": status})
