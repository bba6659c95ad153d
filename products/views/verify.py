"""Checking a code or a name: /xac-minh/ and /xac-minh/<code>/."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.clock import today
from core.limits import seconds_to_wait
from core.views.too_often import too_often
from products.filters import CONTROLS, LONGEST_TEXT
from products.models import Product
from products.queries.catalogue import card_rows
from products.queries.checking import Row, checked, row_behind
from products.queries.public import public_products
from products.queries.search import best_matches, did_you_mean
from products.queries.shelf import opened_catalogue
from products.queries.story import CodeStory, code_story
from products.rules.codes import clean_code, is_meant_as_code, is_receipt, printed_code
from products.rules.public_fields import face_of
from products.rules.steps import State, read_state
from products.views.addresses import url_of
from products.views.cards import Card, cards_of, icon_url, product_url, small_picture_of
from products.views.receipts import receipt_page
from products.views.star_words import star_words
from products.views.verdict import place_of, this_alone, verdict_of
from products.views.words import check_url, code_url, decision_link, report_url

MOST_MATCHES = 8
LONGEST_SHOWN = 40


def verify(request: HttpRequest) -> HttpResponse:
    """The form; a code leads to its page, anything else is looked for among names."""
    asked = CONTROLS.sub(" ", request.GET.get("ma", "")).strip()[:LONGEST_TEXT]
    if code := clean_code(asked):
        return redirect("products:verify-code", code=code)
    is_slip = is_meant_as_code(asked)
    cards, meant = _named(asked, today(), is_name=not is_slip) if asked else ([], "")
    return render(
        request,
        "products/verify.html",
        {
            "asked": asked,
            "is_slip": is_slip,
            "cards": cards[:MOST_MATCHES],
            "has_more": len(cards) > MOST_MATCHES,
            "meant": meant,
            "meant_url": check_url(meant),
            "all_url": f"{url_of('products:product-list')}?{urlencode({'q': asked})}",
            "crumbs": _crumbs(),
        },
    )


def _named(asked: str, on: date, *, is_name: bool) -> tuple[list[Card], str]:
    """The cards of what a text finds; a better spelling of a name that finds nothing."""
    catalogue = opened_catalogue(on)
    matches = best_matches(catalogue, asked, MOST_MATCHES + 1)
    if not matches:
        return [], did_you_mean(catalogue, asked) if is_name else ""
    return cards_of(card_rows(catalogue, matches)), ""


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Trang chủ"), "url": url_of("home")},
        {"label": _("Xác minh"), "url": url_of("products:verify")},
    ]


def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What one code stands for on the business day, on one screen: found, mistyped or never issued."""
    clean = clean_code(code)
    if clean and clean != code:
        return redirect("products:verify-code", code=clean)
    if not clean:
        context = {"asked": CONTROLS.sub(" ", code)[:LONGEST_SHOWN], "crumbs": _crumbs()}
        return render(request, "products/verify_mistyped.html", context, status=404)
    answer = receipt_page(request, clean) if is_receipt(clean) else _certificate_page(request, clean)
    return answer or _never_issued(request, clean)


def _certificate_page(request: HttpRequest, code: str) -> HttpResponse | None:
    on, story = today(), code_story(code)
    row = row_behind(story.certificate, on) if story else None
    if story is None or row is None:
        return None
    context = _context(story, row, code, on) | {"host": request.get_host()}
    generation = getattr(request, "generation", None)  # read for the page's tag, unless somebody is signed in
    context["meaning"] = star_words(context["verdict"].rank, row, generation)
    return render(request, "products/verify_code.html", context)


def _never_issued(request: HttpRequest, code: str) -> HttpResponse:
    """One answer for every well-formed code that nobody was given; only these count against a visitor's limit."""
    if wait := seconds_to_wait("look_up", request):
        return too_often(
            wait,
            _("Từ nơi bạn đang dùng đã tra quá nhiều mã không có trong sổ."),
            _("Mã có thật vẫn tra được ngay, không phải đợi: hãy so lại mã với nhãn."),
        )
    context: dict[str, Any] = {"shown": printed_code(code), "is_certificate": not is_receipt(code)}
    context |= {"receipt_url": code_url(code) + "bien-nhan/", "report_url": report_url(code), "crumbs": _crumbs()}
    return render(request, "products/verify_unknown.html", context, status=404)


def _context(story: CodeStory, row: Row, code: str, on: date) -> dict[str, Any]:
    found = checked(row, on)
    verdict = verdict_of(found)
    product = row.product.merged_into or row.product
    maker = face_of(product.producer).name
    return {
        "found": found,
        "product_url": _page_of(product, row, on),
        "producer_now": maker if maker != found.producer else "",
        "place": place_of(found),
        "shown": printed_code(code),
        "here": code_url(code),
        "verify_url": code_url(""),
        "report_url": report_url(code),
        "verdict": verdict,
        "this_alone": this_alone(found),
        "icon": icon_url(verdict.status or "info"),
        "photo": small_picture_of(story.photo) if story.photo else None,
        "decision": None if row.voided_at else decision_link(row.decision, on),
        "now": None if verdict.is_good else _state_now(product, on),
    }


def _page_of(product: Product, row: Row, on: date) -> str:
    """The address of the product's page; none when a row that was voided is all that there was of it."""
    has_page = row.voided_at is None or public_products(on).filter(pk=product.pk).exists()
    return product_url(product.slug) if has_page else ""


def _state_now(product: Product, on: date) -> State | None:
    """What the catalogue says of the product today, for a code that no longer counts."""
    state = read_state(product.entry.steps, on) if hasattr(product, "entry") else None
    return state if state and state.is_shown else None
