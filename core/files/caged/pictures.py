"""Draws a picture anew in the widths and formats that it is kept in, without anything that the camera wrote."""

from __future__ import annotations

import io
from math import ceil
from typing import Any

from PIL import AvifImagePlugin, ExifTags, Image, ImageCms

from core.files.caged.walls import Refused, work
from core.rules.widths import widths_of

SECONDS = 60
# A picture that is higher than this many times its breadth shows nothing on a page, and WebP cannot hold it.
TALLEST = 12
SAVED: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 6, "max_threads": 2}),
    "webp": ("WEBP", {"quality": 78, "method": 4}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
# What a camera may write into a JPEG of several passes lies in memory whole, however small it is drawn.
MOST_PIXELS = 50_000_000
# Points that are turned into full colours at a time.
STRIP = 1_000_000
SEE_THROUGH = ("RGBA", "LA", "PA")
# How a picture is set upright that a camera noted as turned or mirrored.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = (TURNS[5], TURNS[6], TURNS[7], TURNS[8])
AvifImagePlugin.DEFAULT_MAX_THREADS = 2


def draw(order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The picture in every width and ending of the order, and what they are; of a moving picture the first frame."""
    largest = order["widths"][-1]
    image = _upright(_opened(order, content), largest, order["pixels"])
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
    if image.width * image.height > MOST_PIXELS:
        raise Refused("pixels")
    return image


def _upright(image: Image.Image, largest: int, most_pixels: int) -> Image.Image:
    """The picture as people see it: turned as the camera noted, on white ground, in the colours of screens.

    No more than `most_pixels` are unpacked: a JPEG is unpacked at a half, a quarter or an eighth of its size when that
    is still wide enough, so that what the cameras of telephones make of 48 million points is taken too.
    """
    if image.format == "JPEG":
        image.draft("RGB", (1, largest) if _turn(image) in SIDEWAYS else (largest, 1))
    if image.width * image.height > most_pixels:
        raise Refused("pixels")
    turn, profile = _turn(image), image.info.get("icc_profile")
    breadth, height = reversed(image.size) if turn in SIDEWAYS else image.size
    if height > TALLEST * breadth:
        raise Refused("narrow")
    laid = _laid_out(image, max(1, breadth // largest))
    image.close()
    upright = laid.transpose(turn) if turn else laid
    return _in_screen_colours(upright, profile).convert("RGB")


def _turn(image: Image.Image) -> Image.Transpose | None:
    return TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))


def _laid_out(image: Image.Image, times: int) -> Image.Image:
    """The picture so many times smaller, on white ground.

    Strip by strip: a picture whose points are numbers of a palette takes four times as much in full colours, and never
    lies there so as a whole.
    """
    image.load()
    mode = "CMYK" if image.mode == "CMYK" else "RGB"
    laid = Image.new(mode, (ceil(image.width / times), ceil(image.height / times)))
    rows = max(1, STRIP // (image.width * times))
    for top in range(0, laid.height, rows):
        strip = image.crop((0, top * times, image.width, min(image.height, (top + rows) * times)))
        laid.paste(_on_white(strip, mode).reduce(times), (0, top))
    return laid


def _on_white(strip: Image.Image, mode: str) -> Image.Image:
    if strip.mode not in SEE_THROUGH and "transparency" not in strip.info:
        return strip.convert(mode)
    seen = strip.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert(mode)


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
    work(draw, seconds=SECONDS)
