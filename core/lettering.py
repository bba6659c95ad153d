"""Letters on PDF pages: the site's font, and lines that fit where they stand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unicodedata import normalize

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parent / "fonts"
REGULAR, BOLD = "BeVietnamPro-Regular", "BeVietnamPro-Bold"
SMALLEST = 6.5


def drawn_language(language: str | None) -> str:
    """The language in which a page is drawn for a reader of another one: the font holds no Khmer signs."""
    return "vi" if language in (None, "km") else language


@cache
def load_fonts() -> None:
    """Make both weights known to the PDF library, once in the life of the server."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, FOLDER / f"{name}.ttf"))


def _composed(text: str) -> str:
    """A text in one line of whole letters: the font has no marks of their own to set upon letters."""
    return normalize("NFC", " ".join(text.split()))


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """A text in lines of a width."""
    return simpleSplit(_composed(text), font, size, width) or [""]


def fitted(text: str, font: str, size: float, width: float) -> tuple[str, float]:
    """A text for one line with the size at which it fits; what is too long for the smallest size is cut."""
    text = _composed(text)
    size = max(SMALLEST, min(size, size * width / (pdfmetrics.stringWidth(text, font, size) or 1)))
    if pdfmetrics.stringWidth(text, font, size) > width:
        while text and pdfmetrics.stringWidth(f"{text}…", font, size) > width:
            text = text[:-1].rstrip()
        text = f"{text}…"
    return text, size
