"""Receipts: what was answered at one moment, under a code of its own, on a page, on paper and as PDF."""

from __future__ import annotations

import hashlib
import logging
import re
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO

import pgtrigger
import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from core.errors import ActionRefused
from core.lettering import BOLD, REGULAR, load_fonts
from products.actions.correcting import void_rating
from products.actions.decisions import issue_decision, revoke_ratings
from products.actions.receipts import make_receipt
from products.models import Certificate, CheckReceipt
from products.rules.codes import clean_code, is_receipt, new_code, printed_code
from products.rules.receipts import hash_of, hashed_text
from tests.evaluations.pdf_words import texts_of_pages, words_of_pages
from tests.factories import line, make_place, make_producer, make_product, make_province, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def rating(law):
    commune = make_place("Xã Minh Hoạ", parent=make_province())
    product = make_product("Dừa sáp minh hoạ", producer=make_producer("Hợp tác xã Minh Hoạ", place=commune))
    issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(product, 4)], by=None)
    return product.recognitions.get()


@pytest.fixture
def code(rating):
    return rating.certificate.code


ANSWER = {
    "behind": "rating",
    "product": "Dừa sáp minh hoạ",
    "producer": "Hợp tác xã Minh Hoạ",
    "place": "Xã Minh Hoạ",
    "place_level": "commune",
    "place_parent": "Tỉnh Trà Vinh",
    "stars": 4,
    "status": "valid",
    "last": "2024-03-30",
    "number": "612/QĐ-UBND",
    "signed_on": "2021-03-30",
    "precision": "day",
    "issuing_body": "UBND tỉnh Trà Vinh",
}


def test_a_receipt_keeps_the_answer_its_moment_and_its_hash(code):
    before = timezone.now()
    receipt = make_receipt(printed_code(code))
    kept = CheckReceipt.objects.get()
    assert (kept.checked_code, kept.on, kept.answer) == (code, date(2022, 10, 1), ANSWER)
    assert before <= kept.made_at <= timezone.now()
    assert is_receipt(kept.code)
    assert clean_code(kept.code) == receipt.code
    assert kept.sha256 == receipt.sha256 == hash_of(text_of(kept))


def text_of(receipt):
    names = ("code", "checked_code", "made_at", "on", "answer")
    return hashed_text(**{name: getattr(receipt, name) for name in names})


def test_the_hash_as_it_was_published():
    """Worked out by `printf '%s' '…' | sha256sum`: prints that people hold bear it, so it never changes."""
    text = hashed_text(
        code="BN23456789A2",
        checked_code="OC7K39QFM2X6",
        made_at=datetime(2022, 12, 31, 17, 30, 5, 250000, tzinfo=UTC),
        on=date(2022, 10, 1),
        answer={"stars": 4, "product": "Dừa sáp minh hoạ"},
    )
    assert text == (
        '{"answer":{"product":"Dừa sáp minh hoạ","stars":4},"checked_code":"OC7K39QFM2X6",'
        '"code":"BN23456789A2","made_at":1672507805.25,"on":"2022-10-01"}'
    )
    assert hash_of(text) == "a1f7c7d2a2cfdaa84d05dc6a35e0162ff32b0d5b3b85ce28671bb2114f0f0fbb"


def test_that_a_code_was_never_issued_is_an_answer_too(rating):
    assert make_receipt(new_code()).answer == {"behind": "nothing"}


@pytest.mark.parametrize("wrong", ["OC", "OC7K39QFM2X7", "Dừa sáp", ""])
def test_what_is_no_code_gets_no_receipt(db, wrong):
    with pytest.raises(ActionRefused, match="không phải mã kiểm tra"):
        make_receipt(wrong)
    assert CheckReceipt.objects.count() == 0


def test_a_receipt_of_a_receipt_is_refused(code):
    with pytest.raises(ActionRefused):
        make_receipt(make_receipt(code).code)


@pytest.mark.parametrize("change", [{"checked_code": "OC"}, {"answer": {}}, {"on": date(2020, 1, 1)}])
def test_receipts_are_never_changed_and_never_deleted(code, change):
    receipt = make_receipt(code)
    with pytest.raises(DatabaseError), transaction.atomic():
        CheckReceipt.objects.filter(pk=receipt.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        receipt.delete()
    assert CheckReceipt.objects.count() == 1


# --------------------------------------------------------------------- pages
def made(client, code):
    response = client.post(f"/xac-minh/{code}/bien-nhan/")
    receipt = CheckReceipt.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/xac-minh/{receipt.code}/")
    return receipt


def test_asking_takes_a_button_on_a_page_that_is_never_kept(code):
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"/xac-minh/{code}/bien-nhan/")
    assert (page.status_code, CheckReceipt.objects.count()) == (200, 0)
    assert "no-store" in page["Cache-Control"]
    assert "ETag" not in page
    assert client.post(f"/xac-minh/{code}/bien-nhan/").status_code == 403
    token = client.cookies["csrftoken"].value
    assert client.post(f"/xac-minh/{code}/bien-nhan/", {"csrfmiddlewaretoken": token}).status_code == 302
    assert CheckReceipt.objects.count() == 1


