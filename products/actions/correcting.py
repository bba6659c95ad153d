"""Verbs that mend the register: voiding a wrong entry, saying a row rightly, correcting by a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import ActionRefused, Reason, refuse_if
from core.history import record
from core.models import User
from core.publishing import publishing
from core.roles import Act
from producers.enums import LegalForm
from products.actions.decisions import insert_decision
from products.actions.rows import Row, answer, insert_approval, insert_rating, restate, void
from products.enums import Answer, DecisionKind, EndReason, Precision, RatingKind, StartBasis
from products.models import Decision, Product, Recognition, ScoreApproval
from products.paper import Line, Paper
from products.permissions.closing import why_not_answer, why_not_extend, why_not_void
from products.permissions.papers import (
    why_not_act,
    why_not_after_others,
    why_not_paper,
    why_not_result,
    why_not_touch,
)
from products.queries.law import bands_of, rule_of


def void_rating(rating: Recognition, *, why: str, by: User | None) -> None:
    """Void a wrong entry; a rating or approval that it had ended stands again. Raises ActionRefused."""
    with publishing() as now:
        rating = Recognition.objects.select_for_update(of=("self",)).get(pk=rating.pk)
        refuse_if(why_not_void(rating, why, by))
        void(rating, why=why, now=now, by=by)
        _reopen_what_it_ended(rating, now, by)
        record(rating, "void_rating", by=by, why=why)


def _reopen_what_it_ended(rating: Recognition, now: datetime, by: User | None) -> None:
    why = _("Có lại hiệu lực vì dòng thay thế là nhập nhầm.")
    for ended in Recognition.objects.filter(
        product=rating.product,
        voided_at__isnull=True,
        end_reason=EndReason.SUPERSEDED,
        ended_on=rating.starts_on,
        end_decision=rating.decision,
    ):
        later = _next_rating(ended)
        closing = (
            {"ended_on": later.starts_on, "end_reason": EndReason.SUPERSEDED, "end_decision": later.decision}
            if later
            else {"ended_on": None}
        )
        restate(ended, why=why, now=now, by=by, **closing)
    if rating.stars == 5:
        for approval in ScoreApproval.objects.filter(
            product=rating.product, voided_at__isnull=True, answer=Answer.RECOGNISED, ended_on=rating.starts_on
        ):
            restate(approval, why=why, now=now, by=by, ended_on=None)


def _next_rating(rating: Recognition) -> Recognition | None:
    """The rating of the same product that starts next while this one would still be valid."""
    return (
        Recognition.objects.filter(
            product=rating.product,
            voided_at__isnull=True,
            starts_on__gt=rating.starts_on,
            starts_on__lte=rating.extended_until or rating.until,
        )
        .order_by("starts_on")
        .first()
    )


def void_approval(approval: ScoreApproval, *, why: str, by: User | None) -> None:
    """Void a wrongly entered score approval. Raises ActionRefused."""
    with publishing() as now:
        approval = ScoreApproval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
        refuse_if(why_not_void(approval, why, by))
        void(approval, why=why, now=now, by=by)
        record(approval, "void_approval", by=by, why=why)


def enter_rightly(
    row: Row,
    *,
    stars: int | None,
    score: Decimal | None,
    kind: RatingKind,
    why: str,
    by: User | None,
    product: Product | None = None,
) -> Recognition | ScoreApproval:
    """Void a wrong row and enter it with the right product, stars, score and kind; raises ActionRefused.

    The check code passes on while the product stays the same. `stars` is None for a score approved for five stars.
    """
    with publishing() as now:
        row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
        right = _right_line(row, product or row.product, stars, score, kind)
        refuse_if(why_not_void(row, why, by) + _why_not_say(row, right, by))
        if _is_same_rating(row, right):
            facts: dict[str, Any] = {"score": score, "kind": kind} | (
                {"stars": stars} if isinstance(row, Recognition) else {}
            )
            new: Recognition | ScoreApproval = restate(row, why=why, now=now, by=by, **facts)
        else:
            new = _enter_anew(row, right, why=why, now=now, by=by)
        record(new, "enter_rightly", by=by, why=why, before=_facts(row), after=_facts(new))
    return new


def _first_day(row: Recognition | ScoreApproval) -> date:
    return row.starts_on if isinstance(row, Recognition) else row.approved_on


def _right_line(
    row: Recognition | ScoreApproval, product: Product, stars: int | None, score: Decimal | None, kind: RatingKind
) -> Line:
    printed = (
        {
            "printed_product": row.product_name,
            "printed_producer": row.producer_name,
            "printed_form": LegalForm(row.producer_form),
        }
        if product.pk == row.product_id
        else {}
    )
    return Line(
        product=product,
        stars=stars,
        kind=kind,
        score=score,
        starts_on=_first_day(row),
        start_basis=StartBasis(row.start_basis),
        start_precision=Precision(row.start_precision),
        source_url=row.source_url,
        **printed,  # type: ignore[arg-type]
    )


def _is_same_rating(row: Recognition | ScoreApproval, right: Line) -> bool:
    """True when only figures change: nothing that the row ended or answered is touched by them."""
    if right.product.pk != row.product_id or isinstance(row, Recognition) != (right.stars is not None):
        return False
    return not isinstance(row, Recognition) or (row.stars == 5) == (right.stars == 5)


def _enter_anew(row: Row, right: Line, *, why: str, now: datetime, by: User | None) -> Recognition | ScoreApproval:
    """Void a row as if it had never been, then enter the right one into the same decision."""
    decision = row.decision
    if decision is None:
        raise ActionRefused(_("Dòng này không có quyết định: chỉ sửa được số sao, điểm và lần đánh giá."))
    void(row, why=why, now=now, by=by)
    if isinstance(row, Recognition):
        _reopen_what_it_ended(row, now, by)
    paper = Paper(level=decision.level, issuing_body=decision.issuing_body, signed_on=decision.signed_on)
    refuse_if(_without_row_number(why_not_after_others(paper, [right])))
    if right.stars is None:
        return insert_approval(right, decision=decision, now=now, by=by)
    return insert_rating(right, level=decision.level, decision=decision, now=now, by=by)


def _without_row_number(reasons: Sequence[Reason]) -> list[Reason]:
    return [Reason(reason.text, reason.field.rpartition(".")[2]) for reason in reasons]


def add_to_decision(decision: Decision, line: Line, *, why: str, by: User | None) -> Recognition | ScoreApproval:
    """Enter a row that the paper names and that was forgotten when the decision was published."""
    with publishing() as now:
        decision = Decision.objects.select_related("level__regime").select_for_update(of=("self",)).get(pk=decision.pk)
        refuse_if(why_not_add(decision, line, why, by))
        row: Recognition | ScoreApproval = (
            insert_approval(line, decision=decision, now=now, by=by)
            if line.stars is None
            else insert_rating(line, level=decision.level, decision=decision, now=now, by=by)
        )
        record(row, "add_to_decision", by=by, why=why, decision=decision.pk)
    return row


def why_not_add(decision: Decision, line: Line, why: str, by: User | None) -> list[Reason]:
    """Why a forgotten row cannot be entered into a published decision."""
    reasons = why_not_act(by, Act.CORRECT_REGISTER) + why_not_touch(by, [line.product])
    if not why.strip():
        reasons.append(Reason(_("Cần nêu lý do."), "why"))
    if decision.voided_at is not None or decision.kind not in {DecisionKind.RECOGNISE, DecisionKind.APPROVE_SCORE}:
        reasons.append(Reason(_("Chỉ bổ sung được dòng vào quyết định công nhận hoặc phê duyệt điểm.")))
    if _named_rows(decision, line.product):
        reasons.append(Reason(_("Quyết định này đã có “%(product)s”.") % {"product": line.product}, "product"))
    reasons += why_not_result(line, rule_of(decision.level), bands_of(decision.level.regime))
    paper = Paper(level=decision.level, issuing_body=decision.issuing_body, signed_on=decision.signed_on)
    return reasons + _without_row_number(why_not_after_others(paper, [line]))


def _named_rows(decision: Decision, product: Product) -> bool:
    rows = {"product": product, "voided_at__isnull": True}
    return decision.recognitions.filter(**rows).exists() or decision.approvals.filter(**rows).exists()


def _facts(row: Recognition | ScoreApproval) -> dict[str, Any]:
    stars = row.stars if isinstance(row, Recognition) else "potential5"
    score = str(row.score) if row.score is not None else ""
    return {"stars": stars, "score": score, "name": row.product_name}


def _why_not_say(row: Recognition | ScoreApproval, right: Line, by: User | None) -> list[Reason]:
    reasons = why_not_touch(by, [right.product])
    if row.decision is not None:
        level = row.decision.level
        reasons += why_not_result(right, rule_of(level), bands_of(level.regime))
    return reasons


class Correction:
    """One row that a correcting paper says anew: the rating and the columns that change."""

    def __init__(self, rating: Recognition, **changes: Any) -> None:
        self.rating, self.changes = rating, changes


def correct_ratings(paper: Paper, corrections: Sequence[Correction], *, by: User | None) -> Decision:
    """Enter a correcting decision: each wrong row is voided by it and said rightly from its own first day."""
    with publishing() as now:
        refuse_if(why_not_correct(paper, corrections, by))
        decision = insert_decision(DecisionKind.CORRECT, paper, now=now, by=by)
        for correction in corrections:
            why = _("Đính chính theo %(decision)s.") % {"decision": decision}
            new = restate(correction.rating, why=why, now=now, by=by, decision=decision, **correction.changes)
            record(new, "correct_rating", by=by, why=paper.reason, before=_facts(correction.rating), after=_facts(new))
        record(decision, "correct_ratings", by=by, why=paper.reason)
    return decision


def why_not_correct(paper: Paper, corrections: Sequence[Correction], by: User | None) -> list[Reason]:
    """Why a correcting paper cannot be entered."""
    reasons = why_not_act(by, Act.PUBLISH_DECISION) + why_not_paper(paper)
    reasons += why_not_touch(by, [correction.rating.product for correction in corrections])
    if paper.signed_on is None:
        reasons.append(Reason(_("Cần ngày ký của quyết định."), "signed_on"))
    if not corrections:
        reasons.append(Reason(_("Chưa có dòng nào được đính chính.")))
    for correction in corrections:
        rating = correction.rating
        if rating.voided_at is not None:
            reasons.append(Reason(_("“%(rating)s” là dòng đã vô hiệu.") % {"rating": rating}))
        if not correction.changes:
            reasons.append(Reason(_("“%(rating)s” không có gì thay đổi.") % {"rating": rating}))
        stars, score = (correction.changes.get(name, getattr(rating, name)) for name in ("stars", "score"))
        reasons += _why_not_say(rating, _right_line(rating, rating.product, stars, score, RatingKind(rating.kind)), by)
    return reasons


def answer_approval(
    approval: ScoreApproval, kind: Answer, *, on: date | None, paper: str, note: str = "", by: User | None
) -> None:
    """Write down that the ministry scored under 90, or that the proposal was withdrawn; a rating in force stays."""
    with publishing() as now:
        approval = ScoreApproval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
        refuse_if(why_not_answer(approval, kind, on, paper, by))
        assert on is not None  # why_not_answer asked for it
        answer(approval, kind, on, paper=paper, note=note, now=now, by=by)
        record(approval, "answer_approval", by=by, why=note, answer=str(kind), paper=paper)


def extend_rating(rating: Recognition, *, until: date | None, ground: str, by: User | None) -> None:
    """Extend a rating whose filing window could not be met (26/2026 art. 12.3); once only."""
    with publishing() as now:
        rating = Recognition.objects.select_for_update(of=("self",)).get(pk=rating.pk)
        refuse_if(why_not_extend(rating, until, ground, by))
        rating.extended_until, rating.extension_ground = until, ground
        rating.extended_at, rating.extended_by = now, by
        rating.save(update_fields=["extended_until", "extension_ground", "extended_at", "extended_by"])
        record(rating, "extend_rating", by=by, why=ground, until=str(until))
