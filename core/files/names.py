"""Names of files: cleaned for the screen and for downloads, and never used for keeping."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 200
# Windows opens a device instead of a file of this name, whatever its ending.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
# What Windows allows in no name.
FORBIDDEN = re.compile(r'[<>:"|?*]')
SAME_ENDING = {"jpeg": "jpg"}
NO_NAME = "tep"


def plain_name(name: str, ending: str) -> str:
    """The last part of a name without signs that hide or steer; it ends in what the file really is."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    # Signs that cannot be seen go, and with them those that turn the direction of writing.
    seen = "".join(sign for sign in last if sign.isprintable())
    stem = FORBIDDEN.sub("-", seen).strip(". ")
    head, _dot, tail = stem.rpartition(".")
    if SAME_ENDING.get(tail.lower(), tail.lower()) == ending:
        stem = head.strip(". ")
    if DEVICES.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem[: LONGEST - len(ending) - 1].strip() or NO_NAME}.{ending}"