def test_a_mistyped_code_is_told_so_before_anything_is_asked(client, code):
    response = client.get(f"/xac-minh/{code[:-1]}O/bien-nhan/", follow=True)
    assert response.redirect_chain == [(f"/xac-minh/{code[:-1]}O/", 302)]
    assert "Mã gõ sai" in response.content.decode()


def test_the_page_says_what_was_answered_and_what_is_true_now(
    client, code, rating, settings, django_assert_num_queries
):
    receipt = made(client, code)
    with django_assert_num_queries(3):  # the page's tag, the receipt, the register
        text = client.get(f"/xac-minh/{receipt.code}/").content.decode()
    told = ("Lúc kiểm tra: Còn hiệu lực", printed_code(receipt.code), printed_code(code), "Dừa sáp minh hoạ", "4 sao")
    told += ("Quyết định 612/QĐ-UBND ngày 30/03/2021 của UBND tỉnh Trà Vinh", "30/03/2024", receipt.sha256)
    told += ("Hiện nay, ngày 01/10/2022, sổ vẫn trả lời như trong biên nhận.", "Biên nhận chỉ nói điều sổ")
    assert [words for words in told if words not in text] == []
    revoke_ratings(paper("3", date(2022, 6, 1), reason="x"), [rating], by=None)
    text = client.get(f"/xac-minh/{receipt.code}/").content.decode()
    assert "Lúc kiểm tra: Còn hiệu lực" in text
    now = "Hiện nay, ngày 01/10/2022, sổ trả lời khác: Đã bị thu hồi. Chứng nhận này thôi hiệu lực từ ngày 01/06/2022."
    assert now in text


def test_a_row_that_was_a_mistake_leaves_the_receipt_as_it_was(client, code, rating, officer):
    receipt = made(client, code)
    void_rating(rating, why="nhập nhầm sản phẩm", by=officer)
    text = client.get(f"/xac-minh/{receipt.code}/").content.decode()
    assert "sổ trả lời khác: Không có giá trị" in text
    assert "nhập nhầm sản phẩm" not in text


def test_the_sheet_of_paper_says_the_same(client, code):
    receipt = made(client, code)
    text = client.get(f"/xac-minh/{receipt.code}/in/").content.decode()
    for words in ("Biên nhận kiểm tra mã OCOP", printed_code(receipt.code), "Dừa sáp minh hoạ", receipt.sha256):
        assert words in text
    assert f"http://testserver/xac-minh/{receipt.code}/" in text
    assert f'src="/xac-minh/{receipt.code}/qr.svg"' in text


def test_the_pdf_says_the_same_and_is_the_same_file_every_time(client, code):
    receipt = made(client, code)
    first, second = (client.get(f"/xac-minh/{receipt.code}/bien-nhan.pdf") for _time in range(2))
    assert (first["Content-Type"], first.content) == ("application/pdf", second.content)
    assert first["Content-Disposition"] == f'attachment; filename="bien-nhan-{receipt.code}.pdf"'
    (text,) = words_of_pages(first.content)
    told = ("Biên nhận kiểm tra mã OCOP", printed_code(receipt.code), printed_code(code), "Còn hiệu lực")
    told += ("Dừa sáp minh hoạ", "Hợp tác xã Minh Hoạ", "4 sao", "Biên nhận chỉ nói điều sổ công nhận trả lời")
    told += (f"http://testserver/xac-minh/{receipt.code}/",)
    assert [words for words in told if words not in text] == []
    assert receipt.sha256 in text.replace(" ", "")


def test_the_pdf_is_drawn_and_declared_in_a_language_whose_letters_its_font_has(client, code):
    receipt = made(client, code)
    files = {root: client.get(f"{root}/xac-minh/{receipt.code}/bien-nhan.pdf") for root in ("", "/en", "/km")}
    assert {root: file["Content-Language"] for root, file in files.items()} == {"": "vi", "/en": "en", "/km": "vi"}
    told = {}
    for root, file in files.items():
        with pikepdf.open(BytesIO(file.content)) as pdf:
            told[root] = (str(pdf.Root.Lang), words_of_pages(file.content)[0].split(" ", 5)[:5])
    assert told == {
        "": ("vi", ["Cổng", "sản", "phẩm", "OCOP", "Trà"]),
        "/en": ("en", ["OCOP", "Product", "Portal", "Trà", "Vinh"]),
        "/km": ("vi", ["Cổng", "sản", "phẩm", "OCOP", "Trà"]),
    }
    assert files["/km"].content == files[""].content


