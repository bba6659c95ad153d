"""The same page in the other languages: for people, and for search engines."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()
# Where pages look like public ones and are Vietnamese alone: nothing may lead to them in another language.
IN_ONE_LANGUAGE = ("/tai-khoan/",)
_REST = "\0"  # stands where no address has it


def root_of(language: str | None) -> str:
    """Where the addresses of a language begin: / or /en/."""
    return "/" if language in (None, settings.LANGUAGE_CODE) else f"/{language}/"


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> SafeString:
    """A link to this page in each language, for search engines."""
    request: HttpRequest = context["request"]
    return _of_this_page(request, _links(f"{request.scheme}://{request.get_host()}"))


@register.simple_tag(takes_context=True)
def language_switch(context: dict[str, Any]) -> SafeString:
    """The menu of languages, each called by its own name; it leads to this page again."""
    request: HttpRequest = context["request"]
    return _of_this_page(request, _switch(get_language()))


def _of_this_page(request: HttpRequest, frame: str) -> SafeString:
    """What is alike on all pages, with what the address of this page has after the root of its language."""
    if request.path.startswith(IN_ONE_LANGUAGE):
        return SafeString()
    return SafeString(frame.replace(_REST, escape(request.get_full_path().removeprefix(root_of(get_language())))))


@lru_cache
def _links(host: str) -> str:
    rows = [(code, host + root_of(code)) for code, _name in settings.LANGUAGES]
    return format_html_join(
        "", '<link rel="alternate" hreflang="{}" href="{}' + _REST + '">', [*rows, ("x-default", rows[0][1])]
    )


@lru_cache
def _switch(here: str | None) -> str:
    rows = [
        (code, code, root_of(code), SafeString(' aria-current="true"') if code == here else "", name)
        for code, name in settings.LANGUAGES
    ]
    links = format_html_join("", '<li><a lang="{}" hreflang="{}" href="{}' + _REST + '"{}>{}</a></li>', rows)
    return format_html('<nav class="languages" aria-label="{}"><ul role="list">{}</ul></nav>', _("Ngôn ngữ"), links)
