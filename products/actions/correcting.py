"""Verbs that mend the register: voiding a wrong entry, saying a row rightly, correcting by a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Reason, refuse_if
from core.history import record
from core.models import User
from core.publishing import publishing
from core.roles import Act
from products.actions.decisions import insert_decision
from products.actions.rows import answer, restate, void
from products.enums import Answer, DecisionKind, EndReason, RatingKind
from products.models import Decision, Recognition, ScoreApproval
from products.paper import Line, Paper
from products.permissions.closing import why_not_answer, why_not_extend, why_not_void
from products.permissions.papers import why_not_act, why_not_paper, why_not_result, why_not_touch
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
    rating: Recognition, *, stars: int, score: Decimal | None, kind: RatingKind, why: str, by: User | None
) -> Recognition:
    """Void a wrong row and enter it with the right stars, score and kind; the check code passes on."""
    with publishing() as now:
        rating = Recognition.objects.select_for_update(of=("self",)).get(pk=rating.pk)
        refuse_if(why_not_void(rating, why, by) + _why_not_say(rating, stars, score, kind))
        new = restate(rating, why=why, now=now, by=by, stars=stars, score=score, kind=kind)
        record(new, "enter_rightly", by=by, why=why, before=_facts(rating), after=_facts(new))
    return new


def _facts(rating: Recognition) -> dict[str, Any]:
    return {"stars": rating.stars, "score": str(rating.score or ""), "name": rating.product_name}


def _why_not_say(rating: Recognition, stars: int, score: Decimal | None, kind: RatingKind) -> list[Reason]:
    if rating.decision is None:
        return []
    level = rating.decision.level
    return why_not_result(
        Line(product=rating.product, stars=stars, score=score, kind=kind), rule_of(level), bands_of(level.regime)
    )


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
        reasons += _why_not_say(
            rating,
            correction.changes.get("stars", rating.stars),
            correction.changes.get("score", rating.score),
            RatingKind(rating.kind),
        )
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
