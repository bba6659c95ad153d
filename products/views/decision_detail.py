"""A decision and what it did: /quyet-dinh/<slug>/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.clock import today
from core.templatetags.formats import score as score_words
from products.enums import DecisionKind, Rank
from products.models import Recognition, ScoreApproval
from products.queries.public import DecisionStory, decision_story, status_of
from products.queries.register import known_decisions, withdrawn_decisions
from products.rules.days import day_text
from products.rules.law_names import law_name
from products.rules.public_fields import Face, face_of
from products.views.addresses import url_of
from products.views.words import day_words, decision_link, decision_words, signed_words, source_link

RANKS = ("5", "4", "3")


def decision_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One signed paper: what it recognised, approved, ended and corrected, as far as the business day tells.

    One that was entered wrongly is gone (410) without a word of what it said.
    """
    on = today()
    decision = known_decisions(on).select_related("level__regime", "annuls").filter(slug=slug).first()
    if decision is not None:
        return render(request, "products/decision_detail.html", _context(decision_story(decision, on), on))
    if not withdrawn_decisions(on).filter(slug=slug).exists():
        raise Http404
    return render(request, "products/decision_withdrawn.html", {"crumbs": _crumbs(_("Đã rút khỏi sổ"))}, status=410)


def _context(story: DecisionStory, on: date) -> dict[str, Any]:
    decision = face_of(story.decision)
    return {
        "decision": decision,
        "heading": _heading(decision),
        "facts": _facts(story, on),
        "groups": _groups(story, on),
        "held_words": _held_words(story),
        "annulled": _annulled_words(story),
        "annulled_by": decision_link(story.annulled_by, on),
        "source": source_link(decision.source_url),
        "crumbs": _crumbs(decision.number or _("Chưa rõ số")),
    }


def _crumbs(label: str) -> list[dict[str, str]]:
    return [
        {"label": _("Trang chủ"), "url": url_of("home")},
        {"label": _("Quyết định"), "url": url_of("products:decision-list")},
        {"label": label, "url": ""},
    ]


def _heading(decision: Face) -> str:
    if decision.number:
        return _("Quyết định %(number)s") % {"number": decision.number}
    return _("Quyết định chưa rõ số, %(day)s") % {"day": signed_words(decision.signed_on, decision.precision)}


def _facts(story: DecisionStory, on: date) -> list[dict[str, Any]]:
    decision = face_of(story.decision)
    annuls = decision_link(story.decision.annuls, on)
    return [
        {"term": _("Cơ quan ban hành"), "value": decision.issuing_body, "lang": "vi", "missing": _("nguồn không nêu")},
        {"term": _("Số, ký hiệu"), "value": decision.number, "missing": _("nguồn không nêu")},
        {
            "term": _("Ngày ký"),
            "value": day_words(decision.signed_on, decision.precision) if decision.signed_on else "",
            "missing": _("nguồn không nêu"),
            "note": _("Nguồn chỉ nêu đến mức này.") if decision.signed_on and decision.precision != "day" else "",
        },
        {"term": _("Người ký"), "value": decision.signer, "lang": "vi"},
        {"term": _("Loại quyết định"), "value": str(DecisionKind(decision.kind).label).capitalize()},
        {"term": _("Trích yếu"), "value": decision.title, "lang": "vi"},
        {
            "term": _("Theo quy định"),
            "value": decision.level.regime.legal_basis,
            "lang": "vi",
            "note": law_name(decision.level.name),
        },
        {"term": _("Lý do, căn cứ"), "value": decision.reason, "lang": "vi"},
        {
            "term": _("Hủy bỏ"),
            "value": annuls["label"] if annuls else "",
            "url": annuls["url"] if annuls else "",
        },
        {"term": _("Ghi chú"), "value": decision.note, "lang": "vi"},
    ]


def _held_words(story: DecisionStory) -> str:
    published = story.decision.published_count
    if published is None or not (story.held or published):
        return ""
    facts = {"held": story.held, "published": published}
    if story.held == published:
        return _("Sổ này có đủ %(published)s sản phẩm đã công bố.") % facts
    return _("Sổ này có %(held)s trên %(published)s sản phẩm đã công bố.") % facts


