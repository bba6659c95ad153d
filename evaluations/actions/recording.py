"""Verbs of a level that records: what another body found, and the draft of the decision that it leads to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.workflow import move
from evaluations.actions.drafts import start_draft
from evaluations.actions.opening import opened
from evaluations.enums import EntryStatus
from evaluations.models import DecisionDraft, PaperResult, Result, RoundEntry
from evaluations.permissions.dossiers import why_not_unanswered
from evaluations.permissions.recording import (
    why_not_draft_below,
    why_not_draft_result,
    why_not_found,
    why_not_knocked_out,
    why_not_record_result,
)
from evaluations.queries.entries import level_below
from evaluations.rules.outcomes import kept_thresholds
from evaluations.rules.reasons import reason_of
from evaluations.rules.scoring import Agreed, Average, FailedGate, Gate, outcome_at, rate
from products.enums import DecisionKind
from products.models import Level
from products.queries.law import bands_of, rule_of


def record_result(
    entry: RoundEntry,
    *,
    total: Decimal,
    points_a: Decimal | None = None,
    points_b: Decimal | None = None,
    points_c: Decimal | None = None,
    missed: Collection[FailedGate] = (),
    knocked_out: Collection[str] = (),
    excluded: str = "",
    said: str = "",
    paper: str,
    paper_on: date,
    by: User,
) -> Result:
    """Write down what a body above the province found: its total counts as one, `missed` are the minimums it missed.

    `knocked_out` are the criteria by which it excluded the dossier, `excluded` says why it did so as a whole. The
    stars follow from all of them as in a council of ours; `said` are that body's own words. Raises ActionRefused.
    """
    excluded = excluded.strip()
    parts = {"A": points_a, "B": points_b, "C": points_c}
    with transaction.atomic():
        entry = opened(entry, by)
        reasons = why_not_record_result(by, entry, paper, paper_on)
        criteria_set = entry.dossier.criteria_set
        reasons += why_not_found(criteria_set, total, parts, missed)
        refuse_if(reasons + why_not_knocked_out(criteria_set, knocked_out))
        result = _frozen(entry, total, missed, knocked_out, excluded)
        result.points_a, result.points_b, result.points_c = points_a, points_b, points_c
        result.warnings = [said.strip()] if said.strip() else []
        result.paper, result.paper_on, result.frozen_by = paper.strip(), paper_on, by
        result.save()
        if entry.status == EntryStatus.RECEIVED:
            move(entry, EntryStatus.ACCEPTED, by=by)
        move(entry, EntryStatus.SCORED, by=by)
        record(entry, "record_result", by=by, total=str(total), paper=result.paper)
    return result


def _frozen(
    entry: RoundEntry, total: Decimal, missed: Collection[FailedGate], knocked_out: Collection[str], excluded: str
) -> Result:
    """The result, and all that it was judged by; a minimum that was missed is one agreed on as *không đạt*."""
    regime, level, criteria_set = entry.level.regime, rule_of(entry.level), entry.dossier.criteria_set
    bands, has_minimums = bands_of(regime), criteria_set.has_gates or bool(missed)
    found = [Agreed(gate.code, (Gate(gate.star, 1),)) for gate in missed]
    found += [Agreed(code, knocked_out=True) for code in knocked_out]
    rated = rate(Average.of([total]), bands, found, has_minimums=has_minimums, excluded=excluded)
    return Result(
        entry=entry,
        total_sum=total,
        member_count=1,
        shown=total,
        band_stars=rated.band_stars,
        stars=rated.stars,
        outcome=outcome_at(rated, level, gates_block_forwarding=regime.gates_block_forwarding) or "",
        reason=reason_of(rated),
        judged_by={
            "regime": regime.code,
            "level": entry.level.key,
            "article": level.article,
            "set": criteria_set.code,
            "version": criteria_set.version,
            "has_gates": has_minimums,
            "bands": {str(band.stars): str(band.floor) for band in bands},
            **kept_thresholds(level),
            "missed": [[gate.star, gate.code] for gate in rated.failed],
            "knocked_out": list(rated.knocked_out),
            "excluded": {"ground": criteria_set.knock_out, "why": excluded} if excluded else None,
        },
    )


def draft_result(entry: RoundEntry, *, by: User) -> DecisionDraft:
    """Begin the draft of the decision that a recorded result leads to; raises ActionRefused."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_draft_result(by, entry))
        return _draft(entry, entry.level, entry.result.outcome, by)


def draft_below(entry: RoundEntry, *, by: User) -> DecisionDraft:
    """Begin the decision of the level below on what the body above found, without scoring again (26/2026 art. 7.4g).

    Raises ActionRefused, also while the register still waits for that body's answer.
    """
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_draft_below(by, entry) + why_not_unanswered(entry))
        below = level_below(entry.level)
        assert below is not None  # refused above
        facts = {"level": entry.level.name.lower(), "paper": entry.result.paper}
        note = _("Theo kết quả của %(level)s: %(paper)s") % facts
        if entry.result.paper_on is not None:
            note += _(", ngày %(day)s") % {"day": date_format(entry.result.paper_on)}
        return _draft(entry, below, str(entry.result.stars), by, note=note)


def _draft(entry: RoundEntry, level: Level, outcome: str, by: User, note: str = "") -> DecisionDraft:
    """The draft of a level's decision; its one row says the frozen result of the entry."""
    draft = start_draft(DecisionKind.RECOGNISE, level=level, place=entry.place, by=by)
    PaperResult.objects.create(
        draft=draft,
        entry=entry,
        position=1,
        product=entry.dossier.product,
        kind=entry.dossier.kind,
        score=entry.result.shown,
        outcome=outcome,
        note=note,
        updated_by=by,
    )
    return draft
