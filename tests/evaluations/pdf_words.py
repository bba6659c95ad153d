"""The words on the pages of a PDF that the portal drew: its fonts say which letter each code stands for."""

from __future__ import annotations

import io
import re

import pikepdf


def words_of_pages(data: bytes) -> list[str]:
    """The texts of each page, in the order of drawing and in one line; what is stamped on a page counts as its own."""
    return [" ".join(texts) for texts in texts_of_pages(data)]


def texts_of_pages(data: bytes) -> list[list[str]]:
    """The same as the pieces that were drawn, each in one line of the page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [list(_texts(page.obj, page.obj.Resources)) for page in pdf.pages]


def _texts(content, resources):
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(content):
        if str(operator) == "Tf":
            font = _letters(resources.Font[str(operands[0])])
        elif str(operator) == "Tj":
            yield "".join(font.get(code, "?") for code in bytes(operands[0]))
        elif str(operator) == "Do":
            stamp = resources.XObject[str(operands[0])]
            yield from _texts(stamp, stamp.Resources)


def _letters(font) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {code: chr(code) for code in range(256)}
    table = font.ToUnicode.read_bytes().decode("latin-1")
    return {
        int(code, 16): chr(int(letter, 16))
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
        for code, letter in re.findall(r"<(\w+)> <(\w+)>", block)
    }
