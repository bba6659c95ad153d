"""Of a label's photo two hashes are kept: of what was sent, and of the picture drawn anew that lies here."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from products.actions.label_reports import report_label
from tests.core.hostile_files import plain_picture
from tests.factories import make_province

pytestmark = pytest.mark.django_db


def test_who_sent_a_photo_can_be_told_that_it_was_this_one(settings, tmp_path, law):
    settings.MEDIA_ROOT = tmp_path
    make_province()
    sent = plain_picture()
    seen = {"code": "", "seen": "Nhãn ghi 5 sao (minh hoạ)", "where": "Chợ Minh Hoạ"}
    report = report_label(**seen, photo=SimpleUploadedFile("a.jpg", sent))
    with default_storage.open(report.photo) as file:
        kept = file.read()
    hashes = [hashlib.sha256(content).hexdigest() for content in (sent, kept)]
    assert [report.photo_original_sha256, report.photo_sha256] == hashes
    assert sent != kept
