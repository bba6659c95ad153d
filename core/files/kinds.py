"""Kinds of files: what may be handed in, in which formats, how large, and where it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _

from core.files.cage import CAGES


class Format(StrEnum):
    """A format of files, told by its first bytes; the values are Pillow's names."""

    PDF = "PDF"
    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    AVIF = "AVIF"


PICTURES = (Format.JPEG, Format.PNG, Format.WEBP, Format.AVIF)
MARKS = {
    Format.PDF: re.compile(rb"%PDF-"),
    Format.JPEG: re.compile(rb"\xff\xd8\xff"),
    Format.PNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
    Format.WEBP: re.compile(rb"RIFF....WEBP", re.DOTALL),
    Format.AVIF: re.compile(rb"....ftyp(avif|avis|mif1|msf1)", re.DOTALL),
}
# The ending of a kept file, and what the file is then called on the wire.
CONTENT_TYPES = {"pdf": "application/pdf", "avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
MEGABYTE = 1024 * 1024


def format_of(content: bytes) -> Format | None:
    """The format that the first bytes tell, whatever the name or the browser says."""
    return next((found for found, mark in MARKS.items() if mark.match(content)), None)


@dataclass(frozen=True)
class Kind:
    """One kind of files; its limits stand in settings.FILE_LIMITS under its key.

    A PDF is kept as it was handed in. A picture is drawn anew, in each of `widths` and `endings`; the picture that was
    handed in is not kept.
    """

    key: str
    folder: str  # below MEDIA_ROOT
    field: str  # the input that a refusal stands beside
    formats: tuple[Format, ...]
    widths: tuple[int, ...] = ()
    endings: tuple[str, ...] = ()
    cages: int = CAGES  # how many of them may be opened at once

    def limit(self, name: str) -> int:
        """A limit of this kind: bytes, pages, pixels that are unpacked, or memory to open it in."""
        return settings.FILE_LIMITS[self.key][name]

    @property
    def megabytes(self) -> int:
        """The largest size in whole megabytes, as it is told to people."""
        return self.limit("bytes") // MEGABYTE

    @property
    def words(self) -> str:
        """The formats in words: PDF; ảnh JPEG, PNG hoặc WebP; PDF hoặc ảnh …"""
        pictures = _("ảnh JPEG, PNG, WebP hoặc AVIF")
        if Format.PDF not in self.formats:
            return pictures
        if self.formats == (Format.PDF,):
            return "PDF"
        return _("PDF hoặc %(pictures)s") % {"pictures": pictures}

    @property
    def accept(self) -> str:
        """What the browser offers to choose; it decides nothing."""
        return ",".join("application/pdf" if each is Format.PDF else f"image/{each.lower()}" for each in self.formats)
