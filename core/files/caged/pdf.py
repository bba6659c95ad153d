"""Looks through every object of a PDF for what a scanned paper does not need and a reader might obey."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

import pikepdf
from pikepdf.settings import set_qpdf_limits

from core.files.caged.walls import Refused, work

SECONDS = 20
# One stream unpacked: a page of A3 in colour at 600 dots an inch needs 210 MB.
MOST_UNPACKED = 256 * 1024 * 1024
MOST_UNPACKED_TOGETHER = 1024 * 1024 * 1024
MOST_PIXELS = 150_000_000
UNPACKING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL", "/ASCII85Decode", "/A85"}
UNPACKING |= {"/ASCIIHexDecode", "/AHx"}

BY_KEY = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EF": "attachment",
    "/EmbeddedFiles": "attachment",
    "/XFA": "xfa",
}
BY_VALUE = {
    "/S": {
        "/JavaScript": "script",
        **dict.fromkeys(("/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"), "launch"),
        **dict.fromkeys(("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"), "media"),
    },
    "/Type": {"/EmbeddedFile": "attachment"},
    "/Subtype": {
        "/FileAttachment": "attachment",
        **dict.fromkeys(("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"), "media"),
    },
}
# Links of the world wide web and of mail are harmless; these are not.
BAD_LINKS = {"javascript": "script", "vbscript": "script", "data": "script", "file": "launch"}


def look(order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The number of pages; refused when the PDF is unsound, locked, too long, too heavy, or does things."""
    set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
        max_stream_filters=4,
        doc_max_warnings=100,
    )
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            return _looked(pdf, order["pages"]), []
    except pikepdf.PasswordError as error:
        raise Refused("password") from error
    except pikepdf.PikepdfError as error:
        raise _broken([str(error)]) from error


def _looked(pdf: pikepdf.Pdf, most_pages: int) -> dict[str, Any]:
    pages = len(pdf.pages)
    if pages > most_pages:
        raise Refused("pages")
    objects = [pdf.trailer, *pdf.objects]
    found = {_doing(key, value) for thing in objects for part in _parts(thing) for key, value in part.items()} - {""}
    if found:
        raise Refused(*sorted(found))
    # What is read with a complaint here may be read otherwise elsewhere, with other objects in it.
    if complaints := pdf.get_warnings():
        raise _broken(complaints)
    _unpack(pdf, (thing for thing in objects if isinstance(thing, pikepdf.Stream)))
    return {"pages": pages}


def _broken(complaints: Iterable[object]) -> Refused:
    return Refused("heavy" if any("limit exceeded" in str(each) for each in complaints) else "broken")


def _parts(thing: Any) -> Iterator[Any]:
    """The dictionaries that stand in one object, itself included; other objects have their own turn."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            inside = list(part)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            inside = [value for _key, value in part.items()]
        else:
            continue
        waiting += [each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect]


def _doing(key: str, value: Any) -> str:
    """What an entry of a dictionary does that a paper must not; empty for nothing."""
    if key in BY_KEY:
        return BY_KEY[key]
    if key in BY_VALUE and isinstance(value, pikepdf.Name):
        return BY_VALUE[key].get(str(value), "")
    if key == "/URI" and isinstance(value, pikepdf.String):
        scheme = "".join(str(value).split()).partition(":")[0]
        return BAD_LINKS.get(scheme.lower(), "")
    return ""


def _unpack(pdf: pikepdf.Pdf, streams: Iterable[Any]) -> None:
    """Unpack each stream once, as far as its packing is general; the picture inside is judged by its named size."""
    together = 0
    for stream in streams:
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
            raise Refused("heavy")
        filters = stream.get("/Filter", [])
        names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(each) for each in filters]
        packing = list(takewhile(UNPACKING.__contains__, names))
        if packing:
            together += _unpacked_size(pdf, stream.read_raw_bytes(), packing)
        if together > MOST_UNPACKED_TOGETHER:
            raise Refused("heavy")


def _unpacked_size(pdf: pikepdf.Pdf, raw: bytes, packing: list[str]) -> int:
    bare = pikepdf.Stream(pdf, raw)
    bare.Filter = pikepdf.Array([pikepdf.Name(name) for name in packing])
    return len(bare.read_bytes())


if __name__ == "__main__":
    work(look, seconds=SECONDS)
