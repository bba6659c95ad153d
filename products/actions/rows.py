"""Writing rows of the ledger: inserting, closing, voiding, restating. Call inside `publishing()`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.models import User
from producers.rules.forms import class_of
from products.enums import Answer, EndReason
from products.models import Certificate, Decision, Level, Recognition, ScoreApproval
from products.paper import Line
from products.rules.codes import new_code
from products.rules.validity import last_valid_day

Row = TypeVar("Row", Recognition, ScoreApproval)


def _snapshot(line: Line) -> dict[str, Any]:
    product, producer = line.product, line.product.producer
    form = line.printed_form or producer.legal_form
    return {
        "product": product,
        "entered_product": product,
        "producer": producer,
        "entered_producer": producer,
        "product_name": line.printed_product or product.name,
        "producer_name": line.printed_producer or producer.name,
        "producer_form": form,
        "producer_class": class_of(form),
        "place": product.place or producer.place,
        "category": product.category,
        "kind": line.kind,
        "score": line.score,
        "score_a": line.score_a,
        "score_b": line.score_b,
        "score_c": line.score_c,
        "source_url": line.source_url,
        "start_basis": line.start_basis,
        "start_precision": line.start_precision,
    }


def insert_rating(
    line: Line, *, level: Level, decision: Decision | None, now: datetime, by: User | None
) -> Recognition:
    """Insert a rating; what it supersedes is closed first, and a later one already known closes it at once."""
    assert line.stars is not None  # a line without stars approves a score
    starts_on = line.first_day(decision.signed_on if decision else None)
    _close_what_it_supersedes(line, starts_on, decision, now, by)
    until = last_valid_day(starts_on, level.regime.validity_months)
    rating = Recognition(
        **_snapshot(line),
        decision=decision,
        stars=line.stars,
        starts_on=starts_on,
        until=until,
        recorded_at=now,
        recorded_by=by,
    )
    later = _ratings_of(line).filter(starts_on__gt=starts_on, starts_on__lte=until).order_by("starts_on").first()
    if later is not None:
        _fill_closing(rating, later.starts_on, EndReason.SUPERSEDED, later.decision, "", now, by)
    rating.save(force_insert=True)
    Certificate.objects.create(code=new_code(), recognition=rating)
    return rating


def _ratings_of(line: Line) -> Any:
    return Recognition.objects.filter(product=line.product, voided_at__isnull=True)


def _close_what_it_supersedes(
    line: Line, starts_on: date, decision: Decision | None, now: datetime, by: User | None
) -> None:
    held = _ratings_of(line).filter(valid__contains=starts_on).select_for_update(of=("self",)).first()
    if held is not None:
        if held.closed_at is None:
            close_rating(held, starts_on, EndReason.SUPERSEDED, decision=decision, note="", now=now, by=by)
        else:
            # It was closed by a later decision that was entered earlier: the row is said anew with the right end.
            why = _("Ghi lại vì một quyết định ở giữa được nhập muộn.")
            restate(
                held,
                why=why,
                now=now,
                by=by,
                ended_on=starts_on,
                end_reason=EndReason.SUPERSEDED,
                end_decision=decision,
            )
    if line.stars == 5:
        approval = ScoreApproval.objects.filter(
            product=line.product, voided_at__isnull=True, open__contains=starts_on, answered_at__isnull=True
        ).first()
        if approval is not None and approval.approved_on < starts_on:
            answer(approval, Answer.RECOGNISED, starts_on, decision=decision, now=now, by=by)


def insert_approval(line: Line, *, decision: Decision | None, now: datetime, by: User | None) -> ScoreApproval:
    """Insert a score approval; a five-star rating already known from a later day answers it at once."""
    approved_on = line.first_day(decision.signed_on if decision else None)
    approval = ScoreApproval(
        **_snapshot(line), decision=decision, approved_on=approved_on, recorded_at=now, recorded_by=by
    )
    five = _ratings_of(line).filter(stars=5, starts_on__gt=approved_on).order_by("starts_on").first()
    if five is not None:
        _fill_answer(approval, Answer.RECOGNISED, five.starts_on, five.decision, "", "", now, by)
    approval.save(force_insert=True)
    Certificate.objects.create(code=new_code(), approval=approval)
    return approval


def close_rating(
    rating: Recognition,
    ended_on: date,
    reason: EndReason,
    *,
    decision: Decision | None,
    note: str,
    now: datetime,
    by: User | None,
) -> None:
    """Close a rating: from `ended_on` on it is no longer in force. Once only."""
    if ended_on <= rating.starts_on:
        raise ActionRefused(
            _("“%(rating)s” không thể thôi hiệu lực trước hoặc đúng ngày bắt đầu.") % {"rating": rating}
        )
    _fill_closing(rating, ended_on, reason, decision, note, now, by)
    rating.save(update_fields=["ended_on", "end_reason", "end_decision", "end_note", "closed_at", "closed_by"])


def _fill_closing(
    rating: Recognition,
    ended_on: date,
    reason: EndReason,
    decision: Decision | None,
    note: str,
    now: datetime,
    by: User | None,
) -> None:
    rating.ended_on, rating.end_reason, rating.end_decision, rating.end_note = ended_on, reason, decision, note
    rating.closed_at, rating.closed_by = now, by


def answer(
    approval: ScoreApproval,
    kind: Answer,
    ended_on: date,
    *,
    decision: Decision | None = None,
    paper: str = "",
    note: str = "",
    now: datetime,
    by: User | None,
) -> None:
    """Answer a score approval; once only."""
    if ended_on <= approval.approved_on:
        raise ActionRefused(_("Trả lời không thể trước hoặc đúng ngày phê duyệt điểm."))
    _fill_answer(approval, kind, ended_on, decision, paper, note, now, by)
    approval.save(
        update_fields=[
            "answer",
            "ended_on",
            "answer_decision",
            "answer_paper",
            "answer_note",
            "answered_at",
            "answered_by",
        ]
    )


def _fill_answer(
    approval: ScoreApproval,
    kind: Answer,
    ended_on: date,
    decision: Decision | None,
    paper: str,
    note: str,
    now: datetime,
    by: User | None,
) -> None:
    approval.answer, approval.ended_on, approval.answer_decision = kind, ended_on, decision
    approval.answer_paper, approval.answer_note = paper, note
    approval.answered_at, approval.answered_by = now, by


def void(row: Row, *, why: str, now: datetime, by: User | None, decision: Decision | None = None) -> None:
    """Mark a row as a wrong entry; it stays."""
    row.voided_at, row.voided_by, row.void_reason, row.void_decision = now, by, why, decision
    row.save(update_fields=["voided_at", "voided_by", "void_reason", "void_decision"])


# Columns that a restated row takes from the voided one; record columns and the end are said anew.
_KEPT_OUT = {"id", "valid", "open", "voided_at", "voided_by", "void_reason", "void_decision", "restates"}
_CLOSING = {"ended_on": None, "end_reason": "", "end_decision": None, "end_note": ""}
_ANSWER = {"answer": "", "ended_on": None, "answer_decision": None, "answer_paper": "", "answer_note": ""}


def restate(
    row: Row, *, why: str, now: datetime, by: User | None, decision: Decision | None = None, **changes: Any
) -> Row:
    """Void a row of a product and insert it again with changes; the check code passes on.

    An end that `changes` gives is stamped as known from now on; `ended_on=None` takes the old end away.
    """
    values = {
        field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in _KEPT_OUT
    }
    if "ended_on" in changes:
        values |= _CLOSING if isinstance(row, Recognition) else _ANSWER
        stamp = now if changes["ended_on"] else None
        doer = by if changes["ended_on"] else None
        values |= (
            {"closed_at": stamp, "closed_by": doer}
            if isinstance(row, Recognition)
            else {"answered_at": stamp, "answered_by": doer}
        )
    void(row, why=why, now=now, by=by, decision=decision)
    new = type(row)(**{**values, **changes, "recorded_at": now, "recorded_by": by, "restates": row})
    new.save(force_insert=True)
    _pass_code(row, new)
    return new


def hand_code_over(old: Recognition | ScoreApproval, new: Recognition | ScoreApproval) -> None:
    """Let the code printed for a voided row show the right one, a rating or a score approval; its own is dropped."""
    new.certificate.delete()
    certificate = old.certificate
    certificate.recognition = new if isinstance(new, Recognition) else None
    certificate.approval = new if isinstance(new, ScoreApproval) else None
    certificate.save(update_fields=["recognition", "approval"])


def _pass_code(old: Row, new: Row) -> None:
    name = "recognition" if isinstance(old, Recognition) else "approval"
    Certificate.objects.filter(**{name: old}).update(**{name: new})
