"""Verbs of a level that records: what another body found, and the draft of that body's decision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.workflow import move
from evaluations.actions.drafts import start_draft
from evaluations.enums import EntryStatus
from evaluations.models import DecisionDraft, PaperResult, Result, RoundEntry
from evaluations.permissions.recording import why_not_draft_result, why_not_record_result
from evaluations.queries.entries import locked_entry
from evaluations.rules.reasons import reason_of
from evaluations.rules.scoring import Average, outcome_at, rate
from products.enums import DecisionKind
from products.queries.law import bands_of, rule_of


def record_result(
    entry: RoundEntry,
    *,
    total: Decimal,
    points_a: Decimal | None = None,
    points_b: Decimal | None = None,
    points_c: Decimal | None = None,
    missed: str = "",
    paper: str,
    paper_on: date,
    by: User,
) -> Result:
    """Write down what a body above the province found; its total counts as one and its stars follow from it.

    `missed` names the minimums that it found missing, in its own words. Raises ActionRefused.
    """
    parts = {"A": points_a, "B": points_b, "C": points_c}
    with transaction.atomic():
        entry = locked_entry(entry)
        refuse_if(why_not_record_result(by, entry, total, parts))
        regime = entry.level.regime
        bands, level = bands_of(regime), rule_of(entry.level)
        rated = rate(Average.of([total]), bands, [])
        result = Result.objects.create(
            entry=entry,
            total_sum=total,
            member_count=1,
            shown=total,
            points_a=points_a,
            points_b=points_b,
            points_c=points_c,
            band_stars=rated.band_stars,
            stars=rated.stars,
            outcome=outcome_at(rated, level, gates_block_forwarding=regime.gates_block_forwarding) or "",
            reason=reason_of(rated),
            warnings=[missed.strip()] if missed.strip() else [],
            judged_by={"regime": regime.code, "level": entry.level.key, "article": level.article, "paper": paper},
            paper=paper,
            paper_on=paper_on,
            frozen_by=by,
        )
        if entry.status == EntryStatus.RECEIVED:
            move(entry, EntryStatus.ACCEPTED, by=by)
        move(entry, EntryStatus.SCORED, by=by)
        record(entry, "record_result", by=by, total=str(total), paper=paper)
    return result


def draft_result(entry: RoundEntry, *, by: User) -> DecisionDraft:
    """Begin the draft of the decision that a recorded result leads to; raises ActionRefused."""
    with transaction.atomic():
        entry = locked_entry(entry)
        refuse_if(why_not_draft_result(by, entry))
        draft = start_draft(DecisionKind.RECOGNISE, level=entry.level, place=entry.place, by=by)
        PaperResult.objects.create(
            draft=draft,
            entry=entry,
            position=1,
            product=entry.dossier.product,
            kind=entry.dossier.kind,
            score=entry.result.shown,
            outcome=entry.result.outcome,
            updated_by=by,
        )
    return draft
