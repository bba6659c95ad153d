"""The picture that networks show beside a link to a product: 1200 × 630, the same bytes for the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageFont

from core.lettering import BOLD, FOLDER, REGULAR

WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT = 72, WIDTH - 72
BAND, FOOT = 92, 84  # the portal's name above, what is true of the rating below
NAME_SIZES = (76, 68, 60, 52, 46)
MOST_LINES = 3  # of the smallest
NAME_HEIGHT, LEADING = 204, 1.22
SMALLEST = 0.6  # of its size, before a line is cut
STAR = 74  # how wide a star stands, its gap included
FINER = 4  # stars are drawn so many times larger and then made smaller, for smooth edges
COLOURS = 64  # few, so that the file is small

PAPER, INK, SOFT, WHITE = "#fbf8f2", "#231c16", "#5a5046", "#ffffff"
GOLD, GOLD_INK, GREY_TINT, GREY = "#ffcf4a", "#3a2600", "#eeebe6", "#5a5650"
TONES = {"good": "#1f6b3b", "soon": "#804c00", "past": GREY, "revoked": "#a3161c", "open": "#8f6400"}
# A star in a square of 20, as in static/img/icons.svg.
_STAR = (10, 1, 12.4, 7.3, 19.1, 7.6, 13.9, 11.9, 15.6, 18.4, 10, 14.7, 4.4, 18.4, 6.1, 11.9, 0.9, 7.6, 7.6, 7.3)


@dataclass(frozen=True)
class Card:
    """What stands on the picture. `stars` are drawn gold, grey when the rating no longer counts."""

    portal: str
    name: str
    stars: int
    is_past: bool
    rank: str
    maker: str
    place: str
    state: str
    tone: str
    colour: str


def share_card(card: Card) -> bytes:
    """The picture as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, BAND), fill=card.colour)
    _line(pen, card.portal, 26, BOLD, 36, WHITE)
    y = _rank(picture, pen, card, BAND + 38) + 26
    y = _name(pen, card.name, y) + 14
    for words, size, colour in ((card.maker, 34, INK), (card.place, 30, SOFT)):
        y += _line(pen, words, y, REGULAR, size, colour)
    pen.rectangle((0, HEIGHT - FOOT, WIDTH, HEIGHT), fill=TONES[card.tone])
    _line(pen, card.state, HEIGHT - FOOT + 22, BOLD, 34, WHITE)
    file = BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _name(pen: ImageDraw.ImageDraw, name: str, y: int) -> int:
    """The name as large as its lines have room, cut at the smallest size; gives where the next line begins."""
    tried = ((size, _wrapped(name, _font(BOLD, size))) for size in NAME_SIZES)
    size, lines = next((way for way in tried if _has_room(*way)), (NAME_SIZES[-1], _cut(name)))
    for line in lines:
        y += _line(pen, line, y, BOLD, size, INK, leading=LEADING)
    return y


def _has_room(size: int, lines: Sequence[str]) -> bool:
    is_wide = any(_font(BOLD, size).getlength(line) > RIGHT - LEFT for line in lines)
    return not is_wide and len(lines) * size * LEADING <= NAME_HEIGHT


def _cut(name: str) -> list[str]:
    """The lines of the smallest size that have room, the last one open."""
    lines = _wrapped(name, _font(BOLD, NAME_SIZES[-1]))
    return [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"] if len(lines) > MOST_LINES else lines


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in normalize("NFC", text).split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= RIGHT - LEFT or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _rank(picture: Image.Image, pen: ImageDraw.ImageDraw, card: Card, y: int) -> int:
    """As many stars as the rank has, and its words behind them."""
    if card.stars:
        row = _stars(card.stars, GREY_TINT if card.is_past else GOLD, GREY if card.is_past else GOLD_INK)
        picture.paste(row, (LEFT, y))
    _line(pen, card.rank, y + 7, BOLD, 40, INK, x=LEFT + card.stars * STAR + (16 if card.stars else 0))
    return y + STAR


def _stars(count: int, fill: str, edge: str) -> Image.Image:
    row = Image.new("RGB", (count * STAR * FINER, STAR * FINER), PAPER)
    pen, step = ImageDraw.Draw(row), STAR * FINER
    for number in range(count):
        corners = [part * (step - 8 * FINER) / 20 for part in _STAR]
        pen.polygon(
            [(x + number * step, y) for x, y in zip(corners[::2], corners[1::2], strict=True)],
            fill=fill,
            outline=edge,
            width=2 * FINER,
        )
    return row.resize((count * STAR, STAR), Image.Resampling.LANCZOS)


def _line(
    pen: ImageDraw.ImageDraw,
    text: str,
    y: int,
    font: str,
    size: int,
    colour: str,
    *,
    x: int = LEFT,
    leading: float = 1.4,
) -> int:
    """Write one line, smaller or cut where it is too long; gives its height, none without a text."""
    text = normalize("NFC", text)  # the font has no marks of their own to set upon letters
    if not text:
        return 0
    sizes = range(size, round(size * SMALLEST), -2)
    fits = next((each for each in sizes if _font(font, each).getlength(text) <= RIGHT - x), sizes[-1])
    while _font(font, fits).getlength(text) > RIGHT - x:
        text = f"{text.removesuffix('…')[:-1].rstrip()}…"
    pen.text((x, y), text, font=_font(font, fits), fill=colour)
    return round(size * leading)


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FOLDER / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
