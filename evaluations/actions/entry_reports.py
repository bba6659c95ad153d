"""Reports and letters about a dossier: the commune's, the advisory team's, the notice of the result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.errors import Reason, refuse_if
from core.files.keeping import keeping_columns
from core.history import record
from core.models import User
from evaluations.actions.opening import opened
from evaluations.enums import ReportKind
from evaluations.models import EntryReport, RoundEntry
from evaluations.permissions.advisory import why_not_report_team
from evaluations.permissions.intake import why_not_notify, why_not_report_screening
from evaluations.permissions.sheets import why_closed_at_all
from products.files import ENTRY_PAPER

WhyNot = Callable[[User, RoundEntry, date], list[Reason]]


def report_screening(
    entry: RoundEntry, *, number: str, dated_on: date, paper: UploadedFile | None = None, by: User
) -> EntryReport:
    """Write down the commune's report, once every topic has its word; raises ActionRefused."""
    return _write(entry, ReportKind.SCREENING, why_not_report_screening, dated_on, paper, by, number=number)


def report_team(
    entry: RoundEntry, *, body: str, conclusion: str, dated_on: date, paper: UploadedFile | None = None, by: User
) -> EntryReport:
    """Write down the advisory team's report on a dossier; raises ActionRefused."""
    return _write(entry, ReportKind.TEAM, why_not_report_team, dated_on, paper, by, body=body, conclusion=conclusion)


def notify_result(
    entry: RoundEntry, *, number: str, dated_on: date, paper: UploadedFile | None = None, by: User
) -> EntryReport:
    """Write down that the result went to the commune and the producer by letter; raises ActionRefused."""
    return _write(entry, ReportKind.NOTICE, why_not_notify, dated_on, paper, by, number=number)


def _write(
    entry: RoundEntry,
    kind: ReportKind,
    why_not: WhyNot,
    dated_on: date,
    paper: UploadedFile | None,
    by: User,
    **said: str,
) -> EntryReport:
    """A report stays; a newer one of its kind takes its place."""
    refuse_if(why_closed_at_all(by, entry.dossier) + why_not(by, entry, dated_on))
    with keeping_columns(paper, ENTRY_PAPER, about=entry, by=by) as columns, transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not(by, entry, dated_on))
        report = EntryReport.objects.create(
            entry=entry, kind=kind, dated_on=dated_on, written_by=by, **said, **columns
        )
        record(entry, f"report:{kind}", by=by, number=report.number, file=report.paper_name)
    return report
