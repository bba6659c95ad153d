"""Taking a backup: files, then the database, then the files that came meanwhile; whole or not at all.

Why the parts fit together: a file is written before the row that names it is committed, is never changed, and is
removed only after the row was. So whatever a row of the snapshot names lay there when the snapshot was taken; it was
either copied before, or is new and copied after. Figures, counts and the dump are read from one and the same snapshot.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from ocop_portal.backups import contents
from ocop_portal.backups.manifest import (
    DUMP,
    MEDIA,
    FileFacts,
    Manifest,
    check_files,
    copy_safely,
    facts_of,
    sync_folders,
    write_manifest,
)
from ocop_portal.backups.programs import find_programs, run_program, server_version
from ocop_portal.backups.refusals import BackupRefused
from ocop_portal.caching import release
from ocop_portal.ground.machine import open_lock, try_lock

UNFINISHED = ".dang-lam-"
FOLDER = "%Y-%m-%dT%H%M%SZ"
NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")
# Left free on the disk besides what the backup takes.
SPARE_BYTES = 100 * 1024 * 1024


def take_backup(target: Path, *, keep: int = 0) -> tuple[Path, Manifest]:
    """Write a new backup below `target` and give its folder; with `keep`, only so many of the newest stay."""
    with _for_own_eyes(), _alone_in(target):
        programs = find_programs(server_version())
        _need_room(target)
        made_at = _free_second(target)
        unfinished = target / f"{UNFINISHED}{made_at:%Y%m%d%H%M%S}"
        unfinished.mkdir()
        try:
            manifest = _fill(unfinished, programs, made_at)
            _check(unfinished, programs, manifest)
            finished = target / f"{made_at:{FOLDER}}"
            unfinished.rename(finished)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        sync_folders(target)
        if keep:
            _prune(target, keep)
    return finished, manifest


# ------------------------------------------------------------------ before
def _free_second(target: Path) -> datetime:
    """Now, or the next second when this one has a backup already: folders are named by it."""
    while (target / f"{datetime.now(UTC):{FOLDER}}").exists():
        time.sleep(0.1)
    return datetime.now(UTC)


@contextmanager
def _for_own_eyes() -> Iterator[None]:
    """No other account of the machine can read what is written inside."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _alone_in(target: Path) -> Iterator[None]:
    """Hold the target folder against a second backup, and clear what killed ones left."""
    if not target.is_dir():
        raise BackupRefused(f"Không có thư mục {target}: hãy tạo và cho tài khoản của cổng quyền ghi.")
    if target.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise BackupRefused(f"{target} nằm trong kho tệp của cổng: bản sao không được chép chính nó.")
    try:
        lock = open_lock(target / ".backup.lock")
    except OSError as error:
        raise BackupRefused(f"Không ghi được vào {target}: {error.strerror}.") from error
    try:
        if not try_lock(lock):
            raise BackupRefused(f"Một lần sao lưu khác đang ghi vào {target}.")
        for left in target.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        yield
    finally:
        os.close(lock)


def _need_room(target: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        needed = cursor.fetchone()[0] + SPARE_BYTES
    media = Path(settings.MEDIA_ROOT)
    needed += sum((media / name).stat().st_size for name in media_names(media))
    free = shutil.disk_usage(target).free
    if free < needed:
        raise BackupRefused(
            f"Không đủ chỗ: {target} còn {free // 2**20} MB, bản sao có thể cần {needed // 2**20} MB. Chưa làm gì."
        )


# ------------------------------------------------------------------ the parts
def _fill(folder: Path, programs: Path, made_at: datetime) -> Manifest:
    """Write all parts into the folder, the manifest last."""
    media = MediaCopy(Path(settings.MEDIA_ROOT), folder / MEDIA)
    media.bring()
    with _snapshot() as name:
        words = [f"--snapshot={name}", "--format=custom", f"--file={folder / DUMP}"]
        words += [f"--exclude-table-data=public.{table}" for table in contents.tables_without_data()]
        run_program(programs, "pg_dump", words)
        named = contents.named_files()
        manifest = Manifest(
            made_at=made_at.isoformat(timespec="seconds"),
            release=release(),
            server=str(server_version()),
            migrations=contents.applied_migrations(),
            counts=contents.row_counts(),
            totals=contents.totals_on(contents.telling_days()),
        )
    media.bring()
    manifest.files = {DUMP: facts_of(folder / DUMP)} | {f"{MEDIA}/{key}": facts for key, facts in media.kept.items()}
    manifest.missing = [name for name, sha256 in sorted(named.items()) if not _is_kept(media.kept, name, sha256)]
    with (folder / DUMP).open("rb") as dump:
        os.fsync(dump.fileno())
    write_manifest(folder, manifest)
    sync_folders(folder)
    return manifest


@contextmanager
def _snapshot() -> Iterator[str]:
    """One state of the database for all that reads inside; yields the name by which pg_dump joins it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _is_kept(kept: dict[str, FileFacts], name: str, sha256: str) -> bool:
    return name in kept and sha256 in ("", kept[name].sha256)


def media_names(folder: Path) -> list[str]:
    """The files of a media folder; names with a dot in front are unfinished or on trial."""
    found = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    names = [path.relative_to(folder) for path in found]
    return sorted(str(name) for name in names if not any(part.startswith(".") for part in name.parts))


class MediaCopy:
    """The copy of the media folder; called again, it brings what came or grew since."""

    def __init__(self, source: Path, target: Path) -> None:
        self.source = source
        self.target = target
        self.kept: dict[str, FileFacts] = {}
        self._seen: dict[str, tuple[int, int]] = {}
        target.mkdir()

    def bring(self) -> None:
        """Copy what is not copied yet, and again what was still being written."""
        for name in media_names(self.source):
            try:
                found = (self.source / name).stat()
                seen = (found.st_size, found.st_mtime_ns)
                if self._seen.get(name) != seen:
                    self.kept[name] = copy_safely(self.source / name, self.target / name)
                    self._seen[name] = seen
            except FileNotFoundError:
                continue  # removed meanwhile, after its row


# ------------------------------------------------------------------ after
def _check(folder: Path, programs: Path, manifest: Manifest) -> None:
    """Read everything again from the disk: hashes, and the list of what the dump holds."""
    check_files(folder, manifest.files)
    listed = run_program(programs, "pg_restore", ["--list", folder / DUMP], connected=False)
    held = set(re.findall(r" TABLE DATA public (\S+) ", listed))
    absent = set(manifest.counts) - held
    if absent:
        raise BackupRefused(f"Bản sao thiếu bảng {', '.join(sorted(absent))}: không giữ bản này.")


def _prune(target: Path, keep: int) -> None:
    for old in sorted(path for path in target.iterdir() if NAME.fullmatch(path.name))[:-keep]:
        doomed = target / f"{UNFINISHED}{old.name}"  # half a backup is never taken for a whole one
        old.rename(doomed)
        shutil.rmtree(doomed)
