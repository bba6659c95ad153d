"""Verbs of the plan of a council's round: making it, mending it, giving it up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from core.errors import refuse_if
from core.history import record
from core.models import Place, User
from core.workflow import move
from evaluations.enums import RoundStatus, RoundWay
from evaluations.models import Council, Round
from evaluations.permissions.council_rounds import why_not_plan_round
from evaluations.permissions.round_plans import why_not_cancel, why_not_days, why_not_edit_round
from evaluations.queries.entries import window_of
from evaluations.rules.days import Window
from products.models import Level


def plan_round(
    *,
    level: Level,
    place: Place,
    council: Council,
    year: int,
    ordinal: int,
    opened_on: date,
    files_before: date | None = None,
    ends_before: date | None = None,
    meets_on: date | None = None,
    note: str = "",
    by: User,
) -> Round:
    """Plan a round of a council; its days come from the law's window, and one beyond those is an extra round.

    Where the law has no window both days may be typed. Raises ActionRefused.
    """
    window = window_of(level, year, ordinal)
    is_extra = window is None and level.windows.exists()
    with transaction.atomic():
        refuse_if(
            why_not_plan_round(by, level, place, council, year, ordinal, opened_on, is_extra=is_extra)
            + why_not_days(window, files_before, ends_before)
        )
        found = Round.objects.create(
            level=level,
            place=place,
            council=council,
            year=year,
            ordinal=ordinal,
            opened_on=opened_on,
            way=RoundWay.COUNCIL,
            status=RoundStatus.PLANNED,
            **_days_of(window, files_before, ends_before),
            is_extra=is_extra,
            meets_on=meets_on,
            note=note,
        )
        record(found, "plan_round", by=by)
    return found


def edit_round(
    found: Round,
    *,
    council: Council,
    ordinal: int,
    opened_on: date,
    files_before: date | None = None,
    ends_before: date | None = None,
    meets_on: date | None = None,
    note: str = "",
    by: User,
) -> Round:
    """Mend the plan of a round; the law's window says its days again. Raises ActionRefused.

    Once scoring has begun only the day of the meeting and the note change, until the round is concluded.
    """
    with transaction.atomic():
        found = _locked(found)
        window = window_of(found.level, found.year, ordinal)
        facts: dict[str, Any] = {"council": council, "ordinal": ordinal, "opened_on": opened_on, "note": note}
        facts |= {"meets_on": meets_on, "is_extra": window is None and found.level.windows.exists()}
        facts |= _days_of(window, files_before, ends_before)
        changed = {name: value for name, value in facts.items() if getattr(found, name) != value}
        refuse_if(why_not_edit_round(by, found, changed) + why_not_days(window, files_before, ends_before))
        before = {name: str(getattr(found, name) or "") for name in changed}
        for name, value in changed.items():
            setattr(found, name, value)
        if changed:
            found.save(update_fields=list(changed))
            after = {name: str(value or "") for name, value in changed.items()}
            record(found, "edit_round", by=by, before=before, after=after)
    return found


def cancel_round(found: Round, *, why: str, by: User) -> Round:
    """Give up a round that has no dossier; its number is free again. Raises ActionRefused."""
    with transaction.atomic():
        found = _locked(found)
        refuse_if(why_not_cancel(by, found, why))
        return move(found, RoundStatus.CANCELLED, by=by, why=why.strip())


def _days_of(window: Window | None, files_before: date | None, ends_before: date | None) -> dict[str, date | None]:
    """The law's days, or those that were typed where it has none."""
    if window is not None:
        files_before, ends_before = window.files_before, window.ends_before
    return {"files_before": files_before, "ends_before": ends_before}


def _locked(found: Round) -> Round:
    return Round.objects.select_related("council", "level", "place").select_for_update(of=("self",)).get(pk=found.pk)
