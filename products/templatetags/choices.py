"""The choices of a filter: a page may show hundreds, so their lines are formatted rather than templated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LINE = (
    '<li><label class="facet__choice%s"><input type="checkbox" name="%s" value="%s"%s%s><span>%s</span>'
    '<span class="facet__count">%d</span></label></li>'
)


@register.simple_tag
def filter_choices(key: str, choices: Iterable[Mapping[str, Any]]) -> SafeString:
    """A list of checkboxes, each with value, label, count, selected and disabled; one without a result is greyed."""
    lines = "".join(
        LINE
        % (
            " facet__choice--none" if choice["disabled"] else "",
            escape(key),
            escape(choice["value"]),
            " checked" if choice["selected"] else "",
            " disabled" if choice["disabled"] else "",
            escape(str(choice["label"])),
            choice["count"],
        )
        for choice in choices
    )
    return mark_safe(f'<ul role="list">{lines}</ul>')  # every text in it was escaped right above
