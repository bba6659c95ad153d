"""Verbs of what is missing in a dossier: asking item by item, answering each, taking the dossier up again."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from core.clock import today
from core.errors import refuse_if
from core.files.keeping import keeping_columns
from core.history import record
from core.models import User
from core.workflow import move
from evaluations.actions.opening import opened
from evaluations.enums import EntryStatus
from evaluations.models import Ask, AskItem, RoundEntry
from evaluations.permissions.intake import why_not_answer, why_not_ask, why_not_receive_more
from evaluations.permissions.sheets import why_closed_at_all
from products.files import ENTRY_PAPER


def ask_for_more(entry: RoundEntry, *, items: list[str], due_on: date | None = None, by: User) -> Ask:
    """Ask for what is missing, item by item: the clock of a full dossier stops. Raises ActionRefused."""
    with transaction.atomic():
        entry = opened(entry, by)
        wanted = [what.strip() for what in items if what.strip()]
        refuse_if(why_not_ask(by, entry, wanted, due_on))
        RoundEntry.objects.filter(pk=entry.pk).update(complete_on=None)
        move(entry, EntryStatus.INCOMPLETE, by=by, why="; ".join(wanted))
        ask = Ask.objects.create(entry=entry, asked_on=today(), due_on=due_on, asked_by=by)
        AskItem.objects.bulk_create(
            AskItem(ask=ask, position=position, what=what) for position, what in enumerate(wanted, start=1)
        )
    return ask


def answer_item(item: AskItem, *, answer: str, paper: UploadedFile | None = None, by: User) -> AskItem:
    """Write down what came for one item, once; raises ActionRefused."""
    refuse_if(why_closed_at_all(by, item.ask.entry.dossier) + why_not_answer(by, item))
    with keeping_columns(paper, ENTRY_PAPER, about=item.ask.entry, by=by) as columns, transaction.atomic():
        opened(item.ask.entry, by)
        item = AskItem.objects.select_related("ask__entry__dossier").select_for_update(of=("self",)).get(pk=item.pk)
        refuse_if(why_not_answer(by, item))
        written = {"answer": answer, "answered_on": today(), "answered_at": timezone.now(), "answered_by": by}
        for name, value in (written | columns).items():
            setattr(item, name, value)
        item.save()
        record(item.ask.entry, "answer_item", by=by, what=item.what, file=item.paper_name)
    return item


def receive_more(entry: RoundEntry, *, by: User, why: str = "") -> RoundEntry:
    """Take a dossier up again once everything that was asked for has its answer; raises ActionRefused."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_receive_more(by, entry))
        return move(entry, EntryStatus.RECEIVED, by=by, why=why)
