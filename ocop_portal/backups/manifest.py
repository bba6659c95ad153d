"""What a backup says of itself: `manifest.json` with its own hash beside it, and every file's size and hash in it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ocop_portal.backups.refusals import BackupRefused

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = "manifest.json.sha256"  # as `sha256sum -c` reads it
DUMP = "database.dump"
MEDIA = "media"
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class FileFacts:
    """Size and hash of one file."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """All that a restore compares with; `files` are named as they lie in the backup's folder."""

    made_at: str
    release: str
    server: str
    migrations: list[str]
    counts: dict[str, int]
    totals: list[dict[str, Any]]
    files: dict[str, FileFacts] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)  # named by rows and not in the media folder
    format: int = FORMAT

    @property
    def media(self) -> dict[str, FileFacts]:
        """The files of the media folder, by their names in it."""
        start = f"{MEDIA}/"
        return {name.removeprefix(start): facts for name, facts in self.files.items() if name.startswith(start)}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and its hash."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()
    write_safely(folder / MANIFEST, text)
    write_safely(folder / SEAL, f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode())


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup; raises BackupRefused when there is none or it was changed."""
    try:
        text, seal = (folder / MANIFEST).read_bytes(), (folder / SEAL).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupRefused(f"{folder} không phải là một bản sao lưu: thiếu {MANIFEST} hoặc {SEAL}.") from error
    if seal.split()[:1] != [hashlib.sha256(text).hexdigest()]:
        raise BackupRefused(f"{MANIFEST} của bản sao {folder.name} đã bị thay đổi hoặc hỏng: không dùng bản này.")
    known = json.loads(text)
    if known["format"] != FORMAT:
        raise BackupRefused(f"Bản sao {folder.name} thuộc dạng {known['format']}, phần mềm này đọc dạng {FORMAT}.")
    known["files"] = {_inside(name): FileFacts(**facts) for name, facts in known["files"].items()}
    return Manifest(**known)


def _inside(name: str) -> str:
    """A name that stays in the folder it is put into."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise BackupRefused(f"Bản sao nêu một tên tệp không hợp lệ: {name}.")
    return name


def check_files(folder: Path, files: dict[str, FileFacts]) -> None:
    """Read every file again; raises BackupRefused with each that is missing or differs."""
    wrong = list(_differences(folder, files))
    if wrong:
        more = f" (và {len(wrong) - 5} tệp khác)" if len(wrong) > 5 else ""
        raise BackupRefused(f"Bản sao {folder.name} bị hỏng: {'; '.join(wrong[:5])}{more}. Không dùng bản này.")


def _differences(folder: Path, files: dict[str, FileFacts]) -> Iterator[str]:
    for name, facts in sorted(files.items()):
        path = folder / name
        if not path.is_file():
            yield f"thiếu {name}"
        elif path.stat().st_size != facts.size:
            yield f"{name} dài {path.stat().st_size} thay vì {facts.size} byte"
        elif facts_of(path) != facts:
            yield f"{name} có nội dung khác lúc sao lưu"


# ------------------------------------------------------------------ files
def facts_of(path: Path) -> FileFacts:
    """Size and hash of a file as it lies on the disk."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return FileFacts(path.stat().st_size, digest.hexdigest())


def copy_safely(source: Path, target: Path) -> FileFacts:
    """Copy a file onto the disk itself and give what was read; the target appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as read, unfinished.open("wb") as written:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    unfinished.rename(target)
    return FileFacts(size, digest.hexdigest())


def write_safely(path: Path, content: bytes) -> None:
    """Write a file onto the disk itself."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folders(folder: Path) -> None:
    """Bring the names in a folder and in those below onto the disk."""
    for path, _folders, _files in os.walk(folder):
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
