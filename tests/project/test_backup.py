"""Backups: the real register taken, put back into an empty server, and compared to the last file; damage refused."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from core.models import HistoryEntry
from ocop_portal.backups import manifest as manifests
from ocop_portal.backups import programs, taking
from ocop_portal.backups.manifest import DUMP, MANIFEST, FileFacts, Manifest, facts_of, read_manifest, write_manifest
from ocop_portal.backups.refusals import BackupRefused
from ocop_portal.ground.cluster import Cluster
from ocop_portal.ground.cluster_home import find_binaries, major_version
from ocop_portal.ground.machine import Refusal
from products.actions.decisions import issue_decision
from products.actions.merging import merge_products
from products.imports.register import load_register
from products.models import Decision, Photo, Product, Recognition
from products.photos import stored_names
from reports.queries.figures import Question, figures
from tests.conftest import FIXTURES
from tests.factories import line, make_producer, make_product, make_user, paper

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = Path(sys.prefix)
DAYS = [
    date(2019, 12, 31),
    date(2020, 12, 31),
    date(2021, 6, 30),
    date(2022, 1, 12),
    date(2022, 9, 30),
    date(2022, 10, 1),
    date(2023, 1, 1),
    date(2024, 3, 1),
    date(2025, 7, 1),
    date(2026, 11, 1),
]
SCAN = b"%PDF-1.4 quyet dinh minh hoa\n%%EOF\n"
# What a restored server is asked: figures of ten days and how the database guards itself.
QUESTIONS = """
import json, sys
from datetime import date
from django.db import connection
from reports.queries.figures import Question, figures
totals = [figures(Question(on=date.fromisoformat(day))).as_json() for day in sys.argv[1:]]
print(json.dumps(totals, ensure_ascii=False))
"""


# ------------------------------------------------------------------ servers
@pytest.fixture
def empty_server(open_folder: Callable[[], Path]) -> Iterator[str]:
    """An empty cluster of its own; where none of the same version can be started, an empty database."""
    if _can_start_the_same():
        with Cluster(open_folder(), "restored", venv=VENV) as url:
            yield url
    else:
        with _empty_database() as url:
            yield url


def _can_start_the_same() -> bool:
    try:
        return major_version(find_binaries(VENV)) == connection.pg_version // 10_000
    except Refusal:
        return False


@contextmanager
def _empty_database() -> Iterator[str]:
    """A second database of the server that the tests run on."""
    known = conninfo_to_dict(os.environ["DATABASE_URL"])
    name = f"ocop_restored_{os.getpid()}"
    with psycopg.connect(**{**known, "dbname": "postgres"}, autocommit=True) as made:
        made.execute(f"CREATE DATABASE {name}")
        try:
            query = "&".join(f"{key}={value}" for key, value in known.items() if key not in ("dbname", "password"))
            yield f"postgresql://:{known.get('password', '')}@/{name}?{query}"
        finally:
            made.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Server:
    """Another server of the portal: its database and its files."""

    def __init__(self, url: str, files: Path) -> None:
        self.url = url
        self.media = files / "media"
        self.env = {
            **os.environ,
            "OCOP_MODE": "test",
            "DATABASE_URL": url,
            "OCOP_DATA_DIR": str(files),
            "OCOP_TODAY": "2022-10-01",
        }

    def manage(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )

    def totals(self) -> list[dict[str, object]]:
        program = f"import django; django.setup()\n{QUESTIONS}"
        env = {**self.env, "DJANGO_SETTINGS_MODULE": "ocop_portal.settings"}
        words = [sys.executable, "-c", program, *(day.isoformat() for day in DAYS)]
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url.replace("postgresql://:@/", "postgresql:///")) as made:
            return made.execute(question).fetchall()


# ------------------------------------------------------------------ the register
@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = str(tmp_path / "data" / "media")
    folder = tmp_path / "data" / "media"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where backups go."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def put(media: Path, name: str, content: bytes) -> str:
    (media / name).parent.mkdir(exist_ok=True)
    (media / name).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def fill(media: Path) -> None:
    """The real register of Trà Vinh, a decision with its scan, a photo, a merge, an account."""
    officer = make_user(username="canbo-minh-hoa")
    load_register(FIXTURES / "register" / "tra-vinh", until=date(2026, 11, 1))
    scan = "decisions/" + "a" * 32 + ".pdf"
    sha256 = put(media, scan, SCAN)
    one, other = (make_product(name, producer=make_producer()) for name in ("Mứt minh hoạ", "Mứt minh hoạ (trùng)"))
    issue_decision(paper("99/QĐ-UBND", date(2022, 9, 1), scan=scan, scan_sha256=sha256), [line(one, 3)], by=officer)
    merge_products(one, other, why="Nhập hai lần (minh hoạ)", by=officer)
    Photo.objects.create(product=one, stem="b" * 32, width=400, height=300)
    for name in stored_names("b" * 32, 400):
        put(media, name, f"ảnh minh hoạ {name}".encode())


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def guards(rows: list[tuple[object, ...]]) -> list[str]:
    # PostgreSQL writes casts and brackets of a condition otherwise when it reads its own text again.
    return sorted(re.sub(r"::[a-z ]+(\[\])?|[()]", "", str(row[0])) for row in rows)


GUARDS = """
    SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT table_name || '.' || column_name || ' ' || generation_expression FROM information_schema.columns
        WHERE table_schema = 'public' AND is_generated = 'ALWAYS'
    UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'extension ' || extname FROM pg_extension
