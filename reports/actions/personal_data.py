"""Answering people about their data: each look and each request stands in the book of acts, no value does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction

from core.errors import refuse_if
from core.history import record, record_all
from core.models import Generation, HistoryEntry, User
from reports.permissions.personal_data import why_not_answer, why_not_handle, why_not_receive, why_not_show
from reports.queries.held import Section
from reports.queries.personal_data import Found, Kind, find_matches, things_of, told_by_representative
from reports.rules.working_days import answer_due


def find_person(text: str, *, why: str, by: User) -> Found:
    """What may be about a person; that somebody looked is written down, not for whom. Raises ActionRefused.

    A producer that was found by the name of a representative keeps that in its own history, as every reading of one.
    """
    with transaction.atomic():
        refuse_if(why_not_handle(by, why))
        found, why = find_matches(by, text), why.strip()
        record(by, "find_person", by=by, why=why, found=len(found.matches))
        told = told_by_representative(text, found)
        record_all([(producer, {}) for producer in told], "find_representative", by=by, why=why)
        return found


def show_personal_data(
    refs: Iterable[str], *, why: str, by: User, form: str
) -> list[tuple[Kind, models.Model, list[Section]]]:
    """All that is held about the things named, after each look was written down. Raises ActionRefused."""
    with transaction.atomic():
        things = things_of(by, refs)
        refuse_if(why_not_show(by, things, why))
        for _kind, thing in things:
            record(thing, "show_personal_data", by=by, why=why.strip(), form=form)
        return [(kind, thing, list(kind.sections(thing, by))) for kind, thing in things]


def receive_request(refs: Iterable[str], *, right: str, on: date | None, why: str, by: User) -> HistoryEntry:
    """Note that a person asked for something on a day; gives the entry with the day by which to answer.

    It is noted with the first thing named, or with none of the register when nothing was found.
    """
    with transaction.atomic():
        refuse_if(why_not_receive(by, on, why))
        assert on is not None  # refused above
        things: list[tuple[Kind, Any]] = things_of(by, refs)
        about = things[0][1] if things else Generation.objects.get(pk=1)
        due = answer_due(on)
        return record(
            about, "receive_data_request", by=by, why=why.strip(), right=right, received=str(on), due=str(due)
        )


def answer_request(request: HistoryEntry, *, why: str, by: User) -> HistoryEntry:
    """Note what was answered to a request. Raises ActionRefused."""
    with transaction.atomic():
        Generation.objects.select_for_update().get(pk=1)  # one after another: a request is answered once
        refuse_if(why_not_answer(by, request, why))
        return record(request, "answer_data_request", by=by, why=why.strip(), request=request.pk)
