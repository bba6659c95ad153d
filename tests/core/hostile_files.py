"""Makes the hostile files that the tests hand in; run by hand they land in a folder for other readers and scanners.

    python -m tests.core.hostile_files FOLDER

Nothing here harms: scripts only say "minh hoạ", the virus is the test string that every scanner knows.
"""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, PngImagePlugin

# The agreed test string of virus scanners, in two parts so that this file itself is left in peace.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


# --------------------------------------------------------------------- harmless ones to start from
def plain_pdf(pages: int = 1, change: Callable[[Pdf], None] | None = None, **how: object) -> bytes:
    """A sound PDF of empty pages, with one change."""
    pdf = Pdf.new()
    for _n in range(pages):
        pdf.add_blank_page()
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def plain_picture(
    form: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: object
) -> bytes:
    """A sound picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, 0 if mode == "1" else "green").save(out, form, **options)
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("minh-hoa.txt", "minh hoạ")
    return out.getvalue()


# --------------------------------------------------------------------- PDFs that do things
def _script(pdf: Pdf) -> Dictionary:
    return pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert('minh hoạ')")))


def _on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = _script(pdf)


def _script_by_name(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), _script(pdf)])))


def _script_in_a_stream(pdf: Pdf) -> None:
    script = pdf.make_stream(b"app.alert('minh hoa')")
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=script))


def _script_by_reference(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=pdf.make_indirect(Name.JavaScript))


def _annotated(pdf: Pdf, **entries: object) -> None:
    pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries))])


def _link(scheme: str) -> Callable[[Pdf], None]:
    return lambda pdf: _annotated(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(scheme)))


def _launch(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("minh-hoa.exe"))


def _submit(pdf: Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.SubmitForm, F=String("https://minh-hoa.example/")))


def _other_file(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoToR, F=String(r"\\minh-hoa.example\a.pdf"), D=Array([0, Name.Fit]))


def _attached(pdf: Pdf) -> None:
    pdf.attachments["minh-hoa.exe"] = b"MZ minh hoa"


def _pinned(pdf: Pdf) -> None:
    file = pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=pdf.make_stream(b"MZ")))
    )
    _annotated(pdf, Subtype=Name.FileAttachment, FS=file)


def _film(pdf: Pdf) -> None:
    _annotated(pdf, Subtype=Name.RichMedia, RichMediaContent=Dictionary())


def _xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp:xdp/>"))


def _loop_of_pages(pdf: Pdf) -> None:
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])


# --------------------------------------------------------------------- PDFs that are too much
def _packed(pdf: Pdf, raw: bytes, *filters: pikepdf.Name) -> pikepdf.Stream:
    stream = pdf.make_stream(raw)
    stream.Filter = Array(list(filters))
    return stream


def _swelling(pdf: Pdf) -> None:
    pdf.pages[0].Contents = _packed(pdf, _zeros(300 * 1024 * 1024), Name.FlateDecode)


def _swelling_twice(pdf: Pdf) -> None:
    twice = zlib.compress(_zeros(300 * 1024 * 1024), 9)
    pdf.pages[0].Contents = _packed(pdf, twice, Name.FlateDecode, Name.FlateDecode)


def _swelling_in_many(pdf: Pdf) -> None:
    raw = _zeros(200 * 1024 * 1024)
    for number in range(6):
        pdf.pages[0][f"/Minh{number}"] = _packed(pdf, raw, Name.FlateDecode)


def _huge_picture(pdf: Pdf) -> None:
    picture = _packed(pdf, plain_picture(), Name.DCTDecode)
    picture.Type, picture.Subtype, picture.Width, picture.Height = Name.XObject, Name.Image, 60_000, 60_000
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(I=picture))


@cache
def _zeros(size: int) -> bytes:
    """So many zeros, packed, without ever holding them."""
    packer = zlib.compressobj(1)
    piece = bytes(1024 * 1024)
    return b"".join(packer.compress(piece) for _n in range(size // len(piece))) + packer.flush()


def _object_stream_bomb() -> bytes:
    """A PDF whose objects lie in a stream that unpacks to 300 MB."""
    objects = b"1 0 2 33 " + b"<< /Type /Catalog /Pages 2 0 R >>" + b"<< /Type /Pages /Count 0 /Kids [] >>"
    packer = zlib.compressobj(1)
    packed = packer.compress(objects) + b"".join(packer.compress(b" " * 1024 * 1024) for _n in range(300))
    packed += packer.flush()
    head = b"%PDF-1.5\n"
    third = len(head)
    body = b"3 0 obj\n<< /Type /ObjStm /N 2 /First 9 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    body += packed + b"\nendstream\nendobj\n"
    table = third + len(body)
    rows = [(0, 0, 65535), (2, 3, 0), (2, 3, 1), (1, third, 0), (1, table, 0)]
    listed = b"".join(struct.pack("!BIH", *row) for row in rows)
    ending = b"4 0 obj\n<< /Type /XRef /Size 5 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n" % len(listed)
    return head + body + ending + listed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table


# --------------------------------------------------------------------- pictures
def _noted_png(text: bytes) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", text.decode())
    return plain_picture("PNG", pnginfo=notes)


def _png_that_says(width: int, height: int) -> bytes:
    """A PNG of few bytes whose head names a size."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    chunks = (
        struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


