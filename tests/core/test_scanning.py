"""The virus scanner over a real socket: a small clamd that knows one signature."""

import logging
import socketserver
import struct
import threading

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import ActionRefused
from core.files.scanning import ScannerSilent, signature_in
from core.models import HistoryEntry
from evaluations.actions.drafts import attach_paper, start_draft
from products.actions.photos import add_photo
from products.enums import DecisionKind
from tests.core.hostile_files import EICAR, plain_pdf, plain_picture
from tests.factories import level_of, make_product, make_province

SILENT = "Chưa quét vi-rút được nên chưa nhận tệp: hãy thử lại sau ít phút; nếu vẫn vậy, báo người quản trị."
FOUND = "Trình diệt vi-rút thấy mã độc trong tệp (Eicar-Test-Signature): tệp không được nhận."


class Clamd(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as clamd(8) describes it; `answer` of the server overrules what it found."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(found if self.server.answer is None else self.server.answer)


def serve(server):
    server.seen, server.answer = [], None
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


@pytest.fixture
def clamd(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")
    server = serve(socketserver.UnixStreamServer(settings.CLAMD_SOCKET, Clamd))
    yield server
    server.shutdown()
    server.server_close()


def infected_pdf():
    """A sound PDF that carries the test string in a comment."""
    return plain_pdf().replace(b"\nstartxref", b"\n%" + EICAR + b"\nstartxref")


def test_without_a_scanner_nothing_is_asked(settings):
    settings.CLAMD_SOCKET = ""
    assert signature_in(EICAR) == ""


def test_the_whole_file_is_handed_over_in_pieces(clamd):
    content = bytes(range(256)) * 1000
    assert signature_in(content) == ""
    assert clamd.seen == [content]
    assert signature_in(content + EICAR) == "Eicar-Test-Signature"


def test_a_scanner_elsewhere_is_named_by_host_and_port(settings):
    server = serve(socketserver.TCPServer(("127.0.0.1", 0), Clamd))
    settings.CLAMD_SOCKET = f"127.0.0.1:{server.server_address[1]}"
    assert signature_in(EICAR) == "Eicar-Test-Signature"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: FOUND OK maybe\0"])
def test_any_other_answer_is_no_answer(clamd, answer):
    clamd.answer = answer
    with pytest.raises(ScannerSilent):
        signature_in(b"minh hoa")


@pytest.mark.parametrize("address", ["/nowhere/clamd.ctl", "127.0.0.1:1", "nonsense"])
def test_an_unreachable_scanner_is_said(settings, address):
    settings.CLAMD_SOCKET = address
    with pytest.raises(ScannerSilent):
        signature_in(b"minh hoa")


@pytest.fixture
def draft(law, officer):
    return start_draft(DecisionKind.RECOGNISE, level=level_of(), place=make_province(), by=officer)


@pytest.mark.django_db
def test_a_virus_is_refused_in_words_and_recorded(clamd, draft, officer, caplog):
    content = infected_pdf()
    with caplog.at_level(logging.WARNING, "ocop.files"), pytest.raises(ActionRefused) as refusal:
        attach_paper(draft, SimpleUploadedFile("nguyen-van-a.pdf", content), by=officer)
    assert [(reason.field, reason.text) for reason in refusal.value.reasons] == [("paper", FOUND)]
    entry = HistoryEntry.objects.get(verb="refuse_file")
    assert (entry.by, entry.why, entry.subject_id) == (officer, "Eicar-Test-Signature", draft.pk)
    assert sorted(entry.data) == ["kind", "sha256"]
    assert [(record.levelname, "nguyen" in record.getMessage()) for record in caplog.records] == [("WARNING", False)]
    assert not default_storage.exists("decisions")
    draft.refresh_from_db()
    assert draft.paper == ""
    assert attach_paper(draft, SimpleUploadedFile("a.pdf", plain_pdf()), by=officer).paper_name == "a.pdf"


@pytest.mark.django_db
def test_photos_go_through_the_same_scanner(clamd, law, officer):
    make_province()
    product = make_product("Dừa sáp minh hoạ")
    with pytest.raises(ActionRefused) as refusal:
        add_photo(product, SimpleUploadedFile("a.jpg", plain_picture(comment=EICAR)), by=officer)
    assert [(reason.field, reason.text) for reason in refusal.value.reasons] == [("upload", FOUND)]
    assert HistoryEntry.objects.get(verb="refuse_file").subject_id == product.pk
    assert not default_storage.exists("photos")


@pytest.mark.django_db
def test_a_silent_scanner_lets_nothing_through(clamd, settings, draft, officer, caplog):
    settings.CLAMD_SOCKET = "/nowhere/clamd.ctl"
    with caplog.at_level(logging.ERROR, "ocop.files"), pytest.raises(ActionRefused) as refusal:
        attach_paper(draft, SimpleUploadedFile("a.pdf", plain_pdf()), by=officer)
    assert [(reason.field, reason.text) for reason in refusal.value.reasons] == [("paper", SILENT)]
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert not default_storage.exists("decisions")
