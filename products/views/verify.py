"""Checking a certificate: /xac-minh/ and /xac-minh/<code>/."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import today
from products.enums import Rank, RatingStatus
from products.filters import CONTROLS, LONGEST_TEXT
from products.models import Certificate, Product, Recognition, ScoreApproval
from products.queries.catalogue import IN_FORCE, card_rows
from products.queries.public import status_of
from products.queries.search import best_matches
from products.queries.shelf import opened_catalogue
from products.queries.story import certificate_of
from products.rules.codes import clean_code, printed_code
from products.rules.days import day_text
from products.rules.public_fields import face_of
from products.rules.steps import State, read_state
from products.views.cards import cards_of, product_url
from products.views.timeline import last_day
from products.views.words import decision_link, place_words

MOST_MATCHES = 8


def verify(request: HttpRequest) -> HttpResponse:
    """The form; a code leads to its page, anything else is looked for among names."""
    asked = CONTROLS.sub(" ", request.GET.get("ma", "")).strip()[:LONGEST_TEXT]
    if code := clean_code(asked):
        return redirect("products:verify-code", code=code)
    cards = cards_of(_named(asked, today())) if asked else []
    return render(
        request,
        "products/verify.html",
        {
            "asked": asked,
            "cards": cards[:MOST_MATCHES],
            "has_more": len(cards) > MOST_MATCHES,
            "all_url": f"{reverse('products:product-list')}?{urlencode({'q': asked})}",
            "crumbs": _crumbs(),
        },
    )


def _named(asked: str, on: date) -> Any:
    catalogue = opened_catalogue(on)
    return card_rows(catalogue, best_matches(catalogue, asked, MOST_MATCHES + 1))


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Trang chủ"), "url": reverse("home")},
        {"label": _("Xác minh"), "url": reverse("products:verify")},
    ]


def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What one code stands for on the business day, on one screen; an unknown code is not found, with advice."""
    clean = clean_code(code)
    if clean and clean != code:
        return redirect("products:verify-code", code=clean)
    on = today()
    certificate = certificate_of(clean) if clean else None
    row = _row_of(certificate, on)
    if row is None:
        context = {"asked": code[:40], "crumbs": _crumbs()}
        return render(request, "products/verify_unknown.html", context, status=404)
    return render(request, "products/verify_code.html", _context(row, clean, on) | {"host": request.get_host()})


def _row_of(certificate: Certificate | None, on: date) -> Recognition | ScoreApproval | None:
    """The row of the register behind a code; none for a row dated later than the day."""
    if certificate is None:
        return None
    if certificate.recognition:
        return certificate.recognition if certificate.recognition.starts_on <= on else None
    approval = certificate.approval
    return approval if approval and approval.approved_on <= on else None


def _context(row: Recognition | ScoreApproval, code: str, on: date) -> dict[str, Any]:
    verdict = _void() if row.voided_at else _of_rating(row, on) if isinstance(row, Recognition) else _of_score(row, on)
    product = row.product.merged_into or row.product
    maker = face_of(product.producer).name
    return {
        "row": face_of(row),
        "product": face_of(product),
        "product_url": product_url(product.slug),
        "producer_now": maker if maker != row.producer_name else "",
        "place": place_words(row.place),
        "code": printed_code(code),
        "verdict": verdict,
        "decision": None if row.voided_at else decision_link(row.decision, on),
        "now": None if verdict["is_good"] else _state_now(product, on),
    }


def _state_now(product: Product, on: date) -> State | None:
    """What the catalogue says of the product today, for a code that no longer counts."""
    state = read_state(product.entry.steps, on) if hasattr(product, "entry") else None
    return state if state and state.is_shown else None


def _void() -> dict[str, Any]:
    return {
        "is_good": False,
        "status": RatingStatus.REVOKED,
        "rank": "",
        "title": _("Không có giá trị"),
        "text": _("Mã này thuộc một dòng ghi nhầm đã được bỏ khỏi sổ."),
    }


TITLES = {
    RatingStatus.VALID: gettext_lazy("Còn hiệu lực"),
    RatingStatus.EXPIRING: gettext_lazy("Còn hiệu lực, sắp hết hạn"),
    RatingStatus.EXTENDED: gettext_lazy("Còn hiệu lực, được gia hạn"),
    RatingStatus.EXPIRED: gettext_lazy("Đã hết hạn"),
    RatingStatus.REVOKED: gettext_lazy("Đã bị thu hồi"),
    RatingStatus.SUPERSEDED: gettext_lazy("Đã được thay thế"),
}
STILL_GOOD = gettext_lazy("Chứng nhận có giá trị đến hết ngày %(last)s.")
NO_LONGER = {
    RatingStatus.EXPIRED: gettext_lazy("Chứng nhận này hết hạn sau ngày %(last)s."),
    RatingStatus.REVOKED: gettext_lazy("Chứng nhận này thôi hiệu lực từ ngày %(end)s."),
    RatingStatus.SUPERSEDED: gettext_lazy("Chứng nhận này được thay bằng kết quả mới từ ngày %(end)s."),
}


def _of_rating(rating: Recognition, on: date) -> dict[str, Any]:
    status = status_of(rating, on)
    assert status is not None  # rows dated later were left out before
    facts = {
        "last": day_text(last_day(rating, on)),
        "end": day_text(rating.ended_on) if rating.ended_on else "",
    }
    return {
        "is_good": status in IN_FORCE,
        "status": status,
        "rank": str(rating.stars),
        "title": TITLES[status],
        "text": NO_LONGER.get(status, STILL_GOOD) % facts,
    }


def _of_score(approval: ScoreApproval, on: date) -> dict[str, Any]:
    if approval.ended_on is None or approval.ended_on > on:
        return {
            "is_good": True,
            "status": "",
            "rank": Rank.POTENTIAL.value,
            "title": _("Tiềm năng 5 sao, chưa phải hạng 5 sao"),
            "text": _("Điểm đã được phê duyệt và đang chờ cấp trung ương công nhận."),
        }
    return {
        "is_good": False,
        "status": RatingStatus.EXPIRED,
        "rank": "",
        "title": _("Đề nghị 5 sao đã kết thúc"),
        "text": approval.get_answer_display().capitalize() + ".",
    }
