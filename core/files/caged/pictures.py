"""Draws a picture anew in the widths and formats that it is kept in, without anything that the camera wrote."""

from __future__ import annotations

import io
from typing import Any

from PIL import AvifImagePlugin, Image, ImageCms, ImageOps

from core.files.caged.walls import Refused, work
from core.rules.widths import widths_of

MEMORY = 2 * 1024 * 1024 * 1024
SECONDS = 60
# A picture that is higher than this many times its breadth shows nothing on a page, and WebP cannot hold it.
TALLEST = 12
SAVED: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 6, "max_threads": 2}),
    "webp": ("WEBP", {"quality": 78, "method": 4}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
# Modes whose neighbouring points can be blended.
REDUCIBLE = ("L", "LA", "RGB", "RGBA", "CMYK")
AvifImagePlugin.DEFAULT_MAX_THREADS = 2


def draw(order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The picture in every width and ending of the order, and what they are; of a moving picture the first frame."""
    largest = order["widths"][-1]
    image = _upright(_opened(order, content), largest)
    if image.height > TALLEST * image.width:
        raise Refused("narrow")
    if image.width > largest:
        image = _resized(image, largest)
    files, made = [], []
    for width in widths_of(image.width, order["widths"]):
        smaller = _resized(image, width)
        for ending in order["endings"]:
            made.append(_encoded(smaller, ending))
            files.append({"width": width, "ending": ending, "bytes": len(made[-1])})
    return {"width": image.width, "height": image.height, "files": files}, made


def _opened(order: dict[str, Any], content: bytes) -> Image.Image:
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=[order["format"]])
    except Image.DecompressionBombError as error:
        raise Refused("pixels") from error
    if image.width * image.height > order["pixels"]:
        raise Refused("pixels")
    return image


def _upright(image: Image.Image, largest: int) -> Image.Image:
    """The picture as people see it: turned as the camera noted, on white ground, in the colours of screens."""
    # A JPEG is decoded at a half or a quarter of its size when that is still wide enough, others are made so at once.
    image.draft("RGB", (largest, largest))
    profile = image.info.get("icc_profile")
    image.load()
    times = min(image.size) // largest
    if times > 1 and image.mode in REDUCIBLE:
        image = image.reduce(times)
    image = ImageOps.exif_transpose(image)
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


if __name__ == "__main__":
    work(draw, memory=MEMORY, seconds=SECONDS)
