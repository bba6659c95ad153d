"""The way of a photo: judged, turned upright, freed of what the camera wrote into it, kept in three widths.

Each width is kept as AVIF, WebP and JPEG under one random name; a smaller original is not blown up.
"""

from __future__ import annotations

import io
import re
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from core.errors import ActionRefused, Reason
from products.models.photo import WIDTHS

FOLDER = "photos"
READ_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
SAVED: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 6}),
    "webp": ("WEBP", {"quality": 78, "method": 4}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
NAME = re.compile(r"[0-9a-f]{32}-\d{1,4}\.(avif|webp|jpg)")


@dataclass(frozen=True)
class KeptPhoto:
    """What was kept: the stem of its files and the largest size."""

    stem: str
    width: int
    height: int


def widths_of(width: int) -> list[int]:
    """The widths that a photo is kept in when its largest is `width`."""
    return [*(step for step in WIDTHS if step < width), width]


def file_name(stem: str, width: int, ending: str) -> str:
    """The name of one file, as it stands in its address."""
    return f"{stem}-{width}.{ending}"


def stored_path(name: str) -> str:
    """Where the storage keeps a file; empty for a name that is none of ours."""
    return f"{FOLDER}/{name}" if NAME.fullmatch(name) else ""


def refuse(text: str) -> ActionRefused:
    """A refusal that belongs beside the file input."""
    return ActionRefused(Reason(text, "upload"))


def keep_photo(upload: UploadedFile) -> KeptPhoto:
    """Keep an uploaded photo; raises ActionRefused with words when it is none or too large."""
    image = _upright(_opened(upload))
    if image.width > WIDTHS[-1]:
        image = _resized(image, WIDTHS[-1])
    kept = KeptPhoto(secrets.token_hex(16), image.width, image.height)
    try:
        for width in widths_of(image.width):
            smaller = _resized(image, width)
            for ending in SAVED:
                content = ContentFile(_encoded(smaller, ending))
                default_storage.save(stored_path(file_name(kept.stem, width, ending)), content)
    except BaseException:
        remove_files(kept.stem, kept.width)
        raise
    return kept


def remove_files(stem: str, width: int) -> None:
    """Remove every file of a photo."""
    for step in widths_of(width):
        for ending in SAVED:
            default_storage.delete(stored_path(file_name(stem, step, ending)))


def _opened(upload: UploadedFile) -> Image.Image:
    limit = settings.PHOTO_MAX_BYTES
    if (upload.size or 0) > limit:
        raise refuse(_("Ảnh nặng hơn %(limit)s MB.") % {"limit": limit // (1024 * 1024)})
    upload.seek(0)
    try:
        image: Image.Image = Image.open(upload, formats=READ_FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError) as error:
        raise refuse(_("Tệp không phải là ảnh JPEG, PNG, WebP hoặc AVIF.")) from error
    if image.width * image.height > settings.PHOTO_MAX_PIXELS:
        raise _too_many_pixels()
    return image


def _too_many_pixels() -> ActionRefused:
    millions = settings.PHOTO_MAX_PIXELS // 1_000_000
    return refuse(_("Ảnh có hơn %(limit)s triệu điểm ảnh: hãy thu nhỏ rồi tải lại.") % {"limit": millions})


def _upright(image: Image.Image) -> Image.Image:
    """The picture as people see it: turned as the camera noted, on white ground, in the colours of screens."""
    # A JPEG is decoded at a half or a quarter of its size when that is still wide enough.
    image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
    profile = image.info.get("icc_profile")
    try:
        image.load()
        image = ImageOps.exif_transpose(image)
    except (OSError, SyntaxError, ValueError) as error:
        raise refuse(_("Tệp ảnh bị hỏng hoặc bị cắt cụt: hãy tải lại.")) from error
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image.convert("RGBA"))
    return _in_screen_colours(image, profile).convert("RGB")


def _in_screen_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours of a wider or a printer's space as sRGB; a profile that cannot be read is left out."""
    if not profile or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return turned or image


def _resized(image: Image.Image, width: int) -> Image.Image:
    if image.width == width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _encoded(image: Image.Image, ending: str) -> bytes:
    # A fresh picture of the bare pixels: nothing that the camera wrote goes along.
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    name, options = SAVED[ending]
    out = io.BytesIO()
    bare.save(out, name, **options)
    return out.getvalue()
