"""Putting a backup back: checked first, into an empty database, in one transaction, compared afterwards."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from ocop_portal.backups import contents
from ocop_portal.backups.manifest import (
    DUMP,
    MEDIA,
    FileFacts,
    Manifest,
    check_files,
    copy_safely,
    facts_of,
    read_manifest,
    sync_folders,
)
from ocop_portal.backups.programs import find_programs, run_program, server_version
from ocop_portal.backups.refusals import BackupRefused
from ocop_portal.backups.taking import media_names

OWN_TABLES = """
    SELECT count(*) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
"""


def restore_backup(folder: Path, *, replace: str = "") -> Manifest:
    """Put a backup back and compare it; raises BackupRefused, and before the database is touched whenever it can."""
    manifest = read_manifest(folder)
    check_files(folder, manifest.files)
    _refuse_newer_release(manifest)
    programs = find_programs(server_version())
    _refuse_full_database(replace)
    media = Path(settings.MEDIA_ROOT)
    _refuse_other_files(media, manifest.media, replace)
    _put_files(folder / MEDIA, media, manifest.media)
    _put_database(folder / DUMP, programs, replace)
    _compare_rows(manifest)
    call_command("migrate", interactive=False, verbosity=0)
    _compare_totals(manifest)
    check_files(media, manifest.media)
    return manifest


# ------------------------------------------------------------------ before
def _refuse_newer_release(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise BackupRefused(
            f"Bản sao được lập bằng phần mềm mới hơn ({manifest.release}; có {unknown[0]}): "
            "cài đúng bản ấy rồi khôi phục. Chưa làm gì."
        )


def _refuse_full_database(replace: str) -> None:
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(OWN_TABLES)
        is_empty = cursor.fetchone()[0] == 0
    if replace and replace != name:
        raise BackupRefused(f"--replace nêu “{replace}” nhưng cơ sở dữ liệu là “{name}”. Chưa làm gì.")
    if not is_empty and not replace:
        raise BackupRefused(
            f"Cơ sở dữ liệu “{name}” không rỗng. Để xóa nó và thay bằng bản sao, thêm --replace {name}. Chưa làm gì."
        )


def _refuse_other_files(media: Path, files: dict[str, FileFacts], replace: str) -> None:
    here = media_names(media)
    if here and not replace:
        raise BackupRefused(f"Kho tệp {media} không rỗng ({len(here)} tệp): dọn đi hoặc dùng --replace. Chưa làm gì.")
    for name in set(here) & set(files):
        if facts_of(media / name) != files[name]:
            raise BackupRefused(f"Kho tệp {media} có {name} khác với bản sao: dời tệp ấy đi trước. Chưa làm gì.")


# ------------------------------------------------------------------ the parts
def _put_files(source: Path, media: Path, files: dict[str, FileFacts]) -> None:
    """Files first: one that no row names does no harm, a row whose file is not there does."""
    try:
        for name in files:
            if not (media / name).exists():
                copy_safely(source / name, media / name)
                (media / name).chmod(settings.FILE_UPLOAD_PERMISSIONS)
        media.mkdir(parents=True, exist_ok=True)
        sync_folders(media)
    except OSError as error:
        raise BackupRefused(
            f"Không ghi được vào kho tệp {media}: {error.strerror}. Cơ sở dữ liệu chưa đổi."
        ) from error


def _put_database(dump: Path, programs: Path, replace: str) -> None:
    """Everything in one transaction, the removal of what is replaced included; a script, for only psql can do both."""
    first = ["--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public"] if replace else []
    with tempfile.TemporaryDirectory(prefix="ocop-restore-") as scratch:
        script = Path(scratch) / "database.sql"
        # Owners, rights and comments belong to the server that was: `grant_rights` gives this one its own.
        plain = ["--no-owner", "--no-privileges", "--no-comments", f"--file={script}"]
        run_program(programs, "pg_restore", [*plain, dump], connected=False)
        connection.close()  # its locks would stand in the way
        words = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", *first, f"--file={script}"]
        run_program(programs, "psql", words)


# ------------------------------------------------------------------ after
def _compare_rows(manifest: Manifest) -> None:
    counts = contents.row_counts()
    wrong = sorted(
        name for name in set(counts) | set(manifest.counts) if counts.get(name) != manifest.counts.get(name)
    )
    if wrong:
        raise BackupRefused(f"Đã khôi phục nhưng số dòng khác bản sao ở bảng: {', '.join(wrong)}. Đừng mở cổng.")


def _compare_totals(manifest: Manifest) -> None:
    """The figures of the same days, counted anew by this release."""
    for expected in manifest.totals:
        found = contents.totals_on([date.fromisoformat(expected["on"])])[0]
        if found != expected:
            raise BackupRefused(f"Đã khôi phục nhưng số liệu ngày {expected['on']} khác bản sao. Đừng mở cổng.")
