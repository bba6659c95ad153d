"""What was looked for, marked in the names that it found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.text import fold


def marked(name: str, parts: Sequence[str], whole: Sequence[str] = ()) -> SafeString:
    """A name as HTML with <mark> around every folded part of a word that is looked for, and around `whole` words."""
    composed = unicodedata.normalize("NFC", name)
    plain = fold(composed)
    if len(plain) != len(composed):  # a loose mark was dropped: places in one are no places in the other
        return escape(name)
    patterns = {part: re.escape(part) for part in parts}
    patterns |= {word: rf"\b{re.escape(word)}\b" for word in whole if word not in patterns}
    longest_first = "|".join(patterns[each] for each in sorted(patterns, key=len, reverse=True))
    html, at = [], 0
    for number, piece in enumerate(re.split(f"({longest_first})", plain)):
        text = escape(composed[at : at + len(piece)])
        html.append(f"<mark>{text}</mark>" if number % 2 else text)
        at += len(piece)
    return mark_safe("".join(html).replace("</mark><mark>", ""))  # every piece was escaped
