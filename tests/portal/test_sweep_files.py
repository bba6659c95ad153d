"""Files that no row names are listed, and removed only when asked to."""

import os
import time
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from evaluations.actions.drafts import attach_paper, start_draft
from products.actions.photos import add_photo
from products.enums import DecisionKind
from tests.core.hostile_files import plain_pdf, plain_picture
from tests.factories import level_of, make_product, make_province

pytestmark = pytest.mark.django_db
LOST = f"decisions/{'a' * 32}.pdf"
YOUNG = f"photos/{'b' * 32}-320.jpg"


def sweep(*options):
    said = StringIO()
    call_command("sweep_files", *options, stdout=said)
    return said.getvalue().splitlines()


@pytest.fixture
def kept(settings, tmp_path, law, officer):
    """Two days old: a photo, a scan and a file that nobody names; and a fresh one that waits for its row."""
    settings.MEDIA_ROOT = tmp_path
    draft = start_draft(DecisionKind.RECOGNISE, level=level_of(), place=make_province(), by=officer)
    draft = attach_paper(draft, SimpleUploadedFile("a.pdf", plain_pdf()), by=officer)
    photo = add_photo(make_product("Dừa sáp"), SimpleUploadedFile("a.png", plain_picture()), by=officer)
    default_storage.save(LOST, ContentFile(b"lost"))
    for name in (draft.paper, *photo.files, LOST):
        before = time.time() - 2 * 24 * 3600
        os.utime(tmp_path / name, (before, before))
    default_storage.save(YOUNG, ContentFile(b"young"))
    return [draft.paper, *photo.files]


def test_listing_removes_nothing(kept):
    assert sweep() == [LOST, "Có 1 tệp không ai nhắc tới; chạy lại với --remove để xóa."]
    assert default_storage.exists(LOST)


def test_removing_takes_only_what_nobody_names(kept):
    assert sweep("--remove") == [LOST, "Đã xóa 1 tệp không ai nhắc tới."]
    assert [name for name in (*kept, YOUNG) if not default_storage.exists(name)] == []
    assert not default_storage.exists(LOST)


def test_an_empty_store_is_swept_too(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert sweep() == ["Có 0 tệp không ai nhắc tới; chạy lại với --remove để xóa."]