def test_whoever_holds_it_can_work_the_hash_out_anew(client, code):
    receipt = made(client, code)
    shown = [text_of(receipt)] * 2
    pages = [client.get(f"/xac-minh/{receipt.code}/{end}").content.decode() for end in ("", "in/")]
    assert [unescape(re.search(r"<pre[^>]*>(.*?)</pre>", page)[1]) for page in pages] == shown
    (drawn,) = texts_of_pages(client.get(f"/xac-minh/{receipt.code}/bien-nhan.pdf").content)
    start = next(number for number, piece in enumerate(drawn) if piece.startswith('{"answer"'))
    assert drawn[start - 1].endswith("01/01/1970 (UTC).")
    assert "".join(drawn[start:]) == shown[0]
    assert hashlib.sha256("".join(drawn[start:]).encode()).hexdigest() == receipt.sha256
    assert receipt.sha256 in drawn


def test_nothing_is_drawn_beyond_the_edge_of_the_sheet(client, law):
    commune = make_place("Xã Rất Dài Minh Hoạ", parent=make_province())
    names = [("Sản phẩm minh hoạ " * 14)[:250].strip(), ("Hợp tác xã minh hoạ " * 10)[:200].strip()]
    product = make_product(names[0], slug="san-pham", producer=make_producer(names[1], place=commune, slug="htx"))
    issue_decision(paper("612/QĐ-UBND", date(2021, 3, 30)), [line(product, 4)], by=None)
    receipt = made(client, product.recognitions.get().certificate.code)
    data = client.get(f"/xac-minh/{receipt.code}/bien-nhan.pdf").content
    assert "".join(*texts_of_pages(data)).endswith('"on":"2022-10-01"}')
    left, bottom, right, top = edges_of(data)
    assert 25 * mm - 0.1 <= left < right <= A4[0] - 20 * mm + 0.1
    assert 15 * mm <= bottom < top <= A4[1] - 15 * mm


def edges_of(data):
    """The box round all that is written on a sheet: left, bottom, right, top in points."""
    load_fonts()
    (texts,) = map(iter, texts_of_pages(data))
    boxes = []
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "Tf":
                font = BOLD if "Bold" in str(fonts[str(operands[0])].BaseFont) else REGULAR
                size = float(operands[1])
            elif str(operator) == "Tm":
                x, y = map(float, operands[4:])
            elif str(operator) == "Tj":
                boxes.append((x, y, x + stringWidth(next(texts), font, size), y + size))
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


# --------------------------------------------------------------------- changed by who may do all in the database
CHANGES = {
    "stars": {"answer": ANSWER | {"stars": 5}},
    "product": {"answer": ANSWER | {"product": "Dừa sáp của người khác"}},
    "no answer": {"answer": []},
    "unknown word": {"answer": {"behind": "la", "la": 1}},
    "code": {"checked_code": new_code()},
    "day": {"on": date(2022, 9, 30)},
    "moment": {"made_at": datetime(2022, 10, 1, tzinfo=UTC)},
    "hash": {"sha256": "0" * 64},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_receipt_that_does_not_fit_its_hash_says_so_and_nothing_else(
    client, code, change, caplog, django_assert_num_queries
):
    receipt = made(client, code)
    with pgtrigger.ignore("products.CheckReceipt:append_only"):
        CheckReceipt.objects.update(**change)
    receipt.refresh_from_db()
    address, caplog.handler.level = f"/xac-minh/{receipt.code}/", logging.ERROR
    with django_assert_num_queries(3):  # as many as of one that is whole
        page = client.get(address)
    sheet, pdf = client.get(f"{address}in/"), client.get(f"{address}bien-nhan.pdf")
    for answer in (page, sheet):
        text = " ".join(answer.content.decode().split())
        assert re.search(r"<h1[^>]*>Biên nhận không còn nguyên vẹn</h1>", text)
        assert "Đừng dựa vào biên nhận này" in text
        assert "không khớp dấu băm của biên nhận: đã có thay đổi sau khi lập" in text
        assert [row["value"] for row in answer.context["facts"]] == [receipt.sha256, hash_of(text_of(receipt))]
        assert [words for words in ("Dừa sáp", "Còn hiệu lực", "Hiện nay, ngày", "<pre") if words in text] == []
        assert ("no-store" in answer["Cache-Control"], "ETag" in answer) == (True, False)
    assert 'class="verdict verdict--bad"' in page.content.decode()
    (words,) = words_of_pages(pdf.content)
    assert "Biên nhận không còn nguyên vẹn" in words
    assert "Đừng dựa vào biên nhận này" in words
    assert ("Dừa sáp" in words, "no-store" in pdf["Cache-Control"]) == (False, True)
    told = [(line.name, line.getMessage(), line.facts) for line in caplog.records if line.levelno == logging.ERROR]
    assert told == [("ocop.receipts", "a receipt does not fit its hash", {"receipt": receipt.pk})] * 3


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "This receipt is no longer intact"), ("km", "បង្កាន់ដៃនេះត្រូវបានផ្លាស់ប្តូរ")],
)
def test_it_says_so_in_every_language(client, code, language, words):
    receipt = made(client, code)
    with pgtrigger.ignore("products.CheckReceipt:append_only"):
        CheckReceipt.objects.update(sha256="0" * 64)
    for end in ("", "in/"):
        assert client.get(f"/{language}/xac-minh/{receipt.code}/{end}").context["title"] == words


