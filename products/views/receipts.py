"""Receipts of checks: made on a page of their own, read at /xac-minh/BN…/, on paper and as PDF."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.clock import today
from core.lettering import drawn_language
from core.limits import seconds_to_wait
from core.views.too_often import too_often
from products.actions.receipts import make_receipt
from products.enums import RatingStatus
from products.exports.receipt import Sheet, write_receipt
from products.models import CheckReceipt
from products.qr import svg_of
from products.queries.checking import Checked
from products.queries.receipts import ReceiptStory, receipt_story
from products.rules.codes import clean_code, is_receipt, printed_code
from products.rules.days import day_text
from products.rules.receipts import hash_of
from products.views.addresses import url_of
from products.views.verdict import Verdict, named_alone, paper_of, place_of, verdict_of
from products.views.words import code_url, portal_name

log = logging.getLogger("ocop.receipts")
FOR_GOOD = "public, max-age=31536000, immutable"


@never_cache
def receipt_new(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a receipt of the check of a certificate's code; a mistyped one is told so on its own page."""
    clean = clean_code(code)
    if not clean or is_receipt(clean):
        return redirect("products:verify-code", code=code)
    if request.method == "POST":
        if wait := seconds_to_wait("receipt", request):
            return too_often(wait, _("Từ nơi bạn đang dùng đã lấy quá nhiều biên nhận."))
        if wait := seconds_to_wait("receipts_of_all"):
            return too_often(wait, _("Đã có quá nhiều biên nhận được lấy trong một giờ."))
        return redirect("products:verify-code", code=make_receipt(clean).code)
    context = {"shown": printed_code(clean), "back_url": code_url(clean), "crumbs": _crumbs(_("Lấy biên nhận"))}
    return render(request, "products/receipt_new.html", context)


def _crumbs(last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Trang chủ"), "url": url_of("home")},
        {"label": _("Xác minh"), "url": url_of("products:verify")},
        {"label": last, "url": ""},
    ]


# --------------------------------------------------------------------- reading one
def receipt_page(request: HttpRequest, code: str) -> HttpResponse | None:
    """The page of a receipt: what was answered then, and what is true now; None when there is no such receipt."""
    story = receipt_story(code, today())
    if story is None:
        return None
    context = _context(request, story) | {
        "now": verdict_of(story.now),
        "is_same": story.now == story.then,
        "today": day_text(today()),
        "checked_url": code_url(story.receipt.checked_code),
        "crumbs": _crumbs(_("Biên nhận")),
    }
    return _watched(story, render(request, "products/receipt.html", context))


def _watched(story: ReceiptStory, response: HttpResponse) -> HttpResponse:
    """The answer; of a receipt that does not fit its hash it is not kept, and who runs the server is told."""
    if story.then is None:
        log.error("a receipt does not fit its hash", extra={"facts": {"receipt": story.receipt.pk}})
        add_never_cache_headers(response)
    return response


