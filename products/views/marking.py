"""What was looked for, marked in the names that it found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.text import fold


def marked(name: str, words: Sequence[str], *, whole: bool = False) -> SafeString:
    """A name as HTML with <mark> around every place where one of some folded words stands; `whole` words alone."""
    composed = unicodedata.normalize("NFC", name)
    plain = fold(composed)
    if len(plain) != len(composed):  # a loose mark was dropped: places in one are no places in the other
        return escape(name)
    longest_first = sorted(words, key=len, reverse=True)
    edge, html, at = r"\b" if whole else "", [], 0
    for number, piece in enumerate(re.split(f"{edge}({'|'.join(map(re.escape, longest_first))}){edge}", plain)):
        text = escape(composed[at : at + len(piece)])
        html.append(f"<mark>{text}</mark>" if number % 2 else text)
        at += len(piece)
    return mark_safe("".join(html).replace("</mark><mark>", ""))  # every piece was escaped
