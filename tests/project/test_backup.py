"""Backups: what is wrong with one is refused in words before anything is touched; taking one is whole or nothing."""

from __future__ import annotations

import os
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ocop_portal.backups import manifest as manifests
from ocop_portal.backups import programs, taking
from ocop_portal.backups.manifest import DUMP, MANIFEST, FileFacts, Manifest, facts_of, read_manifest, write_manifest
from ocop_portal.backups.refusals import BackupRefused
from products.actions.decisions import issue_decision
from products.models import Decision, Product
from tests.factories import line, make_product, paper
from tests.project.restored_server import hashes, put

SCAN = b"%PDF-1.4 quyet dinh minh hoa\n%%EOF\n"


# ------------------------------------------------------------------ damage
@pytest.fixture
def small_backup(tmp_path: Path) -> Path:
    """A backup of nothing, with hashes that are right."""
    folder = tmp_path / "2022-10-01T010203Z"
    (folder / "media" / "decisions").mkdir(parents=True)
    (folder / DUMP).write_bytes(b"PGDMP and then nothing")
    (folder / "media" / "decisions" / "a.pdf").write_bytes(SCAN)
    files = {name: facts_of(folder / name) for name in (DUMP, "media/decisions/a.pdf")}
    write_manifest(folder, Manifest("2022-10-01T01:02:03+00:00", "1", "18", [], {}, [], files))
    return folder


def flip(path: Path, place: int = 5) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def restoring(folder: Path, **options: str) -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("restore", str(folder), stdout=StringIO(), **options)
    return str(refusal.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda folder: flip(folder / DUMP), "database.dump có nội dung khác lúc sao lưu"),
        (lambda folder: (folder / DUMP).write_bytes(b"PGDMP"), "database.dump dài 5 thay vì 22 byte"),
        (lambda folder: (folder / DUMP).unlink(), "thiếu database.dump"),
        (lambda folder: flip(folder / "media/decisions/a.pdf"), "media/decisions/a.pdf có nội dung khác"),
        (lambda folder: (folder / "media/decisions/a.pdf").unlink(), "thiếu media/decisions/a.pdf"),
        (
            lambda folder: flip(folder / MANIFEST),
            "manifest.json của bản sao 2022-10-01T010203Z đã bị thay đổi hoặc hỏng",
        ),
        (lambda folder: (folder / MANIFEST).unlink(), "không phải là một bản sao lưu"),
        (lambda folder: (folder / manifests.SEAL).unlink(), "không phải là một bản sao lưu"),
    ],
)
def test_a_damaged_backup_is_refused(small_backup, media, damage, words, django_assert_num_queries):
    damage(small_backup)
    with django_assert_num_queries(0):
        assert words in restoring(small_backup)
    assert hashes(media) == {}


@pytest.mark.django_db
def test_a_backup_of_a_newer_release_is_refused(small_backup):
    made = read_manifest(small_backup)
    made.migrations = ["core.0001_initial", "core.9999_later"]
    write_manifest(small_backup, made)
    assert "phần mềm mới hơn" in restoring(small_backup)


@pytest.mark.django_db
def test_a_full_database_is_not_overwritten(small_backup):
    name = connection.settings_dict["NAME"]
    assert restoring(small_backup) == (
        f"Cơ sở dữ liệu “{name}” không rỗng. Để xóa nó và thay bằng bản sao, thêm --replace {name}. Chưa làm gì."
    )
    assert "--replace nêu “khac”" in restoring(small_backup, replace="khac")


@pytest.mark.django_db
def test_a_dump_that_cannot_be_read_changes_nothing(small_backup, media):
    rows = Product.objects.count()
    assert restoring(small_backup, replace=connection.settings_dict["NAME"]).startswith("pg_restore không làm được: ")
    assert Product.objects.count() == rows


@pytest.mark.django_db
def test_a_file_of_the_same_name_is_not_overwritten(small_backup, media):
    put(media, "decisions/a.pdf", b"khac")
    words = restoring(small_backup, replace=connection.settings_dict["NAME"])
    assert "có decisions/a.pdf khác với bản sao" in words
    assert (media / "decisions/a.pdf").read_bytes() == b"khac"


def test_a_manifest_never_leads_out_of_its_folder(small_backup):
    made = read_manifest(small_backup)
    made.files["media/../../evil"] = FileFacts(0, "0")
    write_manifest(small_backup, made)
    with pytest.raises(BackupRefused, match="tên tệp không hợp lệ"):
        read_manifest(small_backup)


# ------------------------------------------------------------------ taking
@pytest.fixture
def taking_backup(transactional_db, media, target):
    """Take a backup of the test's database; gives what was said, or raises CommandError."""

    def take(**options: int) -> str:
        said = StringIO()
        call_command("backup", str(target), stdout=said, **options)
        return said.getvalue()

    return take