# --------------------------------------------------------------------- all of them
@cache
def papers() -> dict[str, bytes]:
    """Hostile files for the door of scanned papers."""
    packed = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
    as_is = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    sound = plain_pdf()
    return {
        "empty.pdf": b"",
        "spreadsheet.pdf": _zip(),
        "page.pdf": b"<!doctype html><script>alert('minh hoa')</script>" + sound,
        "junk-before.pdf": b"\0\0minh hoa\n" + sound,
        "picture.pdf": plain_picture(),
        "no-end.pdf": sound[: sound.rindex(b"startxref")],
        "half.pdf": (long := plain_pdf(40))[: len(long) // 2],
        "hollow.pdf": b"%PDF-1.7\n" + b"minh hoa " * 20 + b"\nstartxref\n9\n%%EOF\n",
        "table-lies.pdf": sound.replace(b"startxref\n", b"startxref\n9"),
        "zip-behind.pdf": sound + _zip(),
        "zip-inside.pdf": plain_pdf(change=lambda pdf: setattr(pdf.Root, "Minh", pdf.make_stream(_zip())), **as_is),
        "program-behind.pdf": sound + b"MZ\x90\0 minh hoa",
        "page-inside.pdf": sound.replace(b"\n", b"\n%<script>alert('minh hoa')</script>\n", 1),
        "script-on-opening.pdf": plain_pdf(change=_on_opening),
        "script-by-name.pdf": plain_pdf(change=_script_by_name),
        "script-by-reference.pdf": plain_pdf(change=_script_by_reference),
        "script-in-stream.pdf": plain_pdf(change=_script_in_a_stream),
        "script-packed.pdf": plain_pdf(change=_on_opening, **packed),
        "script-respelled.pdf": _rewritten(plain_pdf(change=_on_opening), b"/JavaScript", b"/J#61vaScr#69pt"),
        "script-locked.pdf": plain_pdf(change=_on_opening, encryption=pikepdf.Encryption(owner="minh", user="")),
        "script-link.pdf": plain_pdf(change=_link(" Java\nScript:app.alert(1)")),
        "file-link.pdf": plain_pdf(change=_link("file://minh-hoa.example/a")),
        "launch.pdf": plain_pdf(change=_launch),
        "submit.pdf": plain_pdf(change=_submit),
        "other-file.pdf": plain_pdf(change=_other_file),
        "attachment.pdf": plain_pdf(change=_attached),
        "attachment-packed.pdf": plain_pdf(change=_attached, **packed),
        "attachment-pinned.pdf": plain_pdf(change=_pinned),
        "film.pdf": plain_pdf(change=_film),
        "xfa.pdf": plain_pdf(change=_xfa),
        "password.pdf": plain_pdf(encryption=pikepdf.Encryption(owner="minh", user="hoa")),
        "no-pages.pdf": plain_pdf(0),
        "many-pages.pdf": plain_pdf(501),
        "loop-of-pages.pdf": plain_pdf(change=_loop_of_pages),
        "swelling.pdf": plain_pdf(change=_swelling, **as_is),
        "swelling-twice.pdf": plain_pdf(change=_swelling_twice, **as_is),
        "swelling-in-many.pdf": plain_pdf(change=_swelling_in_many, **as_is),
        "swelling-objects.pdf": _object_stream_bomb(),
        "huge-picture.pdf": plain_pdf(change=_huge_picture, **as_is),
        "deep.pdf": _deep_pdf(),
    }


def _deep_pdf() -> bytes:
    """A PDF with arrays in arrays, deeper than any reader's patience."""
    sound = plain_pdf(change=lambda pdf: setattr(pdf.Root, "Minh", Array([1])))
    return _rewritten(sound, b"[ 1 ]", b"[" * 100_000 + b"]" * 100_000)


def _rewritten(content: bytes, old: bytes, new: bytes) -> bytes:
    """A PDF with other words in it, and with a table of its objects that is right again."""
    assert old in content
    content = content.replace(old, new)
    start = content.rindex(b"\nxref\n") + 1
    head, tail = content[:start], content[start:]
    places = {int(found[1]): found.start(1) for found in re.finditer(rb"(\d+) 0 obj\b", head)}
    rows = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % places[number] for number in sorted(places))]
    table = b"xref\n0 %d\n" % len(rows) + b"".join(rows)
    trailer = tail[tail.index(b"trailer") : tail.index(b"startxref")]
    return head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % start


@cache
def photos() -> dict[str, bytes]:
    """Hostile files for the door of photos."""
    sound = plain_picture()
    return {
        "empty.jpg": b"",
        "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "page.jpg": b"<!doctype html><script>alert('minh hoa')</script>",
        "moving.gif": plain_picture("GIF"),
        "paper.jpg": plain_pdf(),
        "zip-behind.jpg": sound + _zip(),
        "page-inside.jpg": plain_picture(comment=b"<html><script>alert('minh hoa')</script>"),
        "page-inside.png": _noted_png(b"<script>alert('minh hoa')</script>"),
        "pdf-inside.jpg": plain_picture(comment=b"%PDF-1.4 minh hoa"),
        "half.jpg": (large := plain_picture(size=(2000, 1500)))[: len(large) // 2],
        "half.png": plain_picture("PNG")[:-40],
        "half.webp": plain_picture("WEBP")[:-40],
        "half.avif": plain_picture("AVIF")[:-40],
        "head-only.jpg": sound[:20],
        "says-huge.png": _png_that_says(60_000, 60_000),
        "says-large.png": _png_that_says(6_000, 6_000),
        "bomb.png": plain_picture("PNG", (12_000, 12_000), "1"),
        "bomb.webp": plain_picture("WEBP", (8_000, 6_000), method=0),
        "narrow.png": plain_picture("PNG", (1, 40_000)),
    }


def main(folder: Path) -> None:
    """Write every file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for door, files in {"paper": papers(), "photo": photos()}.items():
        for name, content in files.items():
            (folder / f"{door}-{name}").write_bytes(content)
            print(f"{len(content):>9}  {door}-{name}")
    (folder / "eicar.txt").write_bytes(EICAR)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
