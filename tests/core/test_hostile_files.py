"""Every hostile file against both doors, through the client as an officer: exact words, nothing left behind."""

import tempfile
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.files.kinds import Format, format_of
from evaluations.actions.drafts import start_draft
from products.enums import DecisionKind
from products.models import Photo
from tests.core.hostile_files import main, papers, photos, plain_pdf, plain_picture
from tests.factories import level_of, make_product, make_province

pytestmark = pytest.mark.django_db

EMPTY = "Tệp rỗng."
NO_PDF = "Tệp không phải là PDF."
NO_PHOTO = "Tệp không phải là ảnh JPEG, PNG, WebP hoặc AVIF."
CUT = "Tệp PDF bị cắt cụt: quét hoặc tải lại."
BROKEN = "Tệp PDF bị hỏng: hãy mở ra, in thành PDF mới rồi tải lên."
FOREIGN = "Tệp chứa thêm một tệp loại khác bên trong: hãy quét hoặc xuất lại tệp."
SCRIPT = "Tệp PDF có mã lệnh: hãy mở ra, in thành PDF mới rồi tải lên."
LAUNCH = "Tệp PDF có lệnh mở tệp khác hoặc gửi dữ liệu đi: hãy in thành PDF mới rồi tải lên."
ATTACHED = "Tệp PDF có tệp đính kèm: hãy in thành PDF mới rồi tải lên."
FILM = "Tệp PDF có âm thanh, phim hoặc hình động: hãy in thành PDF mới rồi tải lên."
XFA = "Tệp PDF là biểu mẫu động (XFA): hãy in thành PDF mới rồi tải lên."
HEAVY = "Tệp bung ra quá lớn hoặc quá rắc rối nên không mở được an toàn."
BROKEN_PHOTO = "Tệp ảnh bị hỏng hoặc bị cắt cụt: hãy tải lại."
PIXELS = "Ảnh có hơn 40 triệu điểm ảnh: hãy thu nhỏ rồi tải lại."

PAPER_WORDS = {
    "empty.pdf": EMPTY,
    "spreadsheet.pdf": NO_PDF,
    "page.pdf": NO_PDF,
    "junk-before.pdf": NO_PDF,
    "picture.pdf": NO_PDF,
    "no-end.pdf": CUT,
    "half.pdf": CUT,
    "hollow.pdf": BROKEN,
    "table-lies.pdf": BROKEN,
    "zip-behind.pdf": FOREIGN,
    "zip-inside.pdf": FOREIGN,
    "program-behind.pdf": FOREIGN,
    "page-inside.pdf": FOREIGN,
    "script-on-opening.pdf": SCRIPT,
    "script-by-name.pdf": SCRIPT,
    "script-by-reference.pdf": SCRIPT,
    "script-in-stream.pdf": SCRIPT,
    "script-packed.pdf": SCRIPT,
    "script-respelled.pdf": SCRIPT,
    "script-locked.pdf": SCRIPT,
    "script-link.pdf": SCRIPT,
    "file-link.pdf": LAUNCH,
    "launch.pdf": LAUNCH,
    "submit.pdf": LAUNCH,
    "other-file.pdf": LAUNCH,
    "attachment.pdf": ATTACHED,
    "attachment-packed.pdf": ATTACHED,
    "attachment-pinned.pdf": ATTACHED,
    "film.pdf": FILM,
    "xfa.pdf": XFA,
    "password.pdf": "Tệp PDF có mật khẩu: hãy bỏ mật khẩu rồi tải lên.",
    "no-pages.pdf": BROKEN,
    "many-pages.pdf": "Tệp PDF có hơn 500 trang.",
    "loop-of-pages.pdf": BROKEN,
    "swelling.pdf": HEAVY,
    "swelling-twice.pdf": HEAVY,
    "swelling-in-many.pdf": HEAVY,
    "swelling-objects.pdf": BROKEN,
    "huge-picture.pdf": HEAVY,
    "deep.pdf": BROKEN,
}
PHOTO_WORDS = {
    "empty.jpg": EMPTY,
    "drawing.svg": NO_PHOTO,
    "page.jpg": NO_PHOTO,
    "moving.gif": NO_PHOTO,
    "paper.jpg": NO_PHOTO,
    "zip-behind.jpg": FOREIGN,
    "page-inside.jpg": FOREIGN,
    "page-inside.png": FOREIGN,
    "pdf-inside.jpg": FOREIGN,
    "half.jpg": BROKEN_PHOTO,
    "half.png": BROKEN_PHOTO,
    "half.webp": BROKEN_PHOTO,
    "half.avif": BROKEN_PHOTO,
    "head-only.jpg": BROKEN_PHOTO,
    "says-huge.png": PIXELS,
    "says-large.png": BROKEN_PHOTO,
    "bomb.png": PIXELS,
    "bomb.webp": PIXELS,
    "narrow.png": "Ảnh quá hẹp: chiều cao gấp hơn 12 lần bề rộng.",
}
HEAD = {"number": "1693/QĐ-UBND", "issuing_body": "UBND tỉnh Trà Vinh", "signer": "Bà Minh Hoạ"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "coming")
    (tmp_path / "coming").mkdir()


