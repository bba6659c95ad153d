"""Judging a file by what it holds, never by its name or what the browser calls it; every refusal is said in words."""

from __future__ import annotations

import hashlib
import io
import logging
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from core.errors import ActionRefused, Reason
from core.files.cage import ask
from core.files.kinds import Format, Kind, format_of
from core.files.scanning import ScannerSilent, signature_in

log = logging.getLogger("ocop.files")
# What makes a browser or a reader take the beginning of a file for something else.
OTHER_THING = re.compile(rb"<(!doctype|html|head|body|script|iframe|svg|\?php)|%PDF-", re.IGNORECASE)
BEGINNING = 1024
PDF_END = re.compile(rb"%%EOF[\s\0]*\Z")
# Readers look for the end mark in the last part of the file.
TAIL = 2048

WORDS = {
    "format": gettext_lazy("Tệp không phải là %(formats)s."),
    "empty": gettext_lazy("Tệp rỗng."),
    "size": gettext_lazy("Tệp nặng hơn %(megabytes)s MB."),
    "foreign": gettext_lazy("Tệp chứa thêm một tệp loại khác bên trong: hãy quét hoặc xuất lại tệp."),
    "heavy": gettext_lazy("Tệp bung ra quá lớn hoặc quá rắc rối nên không mở được an toàn."),
    "busy": gettext_lazy("Cổng đang mở nhiều tệp khác nên chưa nhận tệp này: hãy gửi lại sau một phút."),
    "infected": gettext_lazy("Trình diệt vi-rút thấy mã độc trong tệp (%(signature)s): tệp không được nhận."),
    "silent": gettext_lazy(
        "Chưa quét vi-rút được nên chưa nhận tệp: hãy thử lại sau ít phút; nếu vẫn vậy, báo người quản trị."
    ),
    "cut": gettext_lazy("Tệp PDF bị cắt cụt: quét hoặc tải lại."),
    "broken_pdf": gettext_lazy("Tệp PDF bị hỏng: hãy mở ra, in thành PDF mới rồi tải lên."),
    "password": gettext_lazy("Tệp PDF có mật khẩu: hãy bỏ mật khẩu rồi tải lên."),
    "pages": gettext_lazy("Tệp PDF có hơn %(pages)s trang."),
    "script": gettext_lazy("Tệp PDF có mã lệnh: hãy mở ra, in thành PDF mới rồi tải lên."),
    "launch": gettext_lazy("Tệp PDF có lệnh mở tệp khác hoặc gửi dữ liệu đi: hãy in thành PDF mới rồi tải lên."),
    "attachment": gettext_lazy("Tệp PDF có tệp đính kèm: hãy in thành PDF mới rồi tải lên."),
    "media": gettext_lazy("Tệp PDF có âm thanh, phim hoặc hình động: hãy in thành PDF mới rồi tải lên."),
    "xfa": gettext_lazy("Tệp PDF là biểu mẫu động (XFA): hãy in thành PDF mới rồi tải lên."),
    "broken_picture": gettext_lazy("Tệp ảnh bị hỏng hoặc bị cắt cụt: hãy tải lại."),
    "pixels": gettext_lazy("Ảnh có hơn %(millions)s triệu điểm ảnh: hãy thu nhỏ rồi tải lại."),
    "narrow": gettext_lazy("Ảnh quá hẹp: chiều cao gấp hơn 12 lần bề rộng."),
}


class FileRefused(ActionRefused):
    """A file that is not taken; `infection` names the virus when it was one."""

    def __init__(self, kind: Kind, keys: list[str], infection: str = "", **facts: object) -> None:
        super().__init__([Reason(WORDS[key] % facts, kind.field) for key in keys])
        self.infection = infection


@dataclass(frozen=True)
class Picture:
    """A picture as it is to be kept, in one width and format."""

    width: int
    ending: str
    content: bytes


@dataclass(frozen=True)
class Judged:
    """A file that may be kept: what it is, the hash of what was handed in, and a picture drawn anew."""

    format: Format
    content: bytes
    sha256: str
    width: int = 0
    height: int = 0
    pictures: list[Picture] = field(default_factory=list)


def judge(upload: UploadedFile, kind: Kind) -> Judged:
    """Look at an uploaded file from outside, with the virus scanner, then inside; raises FileRefused."""
    content = _whole(upload, kind)
    found = format_of(content)
    if found is None or found not in kind.formats:
        raise FileRefused(kind, ["format"], formats=kind.words)
    _refuse_foreign(content, found, kind)
    _refuse_infected(content, kind)
    if found is Format.PDF:
        _opened(kind, "pdf", {"pages": kind.limit("pages")}, content)
        return Judged(found, content, sha256_of(content))
    return _drawn(content, found, kind)


def sha256_of(content: bytes) -> str:
    """The hash by which a file is known again."""
    return hashlib.sha256(content).hexdigest()


def _whole(upload: UploadedFile, kind: Kind) -> bytes:
    if (upload.size or 0) > kind.limit("bytes"):
        raise FileRefused(kind, ["size"], megabytes=kind.megabytes)
    if not upload.size:
        raise FileRefused(kind, ["empty"])
    upload.seek(0)
    content: bytes = upload.read()
    return content


def _refuse_foreign(content: bytes, found: Format, kind: Kind) -> None:
    """A file must be one thing from its first byte to its last."""
    if found is Format.PDF and b"%%EOF" not in content[-TAIL:]:
        raise FileRefused(kind, ["cut"])
    is_ended = found is not Format.PDF or PDF_END.search(content, max(0, len(content) - TAIL))
    if not is_ended or OTHER_THING.search(content, 1, BEGINNING) or zipfile.is_zipfile(io.BytesIO(content)):
        raise FileRefused(kind, ["foreign"])


def _refuse_infected(content: bytes, kind: Kind) -> None:
    try:
        signature = signature_in(content)
    except ScannerSilent as error:
        log.error("the virus scanner gave no answer: %s", error)
        raise FileRefused(kind, ["silent"]) from error
    if signature:
        log.warning("virus found: %s in a file with sha256 %s", signature, sha256_of(content))
        raise FileRefused(kind, ["infected"], signature, signature=signature)


def _opened(kind: Kind, job: str, order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    answer, made = ask(job, {**order, "memory": kind.limit("memory")}, content, kind.cages)
    if keys := answer.get("refused"):
        broken = "broken_pdf" if job == "pdf" else "broken_picture"
        words = [broken if key == "broken" else key for key in keys]
        facts = {"pages": order.get("pages"), "millions": order.get("pixels", 0) // 1_000_000}
        raise FileRefused(kind, words, **facts)
    return answer, made


def _drawn(content: bytes, found: Format, kind: Kind) -> Judged:
    order = {
        "format": str(found),
        "pixels": kind.limit("pixels"),
        "widths": kind.widths,
        "endings": kind.endings,
    }
    answer, made = _opened(kind, "pictures", order, content)
    pictures, start = [], 0
    for file in answer["files"]:
        pictures.append(Picture(file["width"], file["ending"], made[start : start + file["bytes"]]))
        start += file["bytes"]
    return Judged(found, content, sha256_of(content), answer["width"], answer["height"], pictures)
