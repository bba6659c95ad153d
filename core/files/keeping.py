"""Keeping files below MEDIA_ROOT, outside everything that a web server gives out, under random names."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models

from core.files.judging import FileRefused, Judged, judge, sha256_of
from core.files.kinds import Format, Kind
from core.files.names import plain_name
from core.history import record
from core.models import User

# folder / 32 random signs [- width] . ending
NAME = re.compile(r"[a-z]+/[0-9a-f]{32}(-\d{1,4})?\.(pdf|avif|webp|jpg)")


@dataclass(frozen=True)
class Kept:
    """What was kept: the random stem, the cleaned name it was handed in under, and the hashes."""

    stem: str
    original: str
    sha256: str  # of what was handed in
    files: dict[str, str]  # name in the storage -> hash of what lies there
    width: int = 0
    height: int = 0

    @property
    def name(self) -> str:
        """The name in the storage of a file that is kept as one."""
        return next(iter(self.files))


@contextmanager
def keeping(upload: UploadedFile, kind: Kind, *, about: models.Model, by: User | None) -> Iterator[Kept]:
    """Judge a file and keep it for as long as the block inside succeeds; raises ActionRefused.

    The block holds the transaction that names the file, so what is rolled back leaves nothing behind. Call it outside
    a transaction of your own: a virus that was found is recorded with the thing that the file was meant for.
    """
    try:
        judged = judge(upload, kind)
    except FileRefused as refusal:
        if refusal.infection:
            upload.seek(0)
            record(about, "refuse_file", by=by, why=refusal.infection, kind=kind.key, sha256=sha256_of(upload.read()))
        raise
    kept = _kept(upload.name or "", kind, judged)
    try:
        for name, content in _contents(kept.stem, kind, judged):
            default_storage.save(name, ContentFile(content))
        yield kept
    except BaseException:
        remove_files(kept.files)
        raise


@contextmanager
def keeping_columns(
    upload: UploadedFile | None, kind: Kind, *, about: models.Model, by: User | None
) -> Iterator[dict[str, str]]:
    """The same for a file that need not be handed in: yields the columns of the row that names it, or nothing."""
    if upload is None:
        yield {}
        return
    with keeping(upload, kind, about=about, by=by) as kept:
        yield {"paper": kept.name, "paper_name": kept.original, "paper_sha256": kept.sha256}


def remove_files(names: Iterable[str]) -> None:
    """Remove kept files; one that is gone already is no fault."""
    for name in names:
        default_storage.delete(name)


def is_kept_name(name: str) -> bool:
    """True for a name that keeping could have made: nothing of a person's own is in it."""
    return NAME.fullmatch(name) is not None


def piece_name(kind: Kind, stem: str, ending: str, width: int = 0) -> str:
    """The name in the storage of one file."""
    return f"{kind.folder}/{stem}-{width}.{ending}" if width else f"{kind.folder}/{stem}.{ending}"


def _kept(name: str, kind: Kind, judged: Judged) -> Kept:
    stem = secrets.token_hex(16)
    ending = "pdf" if judged.format is Format.PDF else kind.endings[-1]
    files = {name: sha256_of(content) for name, content in _contents(stem, kind, judged)}
    return Kept(stem, plain_name(name, ending), judged.sha256, files, judged.width, judged.height)


def _contents(stem: str, kind: Kind, judged: Judged) -> Iterator[tuple[str, bytes]]:
    if judged.format is Format.PDF:
        yield piece_name(kind, stem, "pdf"), judged.content
    for picture in judged.pictures:
        yield piece_name(kind, stem, picture.ending, picture.width), picture.content
