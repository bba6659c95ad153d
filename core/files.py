"""Files that people hand in: a scanned decision is checked, kept under a random name, and found again by it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.errors import Reason, refuse_if

FOLDER = "decisions"
MAGIC = b"%PDF-"
END = b"%%EOF"
# Readers look for the end mark in the last part of the file; scanners add a few bytes after it.
TAIL = 2048


@dataclass(frozen=True)
class StoredFile:
    """A file that was kept: its storage name, the name it was handed in under, and its hash."""

    name: str
    original: str
    sha256: str


def why_not_pdf(upload: UploadedFile, field: str = "paper") -> list[Reason]:
    """Why an upload is no scanned decision: too large, empty, not a PDF, or cut off."""
    limit = settings.DECISION_PAPER_MAX_BYTES
    size = upload.size or 0
    if size > limit:
        return [Reason(_("Tệp nặng hơn %(limit)s MB.") % {"limit": limit // (1024 * 1024)}, field)]
    if size == 0:
        return [Reason(_("Tệp rỗng."), field)]
    upload.seek(0)
    if upload.read(len(MAGIC)) != MAGIC:
        return [Reason(_("Tệp không phải là PDF."), field)]
    upload.seek(max(0, size - TAIL))
    if END not in upload.read():
        return [Reason(_("Tệp PDF bị cắt cụt: quét hoặc tải lại."), field)]
    return []


def store_pdf(upload: UploadedFile, field: str = "paper") -> StoredFile:
    """Keep a scanned decision under a random name; raises ActionRefused when it is none."""
    refuse_if(why_not_pdf(upload, field))
    upload.seek(0)
    content = upload.read()
    name = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}.pdf", ContentFile(content))
    return StoredFile(name, plain_name(upload.name or ""), hashlib.sha256(content).hexdigest())


def plain_name(name: str) -> str:
    """The last part of a file name without control signs, cut to 200 signs; 'quyet-dinh.pdf' when nothing is left."""
    last = PurePosixPath(name.replace("\\", "/")).name
    cleaned = "".join(sign for sign in last if sign.isprintable()).strip(". ")
    if len(cleaned) > 200:
        suffix = PurePosixPath(cleaned).suffix[:10]
        cleaned = cleaned[: 200 - len(suffix)] + suffix
    return cleaned or "quyet-dinh.pdf"


def paper_path(name: str) -> Path | None:
    """Where a kept decision lies; None for a name that is not one of ours or a file that is gone."""
    parts = PurePosixPath(name).parts
    if len(parts) != 2 or parts[0] != FOLDER or not default_storage.exists(name):
        return None
    return Path(default_storage.path(name))
