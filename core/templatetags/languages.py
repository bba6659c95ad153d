"""The same page in the other languages: for people, and for search engines."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()
# Where pages look like public ones and are Vietnamese alone: nothing may lead to them in another language.
IN_ONE_LANGUAGE = ("/tai-khoan/",)


def address_in(language: str, path: str) -> str:
    """The address of a page in a language; the first language has no prefix."""
    return root_of(language) + path.removeprefix(root_of(get_language()))


def root_of(language: str | None) -> str:
    """Where the addresses of a language begin: / or /en/."""
    return "/" if language in (None, settings.LANGUAGE_CODE) else f"/{language}/"


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> SafeString:
    """A link to this page in each language, for search engines."""
    request: HttpRequest = context["request"]
    if request.path.startswith(IN_ONE_LANGUAGE):
        return SafeString()
    path, host = request.get_full_path(), f"{request.scheme}://{request.get_host()}"
    rows = [(code, host + address_in(code, path)) for code, _name in settings.LANGUAGES]
    return format_html_join("", '<link rel="alternate" hreflang="{}" href="{}">', [*rows, ("x-default", rows[0][1])])


@register.simple_tag(takes_context=True)
def language_switch(context: dict[str, Any]) -> SafeString:
    """The menu of languages, each called by its own name; it leads to this page again."""
    path, here = context["request"].get_full_path(), get_language()
    if path.startswith(IN_ONE_LANGUAGE):
        return SafeString()
    rows = [
        (code, code, address_in(code, path), SafeString(' aria-current="true"') if code == here else "", name)
        for code, name in settings.LANGUAGES
    ]
    links = format_html_join("", '<li><a lang="{}" hreflang="{}" href="{}"{}>{}</a></li>', rows)
    return format_html('<nav class="languages" aria-label="{}"><ul role="list">{}</ul></nav>', _("Ngôn ngữ"), links)
