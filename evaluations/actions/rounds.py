"""Verbs of rounds: opening, closing, opening again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from core.errors import refuse_if
from core.history import record
from core.models import Place, User
from core.workflow import move
from evaluations.enums import RoundStatus
from evaluations.models import Round
from evaluations.permissions.rounds import why_not_close_round, why_not_open_round, why_not_reopen_round
from products.models import Level


def open_round(
    *, level: Level, place: Place, year: int, ordinal: int, opened_on: date, note: str = "", by: User
) -> Round:
    """Open a round of a level in a place and year; raises ActionRefused."""
    with transaction.atomic():
        refuse_if(why_not_open_round(by, level, place, year, ordinal, opened_on))
        found = Round.objects.create(
            level=level, place=place, year=year, ordinal=ordinal, opened_on=opened_on, note=note
        )
        record(found, "open_round", by=by)
    return found


def close_round(found: Round, *, by: User, why: str = "") -> Round:
    """Close a round: its grid takes no more changes; what is not decided stays as it is."""
    refuse_if(why_not_close_round(by, found))
    return move(found, RoundStatus.CLOSED, by=by, why=why)


def reopen_round(found: Round, *, by: User, why: str = "") -> Round:
    """Open a closed round again."""
    refuse_if(why_not_reopen_round(by, found))
    return move(found, RoundStatus.OPEN, by=by, why=why)
