"""Verbs that mend the register: voiding a wrong entry, saying a row rightly, correcting by a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.publishing import publishing
from products.actions.decisions import insert_decision
from products.actions.rows import (
    Row,
    answer,
    close_rating,
    hand_code_over,
    insert_approval,
    insert_rating,
    restate,
    void,
)
from products.enums import Answer, DecisionKind, EndReason, RatingKind
from products.models import Decision, Product, Recognition, ScoreApproval
from products.paper import Correction, Line, Paper, parts_beside
from products.permissions.closing import (
    why_not_answer,
    why_not_end_extension,
    why_not_extend,
    why_not_void,
    why_not_void_decision,
)
from products.permissions.correcting import (
    right_line,
    why_not_add,
    why_not_correct,
    why_not_enter_anew,
    why_not_say,
    without_row_number,
)
from products.permissions.papers import why_not_after_others
from products.rules.validity import day_after_result


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
        _reopen(ended, why, now, by)
    if rating.stars == 5:
        for approval in ScoreApproval.objects.filter(
            product=rating.product, voided_at__isnull=True, answer=Answer.RECOGNISED, ended_on=rating.starts_on
        ):
            restate(approval, why=why, now=now, by=by, ended_on=None)


def _reopen(rating: Recognition, why: str, now: datetime, by: User | None) -> None:
    """Say a closed rating anew as standing, or as ending where the next one of its product starts."""
    later = _next_rating(rating)
    closing: dict[str, Any] = {"ended_on": None}
    if later is not None:
        closing = {"ended_on": later.starts_on, "end_reason": EndReason.SUPERSEDED, "end_decision": later.decision}
    restate(rating, why=why, now=now, by=by, **closing)


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


def void_decision(decision: Decision, *, why: str, by: User | None) -> None:
    """Void a wrongly entered paper with all that it did; its number is free again. Raises ActionRefused."""
    with publishing() as now:
        decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        refuse_if(why_not_void_decision(decision, why, by))
        for rating in decision.recognitions.filter(voided_at__isnull=True).order_by("-starts_on"):
            void(rating, why=why, now=now, by=by)
            _reopen_what_it_ended(rating, now, by)
        for approval in decision.approvals.filter(voided_at__isnull=True):
            void(approval, why=why, now=now, by=by)
        _take_back_closings(decision, now, by)
        decision.voided_at, decision.voided_by, decision.void_reason = now, by, why
        decision.save(update_fields=["voided_at", "voided_by", "void_reason"])
        record(decision, "void_decision", by=by, why=why)


def _take_back_closings(decision: Decision, now: datetime, by: User | None) -> None:
    """What the paper revoked, annulled or answered stands again, up to the rating that came next."""
    why = _("Có lại hiệu lực vì quyết định làm thôi hiệu lực là nhập nhầm.")
    for rating in Recognition.objects.filter(voided_at__isnull=True, end_decision=decision):
        _reopen(rating, why, now, by)
    for approval in ScoreApproval.objects.filter(voided_at__isnull=True, answer_decision=decision):
        restate(approval, why=why, now=now, by=by, ended_on=None)


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
        right = right_line(row, product or row.product, stars, score, kind)
        refuse_if(why_not_void(row, why, by) + why_not_say(row, right, by))
        if _is_same_rating(row, right):
            facts: dict[str, Any] = {"score": score, "kind": kind, **parts_beside(row, score)}
            facts |= {"stars": stars} if isinstance(row, Recognition) else {}
            new: Recognition | ScoreApproval = restate(row, why=why, now=now, by=by, **facts)
        else:
            new = _enter_anew(row, right, why=why, now=now, by=by)
        record(new, "enter_rightly", by=by, why=why, before=_facts(row), after=_facts(new))
    return new


def _is_same_rating(row: Recognition | ScoreApproval, right: Line) -> bool:
    """True when only figures change: nothing that the row ended or answered is touched by them."""
    if right.product.pk != row.product_id or isinstance(row, Recognition) != (right.stars is not None):
        return False
    return not isinstance(row, Recognition) or (row.stars == 5) == (right.stars == 5)


def _enter_anew(row: Row, right: Line, *, why: str, now: datetime, by: User | None) -> Recognition | ScoreApproval:
    """Void a row as if it had never been, then enter the right one into the same decision."""
    refuse_if(why_not_enter_anew(row))
    decision = row.decision
    assert decision is not None  # why_not_enter_anew asked for it
    void(row, why=why, now=now, by=by)
    if isinstance(row, Recognition):
        _reopen_what_it_ended(row, now, by)
    paper = Paper(level=decision.level, issuing_body=decision.issuing_body, signed_on=decision.signed_on)
    refuse_if(without_row_number(why_not_after_others(paper, [right])))
    new: Recognition | ScoreApproval = (
        insert_approval(right, decision=decision, now=now, by=by)
        if right.stars is None
        else insert_rating(right, level=decision.level, decision=decision, now=now, by=by)
    )
    if new.product_id == row.product_id:
        hand_code_over(row, new)
    return new


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


def _facts(row: Recognition | ScoreApproval) -> dict[str, Any]:
    stars = row.stars if isinstance(row, Recognition) else "potential5"
    score = str(row.score) if row.score is not None else ""
    return {"stars": stars, "score": score, "name": row.product_name}


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


def answer_approval(
    approval: ScoreApproval, kind: Answer, *, on: date | None, paper: str, note: str = "", by: User | None
) -> None:
    """Write down that the ministry recognises no five stars, or a withdrawal; a rating in force stays."""
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


def end_extension(rating: Recognition, *, on: date | None, paper: str, by: User | None) -> None:
    """Let an extension end with the result, also one that recognises nothing; raises ActionRefused."""
    with publishing() as now:
        rating = Recognition.objects.select_related("decision").select_for_update(of=("self",)).get(pk=rating.pk)
        refuse_if(why_not_end_extension(rating, on, paper, by))
        assert on is not None  # why_not_end_extension asked for it
        ended_on = day_after_result(rating.until, on)
        close_rating(rating, ended_on, EndReason.RESULT, decision=None, note=paper.strip(), now=now, by=by)
        record(rating, "end_extension", by=by, why=paper.strip(), on=str(on))
