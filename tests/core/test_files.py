"""The one way of files: names, keeping, giving out, and the walls of the cage."""

import hashlib
import subprocess
import sys

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from core.errors import ActionRefused
from core.files import cage
from core.files.keeping import is_kept_name, keeping, remove_files
from core.files.kinds import PICTURES, Format, Kind, format_of
from core.files.names import plain_name
from core.files.serving import give_file
from tests.core.hostile_files import plain_pdf, plain_picture

PDF = plain_pdf()
# As a dossier may want it: papers and pictures through the same door.
EVIDENCE = Kind(
    "evidence", "evidence", "file", formats=(Format.PDF, *PICTURES), widths=(100, 200), endings=("webp", "jpg")
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    limits = {"bytes": 2 * 1024 * 1024, "pages": 3, "pixels": 1_000_000, "memory": 512 * 1024 * 1024}
    settings.FILE_LIMITS = {"evidence": limits}


def keep(content, name="QĐ 612.pdf"):
    with keeping(SimpleUploadedFile(name, content), EVIDENCE, about=None, by=None) as kept:
        return kept


def refused(content):
    with pytest.raises(ActionRefused) as refusal:
        keep(content)
    return [(reason.field, reason.text) for reason in refusal.value.reasons]


# --------------------------------------------------------------------- keeping
def test_a_pdf_is_kept_as_it_was_under_a_random_name(tmp_path):
    kept = keep(PDF)
    assert kept.original == "QĐ 612.pdf"
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    assert kept.files == {f"evidence/{kept.stem}.pdf": kept.sha256}
    assert (tmp_path / kept.name).read_bytes() == PDF
    assert (tmp_path / kept.name).stat().st_mode & 0o777 == 0o640
    assert keep(PDF).stem != kept.stem


def test_a_picture_is_kept_drawn_anew_with_the_hash_of_each_file(tmp_path):
    content = plain_picture("PNG", (150, 100))
    kept = keep(content, "ảnh.png")
    assert (kept.original, kept.width, kept.height) == ("ảnh.png.jpg", 150, 100)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert sorted(kept.files) == sorted(
        f"evidence/{kept.stem}-{width}.{ending}" for width in (100, 150) for ending in ("webp", "jpg")
    )
    for name, sha256 in kept.files.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == sha256


def test_what_a_kind_does_not_take_is_refused_in_its_words():
    assert refused(b"PK\x03\x04 a spreadsheet") == [
        ("file", "Tệp không phải là PDF hoặc ảnh JPEG, PNG, WebP hoặc AVIF.")
    ]
    assert refused(plain_pdf(4)) == [("file", "Tệp PDF có hơn 3 trang.")]
    assert refused(plain_picture("PNG", (1001, 1000))) == [
        ("file", "Ảnh có hơn 1 triệu điểm ảnh: hãy thu nhỏ rồi tải lại.")
    ]
    assert refused(PDF + b" " * 2 * 1024 * 1024) == [("file", "Tệp nặng hơn 2 MB.")]
    assert not default_storage.exists("evidence")


def fail_while_kept(content, folder):
    """Fail inside, saying how many files lay there."""
    with keeping(SimpleUploadedFile("a", content), EVIDENCE, about=None, by=None):
        raise ActionRefused(str(len(list(folder.iterdir()))))


@pytest.mark.parametrize(("content", "files"), [(PDF, "1"), (plain_picture(), "4")])
def test_nothing_stays_when_the_act_inside_fails(tmp_path, content, files):
    with pytest.raises(ActionRefused, match=files):
        fail_while_kept(content, tmp_path / "evidence")
    assert list((tmp_path / "evidence").iterdir()) == []


def test_nothing_stays_when_the_disk_fails_midway(tmp_path, monkeypatch):
    save, calls = default_storage.save, []

    def full(name, content):
        calls.append(name)
        if len(calls) == 3:
            raise OSError("no space left")
        return save(name, content)

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(OSError, match="no space left"):
        keep(plain_picture())
    assert list((tmp_path / "evidence").iterdir()) == []


def test_removing_what_is_gone_is_no_fault():
    kept = keep(PDF)
    remove_files(kept.files)
    remove_files(kept.files)
    assert not default_storage.exists(kept.name)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PDF, Format.PDF),
        *((plain_picture(form), Format(form)) for form in ("JPEG", "PNG", "WEBP", "AVIF")),
        (plain_picture("GIF"), None),
        (b"", None),
        (b"\n" + PDF, None),
    ],
)
def test_the_first_bytes_tell_the_format(content, found):
    assert format_of(content) is found