@pytest.mark.django_db(transaction=True)
def test_old_backups_go_and_killed_ones_too(taking_backup, target):
    for name in ("2020-01-01T000000Z", "2020-01-02T000000Z", ".dang-lam-20200103000000", "khac"):
        (target / name).mkdir()
    taking_backup(keep=2)
    left = sorted(path.name for path in target.iterdir() if path.is_dir())
    assert left[0] == "2020-01-02T000000Z"
    assert left[2:] == ["khac"]
    assert taking.NAME.fullmatch(left[1])


@pytest.mark.django_db(transaction=True)
def test_a_lost_file_is_told_and_the_backup_kept(taking_backup, target, law, media):
    scan = "decisions/" + "c" * 32 + ".pdf"
    issue_decision(paper(scan=scan, scan_sha256="0" * 64), [line(make_product(), 3)], by=None)
    assert Decision.objects.count() == 1
    with pytest.raises(CommandError) as refusal:
        taking_backup()
    assert f"1 tệp mà sổ nhắc tới không còn hoặc đã hỏng trong kho: {scan}" in str(refusal.value)
    put(media, scan, SCAN)  # there again, but not what was handed in
    with pytest.raises(CommandError, match="đã hỏng"):
        taking_backup()
    assert all(read_manifest(path).missing == [scan] for path in target.iterdir() if path.is_dir())


@pytest.mark.django_db(transaction=True)
def test_a_file_that_comes_during_the_dump_is_in_the_backup(taking_backup, target, media, monkeypatch):
    put(media, "photos/early.jpg", b"half")

    def dump_while_people_work(folder, name, words, **options):
        if name == "pg_dump":
            put(media, "photos/late.jpg", b"late")
            put(media, "photos/early.jpg", b"half and whole")
        return programs.run_program(folder, name, words, **options)

    monkeypatch.setattr(taking, "run_program", dump_while_people_work)
    taking_backup()
    (backup,) = [path for path in target.iterdir() if path.is_dir()]
    assert hashes(backup / "media") == hashes(media)
    assert set(read_manifest(backup).media) == {"photos/early.jpg", "photos/late.jpg"}


@pytest.mark.django_db(transaction=True)
def test_a_failed_dump_leaves_nothing(taking_backup, target, monkeypatch):
    def fail(*_args, **_options):
        raise BackupRefused("pg_dump không làm được: error: trial")

    monkeypatch.setattr(taking, "run_program", fail)
    with pytest.raises(CommandError, match="trial"):
        taking_backup()
    assert [path.name for path in target.iterdir()] == [".backup.lock"]


@pytest.mark.django_db(transaction=True)
def test_no_room(taking_backup, target, monkeypatch):
    monkeypatch.setattr(taking, "SPARE_BYTES", 10**18)
    with pytest.raises(CommandError, match=r"Không đủ chỗ: .* Chưa làm gì\."):
        taking_backup()


@pytest.mark.django_db(transaction=True)
def test_two_at_once(taking_backup, target):
    with taking._alone_in(target), pytest.raises(CommandError, match="Một lần sao lưu khác"):
        taking_backup()


@pytest.mark.django_db(transaction=True)
def test_a_target_that_is_none(taking_backup, target, media):
    shutil.rmtree(target)
    with pytest.raises(CommandError, match="Không có thư mục"):
        taking_backup()
    with pytest.raises(CommandError, match="nằm trong kho tệp"):
        call_command("backup", str(media))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.django_db(transaction=True)
def test_a_target_that_cannot_be_written(taking_backup, target):
    target.chmod(0o500)
    with pytest.raises(CommandError, match="Không ghi được vào"):
        taking_backup()


# ------------------------------------------------------------------ programs
def fake_dump(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    for name in programs.PROGRAMS:
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize(("server", "chosen"), [(15, "15"), (16, "17"), (17, "17")])
def test_programs_fit_the_server(tmp_path, monkeypatch, server, chosen):
    folders = {version: fake_dump(tmp_path / version, f"{version}.3") for version in ("15", "17")}
    monkeypatch.setattr(programs, "program_folders", lambda venv: list(folders.values()))
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    assert programs.find_programs(server) == folders[chosen]


@pytest.mark.parametrize(("versions", "words"), [(["15"], "chỉ có bản 15"), ([], "không có bản nào")])
def test_no_program_that_fits(tmp_path, monkeypatch, versions, words):
    folders = [fake_dump(tmp_path / version, f"{version}.3") for version in versions]
    monkeypatch.setattr(programs, "program_folders", lambda venv: folders)
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    with pytest.raises(BackupRefused) as refusal:
        programs.find_programs(18)
    assert f"{words} của pg_dump: cài gói postgresql-client-18" in str(refusal.value)


def test_an_error_is_told_without_the_rows_below_it():
    said = "psql:x.sql:9: ERROR:  duplicate key value\nDETAIL:  Key (phone)=(0912345678) already exists.\n"
    assert programs.first_error(said) == "psql:x.sql:9: ERROR:  duplicate key value"
