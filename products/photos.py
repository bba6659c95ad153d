"""The files of a photo: each width as AVIF, WebP and JPEG under one random name."""

from __future__ import annotations

import re

from core.files.keeping import piece_name
from core.rules.widths import widths_of
from products.files import PHOTO

NAME = re.compile(r"([0-9a-f]{32})-\d{1,4}\.(?:avif|webp|jpg)")


def photo_widths(width: int) -> list[int]:
    """The widths that a photo is kept in when its largest is `width`."""
    return widths_of(width, PHOTO.widths)


def file_name(stem: str, width: int, ending: str) -> str:
    """The name of one file, as it stands in its address."""
    return f"{stem}-{width}.{ending}"


def stem_in(name: str) -> str:
    """The stem in the name of a file; empty for a name that is none of ours."""
    found = NAME.fullmatch(name)
    return found.group(1) if found else ""


def stored_names(stem: str, width: int) -> list[str]:
    """Where the storage keeps every file of a photo."""
    return [piece_name(PHOTO, stem, ending, step) for step in photo_widths(width) for ending in PHOTO.endings]