@require_safe
def receipt_print(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt for A4 paper."""
    if request.META["QUERY_STRING"]:
        return redirect(request.path)  # one sheet for each receipt, whatever hangs behind its address
    story = _story_of(code)
    context = _context(request, story) | {"back_url": code_url(code)}
    return _watched(story, render(request, "products/receipt_print.html", context))


@require_safe
def receipt_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt as a PDF, to be kept or sent on; in Vietnamese for readers of Khmer."""
    if request.META["QUERY_STRING"]:
        return redirect(request.path)  # one file for each receipt: drawing one costs
    story = _story_of(code)
    with override(drawn_language(get_language())):
        sheet = _sheet(request, story)
    file = BytesIO()
    write_receipt(file, sheet)
    name = content_disposition_header(True, f"bien-nhan-{code}.pdf") or "inline"
    headers = {"Content-Disposition": name, "Content-Language": sheet.language}
    return _watched(story, HttpResponse(file.getvalue(), content_type="application/pdf", headers=headers))


def _sheet(request: HttpRequest, story: ReceiptStory) -> Sheet:
    told = _context(request, story)
    verdict = told["verdict"]
    return Sheet(
        language=str(get_language()),
        issuer=told["issuer"],
        title=told["title"],
        subtitle=told["subtitle"],
        verdict=verdict.title,
        text=verdict.text,
        facts=[(row["term"], row["value"]) for row in told["facts"] if row["value"]],
        notes=told["notes"],
        address=told["address"],
        proof=told["proof"],
        hashed=told["hashed"],
    )


def _story_of(code: str) -> ReceiptStory:
    story = receipt_story(code, today()) if clean_code(code) == code and is_receipt(code) else None
    if story is None:
        raise Http404
    return story


def _context(request: HttpRequest, story: ReceiptStory) -> dict[str, Any]:
    receipt = story.receipt
    agency = settings.PORTAL["agency"]
    return (_broken(story) if story.then is None else _stated(receipt, story.then, story.text)) | {
        "issuer": f"{agency} – {portal_name()}" if agency else portal_name(),
        "subtitle": _("Số %(code)s") % {"code": printed_code(receipt.code)},
        "shown": printed_code(receipt.code),
        "address": request.build_absolute_uri(code_url(receipt.code)),
        "qr_url": f"{code_url(receipt.code)}qr.svg",
        "print_url": f"{code_url(receipt.code)}in/",
        "pdf_url": f"{code_url(receipt.code)}bien-nhan.pdf",
    }


def _stated(receipt: CheckReceipt, then: Checked, text: str) -> dict[str, Any]:
    return {
        "title": _("Biên nhận kiểm tra mã OCOP"),
        "is_whole": True,
        "verdict": verdict_of(then),
        "facts": _facts(receipt, then),
        "notes": _notes(then),
        "proof": _(
            "Dấu băm là SHA-256 của văn bản dưới đây, mã hóa UTF-8, viết liền một dòng; made_at là số giây từ "
            "01/01/1970 (UTC)."
        ),
        "hashed": text,
    }


def _broken(story: ReceiptStory) -> dict[str, Any]:
    """What is said of a receipt that was changed after it was made: nothing of what now stands in it."""
    text = _(
        "Điều cổng đang giữ không khớp dấu băm của biên nhận: đã có thay đổi sau khi lập, nên nội dung không được nêu "
        "ở đây. Hãy giữ bản in hoặc PDF đã lấy trước đây và báo cho cơ quan quản lý OCOP."
    )
    return {
        "title": _("Biên nhận không còn nguyên vẹn"),
        "is_whole": False,
        "verdict": Verdict(False, RatingStatus.REVOKED, "", _("Đừng dựa vào biên nhận này"), text),
        "facts": [
            {"term": _("Dấu băm SHA-256"), "value": story.receipt.sha256},
            {"term": _("Dấu băm tính lại"), "value": hash_of(story.text)},
        ],
        "notes": [_("Xem lại biên nhận và điều đang đúng hiện nay tại địa chỉ sau, nhìn kỹ tên miền:")],
        "proof": "",
        "hashed": "",
    }


def _notes(then: Checked) -> list[str]:
    notes = [
        _("Biên nhận chỉ nói điều sổ công nhận trả lời vào lúc nêu trên; từ đó đến nay sổ có thể đã đổi."),
        named_alone(then),
        _("Xem lại biên nhận và điều đang đúng hiện nay tại địa chỉ sau, nhìn kỹ tên miền:"),
    ]
    return [note for note in notes if note]


def _facts(receipt: CheckReceipt, then: Checked) -> list[dict[str, str]]:
    stars = _("%(stars)s sao") % {"stars": then.stars} if then.stars else ""
    moment = date_format(timezone.localtime(receipt.made_at), "H:i:s d/m/Y")
    return [
        {"term": _("Mã được kiểm tra"), "value": printed_code(receipt.checked_code)},
        {"term": _("Lập lúc"), "value": _("%(moment)s (giờ Việt Nam)") % {"moment": moment}},
        {"term": _("Theo sổ ngày"), "value": day_text(receipt.on)},
        {"term": _("Sản phẩm"), "value": then.product, "lang": "vi"},
        {"term": _("Chủ thể"), "value": then.producer, "lang": "vi"},
        {"term": _("Nơi sản xuất"), "value": place_of(then), "lang": "vi" if get_language() == "km" else ""},
        {"term": _("Hạng sao"), "value": stars},
        {"term": _("Hết ngày"), "value": day_text(then.last) if then.last else ""},
        {"term": _("Thôi hiệu lực từ"), "value": day_text(then.end) if then.end else ""},
        {"term": _("Căn cứ"), "value": paper_of(then)},
        {"term": _("Dấu băm SHA-256"), "value": receipt.sha256},
    ]


# --------------------------------------------------------------------- the code to scan
@require_safe
def code_picture(request: HttpRequest, code: str) -> HttpResponse:
    """The address of a code as a QR picture, for labels and prints; the same for every well-formed code."""
    if clean_code(code) != code:
        raise Http404
    picture = svg_of(request.build_absolute_uri(code_url(code)))
    return HttpResponse(picture, content_type="image/svg+xml", headers={"Cache-Control": FOR_GOOD})
