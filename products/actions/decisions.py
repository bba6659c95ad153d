"""Verbs that enter a signed paper: each one transaction, refused in words or done whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.formats import date_format

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.permissions.acts import why_not_act
from core.publishing import publishing
from core.roles import Act
from core.text import slug_of
from products.actions.rows import answer, close_rating, insert_approval, insert_rating
from products.enums import Answer, DecisionKind, EndReason
from products.models import Decision, Level, Recognition, ScoreApproval
from products.paper import Line, Paper
from products.permissions.closing import why_not_annul, why_not_revoke
from products.permissions.papers import why_not_issue, why_not_paper
from products.queries.register import standing_approvals, standing_ratings


def insert_decision(kind: DecisionKind, paper: Paper, *, now: datetime, by: User | None, **more: object) -> Decision:
    """Insert the head of a paper; call inside `publishing()`."""
    return Decision.objects.create(
        kind=kind,
        slug=_free_slug(paper),
        level=paper.level,
        number=paper.number,
        signed_on=paper.signed_on,
        precision=paper.precision,
        issuing_body=paper.issuing_body,
        place=paper.place,
        signer=paper.signer,
        title=paper.title,
        reason=paper.reason,
        paper=paper.scan,
        paper_sha256=paper.scan_sha256,
        published_count=paper.published_count,
        source_url=paper.source_url,
        note=paper.note,
        recorded_at=now,
        recorded_by=by,
        **more,
    )


def _free_slug(paper: Paper) -> str:
    day = f"{paper.signed_on:%Y-%m-%d}" if paper.signed_on else "chua-ro-ngay"
    stem = f"{slug_of(paper.number or paper.issuing_body)}-{day}"
    slug, count = stem, 1
    while Decision.objects.filter(slug=slug).exists():
        count += 1
        slug = f"{stem}-{count}"
    return slug


def issue_decision(paper: Paper, lines: Sequence[Line], *, by: User | None) -> Decision:
    """Publish a decision that recognises stars and approves scores; raises ActionRefused with every reason.

    It is of the kind `approve_score` when it only approves scores. Ratings that the products hold are closed on the
    first day of the new ones; an open approval is answered by a five-star rating.
    """
    with publishing() as now:
        refuse_if(why_not_issue(paper, lines, by))
        only_scores = all(line.stars is None for line in lines)
        kind = DecisionKind.APPROVE_SCORE if only_scores else DecisionKind.RECOGNISE
        decision = insert_decision(kind, paper, now=now, by=by)
        _insert_lines(lines, paper.level, decision, now, by)
        record(decision, "issue_decision", by=by, lines=[_said(line) for line in lines])
    return decision


def attest_ratings(level: Level, lines: Sequence[Line], *, by: User | None) -> list[Recognition | ScoreApproval]:
    """Enter ratings that a source attests without naming their decision; each line carries its own first day."""
    with publishing() as now:
        paper = Paper(level=level, issuing_body="")
        refuse_if(why_not_issue(paper, lines, by))
        rows = _insert_lines(lines, level, None, now, by)
        for row in rows:
            record(row, "attest_rating", by=by)
    return rows


def attest_decision(paper: Paper, *, by: User | None) -> Decision:
    """Enter the head of a recognising decision whose products or stars no source gives."""
    with publishing() as now:
        refuse_if(why_not_act(by, Act.PUBLISH_DECISION) + why_not_paper(paper))
        decision = insert_decision(DecisionKind.RECOGNISE, paper, now=now, by=by)
        record(decision, "attest_decision", by=by)
    return decision


def _insert_lines(
    lines: Sequence[Line], level: Level, decision: Decision | None, now: datetime, by: User | None
) -> list[Recognition | ScoreApproval]:
    return [
        insert_approval(line, decision=decision, now=now, by=by)
        if line.stars is None
        else insert_rating(line, level=level, decision=decision, now=now, by=by)
        for line in lines
    ]


def _said(line: Line) -> dict[str, object]:
    return {
        "product": line.product.pk,
        "name": line.printed_product or line.product.name,
        "stars": line.stars or "potential5",
        "score": str(line.score) if line.score is not None else None,
        "kind": str(line.kind),
    }


def revoke_ratings(paper: Paper, ratings: Sequence[Recognition], *, by: User | None) -> Decision:
    """Revoke ratings from the day of the decision on (26/2026 art. 8); raises ActionRefused."""
    with publishing() as now:
        refuse_if(why_not_revoke(paper, ratings, by))
        decision = insert_decision(DecisionKind.REVOKE, paper, now=now, by=by)
        for rating in ratings:
            assert paper.signed_on is not None  # why_not_revoke asked for it
            close_rating(
                rating, paper.signed_on, EndReason.REVOKED, decision=decision, note=paper.reason, now=now, by=by
            )
            record(rating, "revoke_rating", by=by, why=paper.reason, decision=decision.pk)
        record(decision, "revoke_ratings", by=by, why=paper.reason, ratings=[rating.pk for rating in ratings])
    return decision


def annul_decision(paper: Paper, annulled: Decision, *, by: User | None) -> Decision:
    """Annul a decision: what it recognised or approved and still stands ends on the day of the annulling paper."""
    with publishing() as now:
        refuse_if(why_not_annul(paper, annulled, by))
        decision = insert_decision(DecisionKind.ANNUL, paper, now=now, by=by, annuls=annulled)
        assert paper.signed_on is not None  # why_not_annul asked for it
        for rating in standing_ratings(annulled, paper.signed_on):
            close_rating(
                rating, paper.signed_on, EndReason.ANNULLED, decision=decision, note=paper.reason, now=now, by=by
            )
        for approval in standing_approvals(annulled):
            answer(approval, Answer.ANNULLED, paper.signed_on, decision=decision, note=paper.reason, now=now, by=by)
        record(
            decision,
            "annul_decision",
            by=by,
            why=paper.reason,
            annulled=annulled.pk,
            day=date_format(paper.signed_on, "Y-m-d"),
        )
    return decision