@pytest.fixture
def signed_in(client, law, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def draft(law, officer):
    return start_draft(DecisionKind.RECOGNISE, level=level_of(), place=make_province(), by=officer)


@pytest.fixture
def product(law):
    make_province()
    return make_product("Dừa sáp minh hoạ")


def at_the_paper_door(client, draft, file):
    return client.post(reverse("staff:draft-edit", args=[draft.pk]), {**HEAD, "paper": file})


def at_the_photo_door(client, product, file, caption="Hũ 200 g"):
    return client.post(reverse("staff:product-photos", args=[product.slug]), {"upload": file, "caption": caption})


def is_nothing_left():
    return not any(path.is_file() for path in Path(default_storage.location).rglob("*"))


@pytest.mark.slow
def test_hostile_papers_are_refused_beside_their_input(signed_in, draft):
    said = {}
    for name, content in papers().items():
        file = SimpleUploadedFile(name, content, "application/pdf")
        form = at_the_paper_door(signed_in, draft, file).context["form"]
        said[name] = form.errors.pop("paper", [])
        assert ({field: form[field].value() for field in HEAD}, form.errors) == (HEAD, {})
        assert is_nothing_left(), name
    assert said == {name: [words] for name, words in PAPER_WORDS.items()}
    draft.refresh_from_db()
    assert (draft.paper, draft.paper_sha256, draft.number) == ("", "", "")


def test_hostile_photos_are_refused_beside_their_input(signed_in, product):
    said = {}
    for name, content in photos().items():
        form = at_the_photo_door(signed_in, product, SimpleUploadedFile(name, content, "image/jpeg")).context["form"]
        said[name] = form.errors.pop("upload", [])
        assert (form["caption"].value(), form.errors) == ("Hũ 200 g", {})
        assert is_nothing_left(), name
    assert said == {name: [words] for name, words in PHOTO_WORDS.items()}
    assert Photo.objects.count() == 0


def test_several_doings_are_all_said(signed_in, draft):
    def change(pdf):
        pdf.attachments["a.exe"] = b"MZ"
        pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("minh hoa"))

    response = at_the_paper_door(signed_in, draft, SimpleUploadedFile("a.pdf", plain_pdf(change=change)))
    assert response.context["form"].errors == {"paper": [ATTACHED, XFA]}


def test_neither_name_nor_declared_type_decides(signed_in, draft, product):
    pdf = SimpleUploadedFile("minh-hoa.exe", plain_pdf(), "text/html")
    assert at_the_paper_door(signed_in, draft, pdf).status_code == 302
    png = SimpleUploadedFile("minh-hoa.html", plain_picture("PNG"), "text/html")
    assert at_the_photo_door(signed_in, product, png).status_code == 302
    draft.refresh_from_db()
    assert draft.paper_name == "minh-hoa.exe.pdf"
    kept = [path.suffix for path in Path(default_storage.location).rglob("*") if path.is_file()]
    assert sorted(set(kept)) == [".avif", ".jpg", ".pdf", ".webp"]


def test_what_came_over_the_wire_is_gone_from_the_disk(signed_in, draft, settings):
    large = plain_pdf(change=lambda pdf: setattr(pdf.Root, "Minh", pdf.make_stream(bytes(range(256)) * 20_000)))
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    for content in (large[:-3000], large):
        at_the_paper_door(signed_in, draft, SimpleUploadedFile("a.pdf", content))
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []
    assert tempfile.gettempdir() != settings.FILE_UPLOAD_TEMP_DIR


def test_a_replaced_scan_goes_once_the_new_one_is_certain(signed_in, draft, django_capture_on_commit_callbacks):
    at_the_paper_door(signed_in, draft, SimpleUploadedFile("a.pdf", plain_pdf()))
    draft.refresh_from_db()
    first = draft.paper
    with django_capture_on_commit_callbacks(execute=True):
        at_the_paper_door(signed_in, draft, SimpleUploadedFile("b.pdf", plain_pdf(2)))
    draft.refresh_from_db()
    assert (default_storage.exists(first), default_storage.exists(draft.paper)) == (False, True)


def test_the_files_can_be_made_by_hand(tmp_path, capsys):
    main(tmp_path / "hostile")
    made = {path.name for path in (tmp_path / "hostile").iterdir()}
    assert made == {f"paper-{name}" for name in papers()} | {f"photo-{name}" for name in photos()} | {"eicar.txt"}
    assert format_of((tmp_path / "hostile" / "photo-paper.jpg").read_bytes()) is Format.PDF