"""


# ------------------------------------------------------------------ there and back
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_register_comes_back_as_it_was(law, places, media, target, empty_server, tmp_path, settings):
    settings.BUSINESS_DAY = date(2026, 11, 1)
    fill(media)
    expected = [figures(Question(on=day)).as_json() for day in DAYS]
    assert len({json.dumps(totals["by_rank"]) for totals in expected}) > 4  # the days differ
    with connection.cursor() as cursor:
        cursor.execute(GUARDS)
        guarded = guards(cursor.fetchall())
    history = HistoryEntry.objects.count()
    said = StringIO()
    call_command("backup", str(target), stdout=said)
    (backup,) = [path for path in target.iterdir() if path.is_dir()]
    assert said.getvalue().startswith(f"{backup}: ")
    assert said.getvalue().endswith("đã kiểm tra.\n")
    assert backup.stat().st_mode & 0o077 == 0

    server = Server(empty_server, tmp_path / "other")
    done = server.manage("restore", backup)
    assert (done.returncode, done.stderr) == (0, "")
    assert "khớp" in done.stdout

    assert server.totals() == expected
    assert hashes(server.media) == hashes(media)
    assert len(hashes(media)) == 1 + len(stored_names("b" * 32, 400))
    assert guards(server.ask(GUARDS)) == guarded
    assert server.ask("SELECT count(*) FROM core_historyentry") == [(history,)]
    assert server.ask("SELECT count(*) FROM django_session") == [(0,)]
    (kept,) = server.ask("SELECT count(*) FROM products_recognition")
    assert kept == (Recognition.objects.count(),)

    # The guards are not only there, they bite; and what was taken can go on being written.
    for statement in (
        "DELETE FROM products_recognition",
        "UPDATE products_decision SET number = 'x'",
        "UPDATE products_recognition SET product_id = (SELECT min(product_id) FROM products_recognition)",
    ):
        with pytest.raises(psycopg.errors.IntegrityError):
            server.ask(statement)
    words = ["load_register", str(FIXTURES / "register" / "tra-vinh"), "--until", "2026-11-01"]
    again = server.manage(*words)
    assert (
        again.stdout.strip() == "producers: +0, products: +0, decisions: +0, ratings: +0, approvals: +0, listings: +0"
    )

    # A second time only by name, and then as one whole.
    refused = server.manage("restore", backup)
    assert refused.returncode == 1
    assert "không rỗng" in refused.stderr
    wrong = server.manage("restore", backup, "--replace", "postgres")
    assert wrong.returncode == 1
    assert "--replace nêu “postgres”" in wrong.stderr
    name = server.ask("SELECT current_database()")[0][0]
    assert server.manage("restore", backup, "--replace", str(name)).returncode == 0
    assert server.totals() == expected


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
