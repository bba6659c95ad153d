"""Verbs of rounds: opening, closing, opening again."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from core.errors import ActionRefused, refuse_if
from core.history import record
from core.models import Place, User
from core.workflow import move
from evaluations.enums import RoundStatus
from evaluations.models import Round
from evaluations.permissions.rounds import (
    already_opened,
    why_not_close_round,
    why_not_open_round,
    why_not_reopen_round,
)
from products.models import Level

ROUND_ONCE = "round_once"  # the constraint of the database


def open_round(
    *, level: Level, place: Place, year: int, ordinal: int, opened_on: date, note: str = "", by: User
) -> Round:
    """Open a round of a level in a place and year; raises ActionRefused."""
    try:
        with transaction.atomic():
            refuse_if(why_not_open_round(by, level, place, year, ordinal, opened_on))
            found = Round.objects.create(
                level=level, place=place, year=year, ordinal=ordinal, opened_on=opened_on, note=note
            )
            record(found, "open_round", by=by)
    except IntegrityError as error:
        # Another person opened it between the check and the writing.
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) != ROUND_ONCE:
            raise
        raise ActionRefused(already_opened(year, ordinal)) from error
    return found


def close_round(found: Round, *, by: User, why: str = "") -> Round:
    """Close a round: its grid takes no more changes; what is not decided stays as it is."""
    with transaction.atomic():
        refuse_if(why_not_close_round(by, _locked(found)))
        return move(found, RoundStatus.CLOSED, by=by, why=why)


def reopen_round(found: Round, *, by: User, why: str = "") -> Round:
    """Open a closed round again."""
    with transaction.atomic():
        refuse_if(why_not_reopen_round(by, _locked(found)))
        return move(found, RoundStatus.OPEN, by=by, why=why)


def _locked(found: Round) -> Round:
    return Round.objects.select_for_update().get(pk=found.pk)
