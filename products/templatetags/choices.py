"""The choices of a filter: a page may show hundreds, so their lines are formatted rather than templated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()

LINE = (
    '<li><label class="facet__choice{}"><input type="checkbox" name="{}" value="{}"{}{}><span>{}</span>'
    '<span class="facet__count">{}</span></label></li>'
)


@register.simple_tag
def filter_choices(key: str, choices: Iterable[Mapping[str, Any]]) -> str:
    """A list of checkboxes, each with value, label, count, selected and disabled; one without a result is greyed."""
    lines = (
        (
            " facet__choice--none" if choice["disabled"] else "",
            key,
            choice["value"],
            " checked" if choice["selected"] else "",
            " disabled" if choice["disabled"] else "",
            choice["label"],
            choice["count"],
        )
        for choice in choices
    )
    return format_html('<ul role="list">{}</ul>', format_html_join("", LINE, lines))
