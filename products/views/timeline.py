"""The story of a product as events, newest first, for components/timeline.html."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.formats import score as score_words
from products.enums import Answer, EndReason, ListingEvent, Precision, Rank, RatingKind, StartBasis
from products.models import Listing, ProductTransfer, Recognition, ScoreApproval
from products.queries.public import is_public_paper, last_day, status_of
from products.queries.story import ProductStory
from products.rules.days import day_text
from products.rules.public_fields import face_of
from products.rules.steps import ONE_DAY
from products.views.words import day_words, decision_link, source_link

Event = dict[str, Any]
# An event, the day that it is ordered by, and its place among the events of that day.
Dated = tuple[date, int, Event]


def events_of(story: ProductStory, on: date) -> list[Event]:
    """Ratings, approved scores, what ended them and changes of producer."""
    dated: list[Dated] = []
    for rating in story.ratings:
        dated += _rating_events(rating, on)
    for approval in story.approvals:
        dated += _approval_events(approval, on)
    dated += [_transfer_event(transfer) for transfer in story.transfers]
    return [event for _day, _step, event in sorted(dated, key=lambda item: item[:2], reverse=True)]


END_TITLES = {
    EndReason.REVOKED: gettext_lazy("Thu hồi"),
    EndReason.ANNULLED: gettext_lazy("Quyết định bị hủy bỏ"),
    EndReason.RESULT: gettext_lazy("Hết gia hạn"),
}


def _rating_events(rating: Recognition, on: date) -> Iterator[Dated]:
    status = status_of(rating, on)
    yield (
        rating.starts_on,
        2,
        {
            "day": day_words(rating.starts_on, rating.start_precision),
            "title": kind_words(rating.kind),
            "rank": str(rating.stars),
            "status": status,
            "span": span_words(rating, on),
            "text": _rating_text(rating, on),
            "decision": decision_link(rating.decision, on),
            "source": source_link(rating.source_url),
        },
    )
    if rating.ended_on and rating.ended_on <= on and rating.end_reason in END_TITLES:
        yield (
            rating.ended_on,
            3,
            {
                "day": day_text(rating.ended_on),
                "title": END_TITLES[EndReason(rating.end_reason)],
                "status": status,
                "text": rating.end_note,
                "decision": decision_link(rating.end_decision, on),
            },
        )


def kind_words(kind: str) -> str:
    """What a product came for, as a heading."""
    titles = {
        RatingKind.FIRST: _("Công nhận lần đầu"),
        RatingKind.UPGRADE: _("Nâng hạng"),
        RatingKind.RE_RATING: _("Đánh giá lại"),
    }
    return titles[RatingKind(kind)]


def span_words(rating: Recognition, on: date) -> str:
    """From when to when a rating counts."""
    ended_on = rating.ended_on if rating.ended_on and rating.ended_on <= on else None
    last = ended_on - ONE_DAY if ended_on else last_day(rating, on)
    facts = {
        "start": day_text(rating.starts_on),
        "about": day_words(rating.starts_on, rating.start_precision),
        "end": day_text(last),
    }
    if rating.start_precision != Precision.DAY:
        return _("Nguồn chỉ nêu %(about)s; sổ tính hiệu lực từ %(start)s đến hết ngày %(end)s.") % facts
    if ended_on:
        return _("Có hiệu lực từ %(start)s, thôi hiệu lực từ %(end)s.") % {**facts, "end": day_text(ended_on)}
    return _("Hiệu lực từ %(start)s đến hết ngày %(end)s.") % facts


def _rating_text(rating: Recognition, on: date) -> str:
    parts = [
        points_words(rating),
        _basis_words(rating, on),
        _extension_words(rating, on),
        _correction_words(rating, on),
    ]
    return " ".join(part for part in parts if part)


def points_words(row: Recognition | ScoreApproval) -> str:
    """The score and its parts as published."""
    if row.score is None:
        return _("Điểm: không công bố.")
    parts = [score_words(part) for part in (row.score_a, row.score_b, row.score_c) if part is not None]
    facts = {"score": score_words(row.score), "parts": " + ".join(parts)}
    if len(parts) == 3:
        return _("Điểm: %(score)s (phần A, B, C: %(parts)s).") % facts
    return _("Điểm: %(score)s.") % facts


def _basis_words(rating: Recognition, on: date) -> str:
    if rating.start_basis == StartBasis.HANDED_OVER:
        return _("Tính từ ngày trao giấy chứng nhận.")
    if not is_public_paper(rating.decision, on):
        return _("Nguồn không nêu quyết định.")
    return ""


def _extension_words(rating: Recognition, on: date) -> str:
    if last_day(rating, on) == rating.until:
        return ""
    facts = {"until": day_text(rating.until), "day": day_text(last_day(rating, on))}
    return _("Hạn gốc %(until)s, được gia hạn đến %(day)s.") % facts


def _correction_words(rating: Recognition, on: date) -> str:
    paper = rating.restates.void_decision if rating.restates else None
    if paper is None or not is_public_paper(paper, on):
        return ""
    return _("Đã đính chính theo %(decision)s.") % {"decision": paper}


def _approval_events(approval: ScoreApproval, on: date) -> Iterator[Dated]:
    is_open = approval.ended_on is None or approval.ended_on > on
    waiting = _("Đang chờ cấp trung ương công nhận; chưa phải là hạng 5 sao.") if is_open else ""
    yield (
        approval.approved_on,
        1,
        {
            "day": day_words(approval.approved_on, approval.start_precision),
            "title": _("Phê duyệt điểm, đề nghị công nhận 5 sao"),
            "rank": Rank.POTENTIAL if is_open else "",
            "text": " ".join(filter(None, [points_words(approval), waiting])),
            "decision": decision_link(approval.decision, on),
            "source": source_link(approval.source_url),
        },
    )
    if not is_open and approval.ended_on and approval.answer != Answer.RECOGNISED:
        yield (
            approval.ended_on,
            3,
            {
                "day": day_text(approval.ended_on),
                "title": _("Kết thúc đề nghị 5 sao: %(answer)s") % {"answer": approval.get_answer_display()},
                "text": " · ".join(filter(None, [approval.answer_paper, approval.answer_note])),
                "decision": decision_link(approval.answer_decision, on),
            },
        )


def _transfer_event(transfer: ProductTransfer) -> Dated:
    unnamed = _("chủ thể chưa có tên in trong quyết định nào")
    face = face_of(transfer)
    facts = {"giver": face.giver.name or unnamed, "taker": face.taker.name or unnamed}
    event = {
        "day": day_text(transfer.on),
        "title": _("Đổi chủ thể"),
        "text": _("Chuyển từ %(giver)s sang %(taker)s.") % facts,
    }
    return transfer.on, 0, event


def attested_events(listings: list[Listing], on: date) -> list[Event]:
    """What sources attest without an act that stands in the register."""
    return [
        {
            "day": day_words(listing.on, listing.precision),
            "title": ListingEvent(listing.event).label.capitalize(),
            "rank": Rank.POTENTIAL if listing.is_potential else str(listing.stars or ""),
            "text": _("Tên trong nguồn: %(name)s.") % {"name": listing.product_name},
            "decision": decision_link(listing.decision, on),
            "source": source_link(listing.source_url),
        }
        for listing in listings
    ]