def _annulled_words(story: DecisionStory) -> str:
    paper = story.annulled_by
    if paper is None:
        return ""
    label = decision_words(paper.number, paper.signed_on, paper.precision, paper.issuing_body)
    return _("Quyết định này đã bị hủy bỏ theo %(paper)s.") % {"paper": label}


# --------------------------------------------------------------------- what it did
def _groups(story: DecisionStory, on: date) -> list[dict[str, Any]]:
    """One table for each thing that the paper did, highest rank first."""
    stars = Counter(str(rating.stars) for rating in story.ratings)
    groups = [
        _group(f"hang-{rank}", _("Công nhận %(rank)s sao") % {"rank": rank}, _rated(story.ratings, rank, on))
        for rank in RANKS
        if stars[rank]
    ]
    groups += [
        _group("tiem-nang", _("Phê duyệt điểm, đề nghị 5 sao"), [_approved(row, on) for row in story.approvals]),
        _group("thoi", _("Thôi hiệu lực"), [_closed(row) for row in story.closings]),
        _group("tra-loi", _("Trả lời đề nghị 5 sao"), [_answered(row) for row in story.answers]),
        _group("dinh-chinh", _("Đính chính"), [_corrected(row) for row in story.corrections]),
        _group("ghi-nhan", _("Nguồn ghi nhận, chưa rõ hạng"), [_listed(row) for row in story.listings]),
    ]
    return [group for group in groups if group["rows"]]


def _group(key: str, title: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"key": key, "title": title, "rows": rows, "count": len(rows)}


def _row(row: Any, text: str = "", **more: Any) -> dict[str, Any]:
    return {
        "name": row.product_name,
        "url": url_of("products:product-detail", row.product.slug),
        "producer": getattr(row, "producer_name", ""),
        "text": text,
        **more,
    }


def _rated(ratings: Iterable[Recognition], rank: str, on: date) -> list[dict[str, Any]]:
    return [
        _row(rating, _points(rating), rank=rank, status=status_of(rating, on) or "")
        for rating in ratings
        if str(rating.stars) == rank
    ]


def _points(row: Recognition | ScoreApproval) -> str:
    if row.score is None:
        return _("không công bố điểm")
    return _("%(score)s điểm") % {"score": score_words(row.score)}


def _approved(row: ScoreApproval, on: date) -> dict[str, Any]:
    if row.ended_on is None or row.ended_on > on:
        return _row(row, _points(row), rank=Rank.POTENTIAL.value)
    return _row(row, f"{_points(row)} · {row.get_answer_display()}")


def _closed(row: Recognition) -> dict[str, Any]:
    facts = {"stars": row.stars, "day": day_text(row.ended_on) if row.ended_on else ""}
    words = _("Hạng %(stars)s sao thôi hiệu lực từ %(day)s.") % facts
    return _row(row, f"{words} {row.end_note}".strip(), status="revoked")


def _answered(row: ScoreApproval) -> dict[str, Any]:
    return _row(row, row.get_answer_display())


def _corrected(row: Recognition) -> dict[str, Any]:
    """A wrong row and how it reads now; only what differs is said."""
    right = getattr(row, "restated", None)
    if right is None:
        return {**_row(row, _("Dòng ghi nhầm được bỏ.")), "url": ""}
    pairs = [
        (_("tên"), row.product_name, right.product_name),
        (_("hạng"), _("%(stars)s sao") % {"stars": row.stars}, _("%(stars)s sao") % {"stars": right.stars}),
        (_("điểm"), score_words(row.score) or "–", score_words(right.score) or "–"),
        (_("chủ thể"), row.producer_name, right.producer_name),
    ]
    said = [f"{what}: {old} → {new}" for what, old, new in pairs if old != new]
    return _row(row, "; ".join(said) or _("Ghi lại cho đúng."))


def _listed(row: Any) -> dict[str, Any]:
    return _row(row, row.get_event_display().capitalize())