def test_a_receipt_of_a_code_that_was_never_issued(client, rating):
    receipt = made(client, new_code())
    text = client.get(f"/xac-minh/{receipt.code}/").content.decode()
    assert "Lúc kiểm tra: Mã chưa từng được cấp" in text
    assert client.get(f"/xac-minh/{receipt.code}/bien-nhan.pdf").status_code == 200


NOW = "Biên nhận chỉ nói điều sổ công nhận trả lời vào lúc nêu trên; từ đó đến nay sổ có thể đã đổi."
AGAIN = "Xem lại biên nhận và điều đang đúng hiện nay tại địa chỉ sau, nhìn kỹ tên miền:"


def test_only_what_is_of_a_named_product_is_said_to_be_of_no_other_one(client, rating, code, officer):
    issue_decision(paper("2", date(2022, 5, 1)), [line(rating.product, None)], by=None)
    wrong = make_product()
    issue_decision(paper("3", date(2022, 5, 1)), [line(wrong, 3)], by=None)
    void_rating(wrong.recognitions.get(), why="nhầm", by=officer)
    asked = [code, rating.product.scoreapprovals.get().certificate.code]
    asked += [wrong.recognitions.get().certificate.code, new_code()]
    compare = "chỉ {} đúng sản phẩm nêu tên; hãy đối chiếu tên và chủ thể với nhãn."
    said = [[f"Chứng nhận {compare.format('cho')}"], [f"Mã {compare.format('của')}"], [], []]
    pages = [f"/xac-minh/{make_receipt(each).code}/" for each in asked]
    for end in ("", "in/"):
        notes = [client.get(f"{page}{end}").context["notes"] for page in pages]
        assert notes == [[NOW, *sentence, AGAIN] for sentence in said]


def test_print_and_pdf_are_of_receipts_alone(client, code):
    for address in ("in/", "bien-nhan.pdf"):
        for other in (code, new_code("BN"), "BN"):
            assert client.get(f"/xac-minh/{other}/{address}").status_code == 404


def test_so_many_receipts_and_no_more(client, code, settings):
    settings.VISITOR_LIMITS = {**settings.VISITOR_LIMITS, "receipt": (2, 600)}
    statuses = [client.post(f"/xac-minh/{code}/bien-nhan/").status_code for _time in range(4)]
    assert (statuses, CheckReceipt.objects.count()) == ([302, 302, 429, 429], 2)


def test_the_moment_is_real_time_and_the_day_the_business_day(client, code, monkeypatch):
    moment = datetime(2022, 12, 31, 17, 30, 5, tzinfo=timezone.get_fixed_timezone(0))
    monkeypatch.setattr("products.actions.receipts.timezone.now", lambda: moment)
    receipt = made(client, code)
    text = client.get(f"/xac-minh/{receipt.code}/").content.decode()
    assert "00:30:05 01/01/2023 (giờ Việt Nam)" in text
    assert "01/10/2022" in text


# --------------------------------------------------------------------- the code to scan
def test_the_picture_to_scan_is_kept_for_good_and_asks_nothing(client, code, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(f"/xac-minh/{code}/qr.svg")
    assert (response["Content-Type"], response["Cache-Control"]) == (
        "image/svg+xml",
        "public, max-age=31536000, immutable",
    )
    assert response.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert client.get(f"/xac-minh/{new_code()}/qr.svg").status_code == 200  # it tells nothing about what was issued
    assert client.get(f"/xac-minh/{code[:-1]}O/qr.svg").status_code == 404


def test_certificates_keep_their_codes(code):
    assert Certificate.objects.get().code == clean_code(code)
