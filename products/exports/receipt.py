"""The receipt of a check as one A4 page."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import IO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core.lettering import BOLD, REGULAR, load_fonts, wrapped
from products.qr import runs_of

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP = 25 * mm, WIDTH - 20 * mm, HEIGHT - 22 * mm
TERM = 45 * mm  # the column of terms
QR_SIDE = 38 * mm
SIZE, LEADING = 10.5, 15.0
SMALL = 7.5


@dataclass(frozen=True)
class Sheet:
    """What stands on the page, in this order; `address` is drawn as a code to scan and written below it.

    `proof` says what the hash is of, `hashed` is that text sign by sign; both may be empty.
    """

    language: str
    issuer: str
    title: str
    subtitle: str
    verdict: str
    text: str
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]
    address: str
    proof: str
    hashed: str


def write_receipt(file: IO[bytes], sheet: Sheet) -> None:
    """Write the page into a file; the same receipt is the same file, byte for byte."""
    load_fonts()
    pdf = Canvas(file, pagesize=A4, pageCompression=1, lang=sheet.language, invariant=1)
    pdf.setTitle(sheet.title)
    pdf.setAuthor(sheet.issuer)
    width = RIGHT - LEFT
    y = _lines(pdf, sheet.issuer, TOP, width - QR_SIDE, font=BOLD)
    y = min(y, TOP - QR_SIDE + 12) - 12
    y = _lines(pdf, sheet.title, y, width, font=BOLD, size=17)
    y = _lines(pdf, sheet.subtitle, y, width) - 10
    y = _lines(pdf, sheet.verdict, y, width, font=BOLD, size=14)
    y = _lines(pdf, sheet.text, y, width) - 8
    for term, value in sheet.facts:
        y = _fact(pdf, term, value, y)
    y -= 12
    for note in sheet.notes:
        y = _lines(pdf, note, y, width) - 5
    y = _lines(pdf, sheet.address, y, width, font=BOLD) - 8
    if sheet.hashed:
        y = _lines(pdf, sheet.proof, y, width, size=SMALL)
        _signs(pdf, sheet.hashed, y, width)
    _draw_code(pdf, sheet.address, RIGHT - QR_SIDE, TOP + 12 - QR_SIDE)
    pdf.save()


def _lines(
    pdf: Canvas, text: str, y: float, width: float, *, x: float = LEFT, font: str = REGULAR, size: float = SIZE
) -> float:
    """Write a text in lines of a width, smaller when one word is longer; gives where the next one begins."""
    longest = max((stringWidth(word, font, size) for word in text.split()), default=0)
    size = min(size, size * width / longest) if longest else size
    pdf.setFont(font, size)
    for line in wrapped(text, font, size, width):
        pdf.drawString(x, y, line)
        y -= LEADING * size / SIZE
    return y


def _signs(pdf: Canvas, text: str, y: float, width: float) -> None:
    """Write a text that is to be copied sign by sign: no line ends at a blank, which copying would lose."""
    pdf.setFont(REGULAR, SMALL)
    while text:
        end = bisect(list(accumulate(stringWidth(sign, REGULAR, SMALL) for sign in text)), width)
        while end > 1 and " " in text[end - 1 : end + 1]:
            end -= 1
        pdf.drawString(LEFT, y, text[:end])
        text, y = text[end:], y - LEADING * SMALL / SIZE


def _fact(pdf: Canvas, term: str, value: str, y: float) -> float:
    pdf.setLineWidth(0.3)
    pdf.line(LEFT, y + LEADING - 3, RIGHT, y + LEADING - 3)
    low = _lines(pdf, term, y, TERM - 8)
    return min(low, _lines(pdf, value, y, RIGHT - LEFT - TERM, x=LEFT + TERM, font=BOLD)) - 3


def _draw_code(pdf: Canvas, text: str, x: float, y: float) -> None:
    size, runs = runs_of(text)
    side = QR_SIDE / size
    for run in runs:
        top = y + QR_SIDE - (run.y + 1) * side
        # A hair higher than a module, so that no white line shows between two rows.
        pdf.rect(x + run.x * side, top, run.width * side, side * 1.02, stroke=0, fill=1)
