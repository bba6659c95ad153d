"""Scanned decisions: what is kept, what is refused in words."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import ActionRefused
from core.files import paper_path, plain_name, store_pdf

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def upload(content, name="QĐ 612.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_scan_is_kept_under_a_random_name_with_its_hash(tmp_path):
    kept = store_pdf(upload(PDF))
    assert kept.original == "QĐ 612.pdf"
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    assert kept.name != store_pdf(upload(PDF)).name
    assert paper_path(kept.name).parent == tmp_path / "decisions"
    assert paper_path(kept.name).read_bytes() == PDF


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng."),
        (b"PK\x03\x04 a spreadsheet", "Tệp không phải là PDF."),
        (b"<html>%PDF-1.4 %%EOF", "Tệp không phải là PDF."),
        (b"%PDF-1.4\n" + b"x" * 5000, "Tệp PDF bị cắt cụt: quét hoặc tải lại."),
        (PDF + b" " * 100, "Tệp nặng hơn 0 MB."),
    ],
)
def test_what_is_no_scanned_decision(settings, tmp_path, content, words):
    settings.DECISION_PAPER_MAX_BYTES = 100 if content.startswith(PDF) else 10_000
    with pytest.raises(ActionRefused) as refusal:
        store_pdf(upload(content))
    assert [(reason.field, reason.text) for reason in refusal.value.reasons] == [("paper", words)]
    assert list(tmp_path.rglob("*.pdf")) == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Giấy tờ\\612.pdf", "612.pdf"),
        ("\x00\n.pdf", "pdf"),
        ("", "quyet-dinh.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_keeps_no_tricks(name, plain):
    assert plain_name(name) == plain


@pytest.mark.parametrize("name", ["", "decisions/nothing.pdf", "../secret.pdf", "photos/a.pdf", "/etc/passwd"])
def test_only_our_own_papers_are_found(name):
    assert paper_path(name) is None
