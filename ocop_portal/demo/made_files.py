"""Files of the demo: a photo or a scan that holds nothing but the words that it is made up."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from core.lettering import BOLD, FOLDER

SIZE = (640, 480)  # pixels
PAPER, INK = "#f6f1e4", "#7a4a21"


def photo(words: str) -> SimpleUploadedFile:
    """A picture of a product, as a person would hand it in."""
    return _file(words, "JPEG", "anh-minh-hoa.jpg")


def scan(words: str) -> SimpleUploadedFile:
    """A scanned paper of one page."""
    return _file(words, "PDF", "ban-quet-minh-hoa.pdf")


def _file(words: str, form: str, name: str) -> SimpleUploadedFile:
    picture, out = Image.new("RGB", SIZE, PAPER), BytesIO()
    font = ImageFont.truetype(FOLDER / f"{BOLD}.ttf", 32, layout_engine=ImageFont.Layout.BASIC)
    middle = (SIZE[0] // 2, SIZE[1] // 2)
    text = f"{words}\n(minh hoạ)"
    ImageDraw.Draw(picture).multiline_text(middle, text, INK, font, anchor="mm", align="center", spacing=16)
    picture.save(out, form)
    return SimpleUploadedFile(name, out.getvalue())