# --------------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("QĐ 612.pdf", "QĐ 612.pdf"),
        ("Quye\u0302\u0301t đi\u0323nh.PDF", "Quyết định.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("C:\\Giấy tờ\\612.pdf", "612.pdf"),
        ("..\\..\\612.pdf", "612.pdf"),
        ("612\x00.exe", "612.exe.pdf"),
        ("a\r\nX-Evil: 1.pdf", "aX-Evil- 1.pdf"),
        ("hoa-don.pdf.exe", "hoa-don.pdf.exe.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("\u2066a\u2069\u200f.pdf", "a.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1.a.pdf", "_lpt1.a.pdf"),
        ('a<b>"c"|d?*.pdf', "a-b--c--d--.pdf"),
        ("....", "tep.pdf"),
        (".pdf", "tep.pdf"),
        ("\x00\n.pdf", "tep.pdf"),
        ("", "tep.pdf"),
        (" .. ", "tep.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_keeps_no_tricks(name, plain):
    assert plain_name(name, "pdf") == plain


def test_a_picture_s_name_ends_in_what_was_kept():
    assert plain_name("a.jpeg", "jpg") == "a.jpg"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "evidence/nothing.pdf",
        "../secret.pdf",
        "/etc/passwd",
        "evidence/../evidence/" + "a" * 32 + ".pdf",
        "evidence/" + "a" * 32 + ".pdf\n",
        "evidence/" + "A" * 32 + ".pdf",
        "evidence/" + "a" * 32 + ".html",
    ],
)
def test_only_our_own_names_are_given_out(name):
    assert not is_kept_name(name)
    with pytest.raises(Http404):
        give_file(name)


# --------------------------------------------------------------------- giving out
def test_a_file_is_given_to_be_saved_and_runs_nothing():
    response = give_file(keep(PDF).name, shown="Quyết định.exe")
    assert b"".join(response.streaming_content) == PDF
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": "attachment; filename*=utf-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.exe.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }


def test_a_picture_may_be_looked_at_and_kept():
    kept = keep(plain_picture())
    name = next(name for name in kept.files if name.endswith(".webp"))
    response = give_file(name, shown="a.webp", inline=True, public=True)
    assert b"".join(response.streaming_content).startswith(b"RIFF")
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"] == 'inline; filename="a.webp"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_gone_is_not_there():
    kept = keep(PDF)
    remove_files(kept.files)
    with pytest.raises(Http404):
        give_file(kept.name)


def test_nginx_sends_the_file_after_the_check_when_it_is_told_to(settings):
    settings.ACCEL_REDIRECT = "/kho-tep/"
    name = keep(PDF).name
    response = give_file(name, shown="a.pdf")
    assert (response.content, response["X-Accel-Redirect"]) == (b"", f"/kho-tep/{name}")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="a.pdf"'


# --------------------------------------------------------------------- the cage
def test_what_is_opened_knows_no_secret_and_no_database(monkeypatch):
    seen = {}

    def watched(command, **how):
        seen.update(how)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setenv("SECRET_KEY", "minh hoạ")
    monkeypatch.setattr(cage.subprocess, "run", watched)
    with pytest.raises(ValueError):
        cage.ask("pdf", {}, PDF)
    assert seen["env"] == {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}


def test_the_walls_hold():
    program = (
        "from core.files.caged.walls import _raise_walls\n"
        "_raise_walls(256 * 1024 * 1024, {seconds})\n"
        "try:\n    {deed}\nexcept (MemoryError, OSError) as error:\n    print(type(error).__name__)\n"
    )

    def ended(deed, seconds=5):
        done = subprocess.run(
            [sys.executable, "-c", program.format(deed=deed, seconds=seconds)], capture_output=True, text=True
        )
        return done.returncode, done.stdout.strip()

    assert ended("bytes(512 * 1024 * 1024)") == (0, "MemoryError")
    assert ended("[open('/dev/null') for _n in range(100)] and None") == (0, "OSError")
    code, _said = ended("exec('while True: pass')", seconds=1)
    assert code < 0


@pytest.mark.parametrize(
    "how", [{"returncode": -9}, {"raises": subprocess.TimeoutExpired("python", 1)}], ids=["killed", "too slow"]
)
def test_what_the_cage_does_not_survive_is_refused(monkeypatch, how):
    def run(command, **_ignored):
        if "raises" in how:
            raise how["raises"]
        return subprocess.CompletedProcess(command, how["returncode"])

    monkeypatch.setattr(cage.subprocess, "run", run)
    assert refused(PDF) == [("file", "Tệp bung ra quá lớn hoặc quá rắc rối nên không mở được an toàn.")]


def test_a_cage_that_cannot_run_is_our_fault_and_not_the_file_s():
    with pytest.raises(cage.CageBroken, match="No module named"):
        cage.ask("nothing", {}, PDF)
