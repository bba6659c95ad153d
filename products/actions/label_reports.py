"""Verbs about labels that may be false: reporting one, and what staff does with a report."""

from __future__ import annotations

from contextlib import ExitStack

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone

from core.clock import today
from core.errors import refuse_if
from core.files.keeping import keeping
from core.history import record
from core.models import Place, User
from core.workflow import move
from products.enums import ReportOutcome, ReportStatus
from products.files import LABEL_PHOTO
from products.models import LabelReport, Product
from products.permissions.label_reports import (
    why_not_close_report,
    why_not_forget_contact,
    why_not_report_label,
    why_not_take_report,
)
from products.queries.label_reports import product_of_code
from products.rules.codes import typed_code

# A label may bear anything; more than this is no code.
LONGEST_CODE = 40


def report_label(
    *, code: str, seen: str, where: str, photo: UploadedFile | None = None, contact: str = "", consent_text: str = ""
) -> LabelReport:
    """Hand in a report; anybody may. Raises ActionRefused, then nothing is kept.

    `consent_text` are the words that the reporter agreed to; without them no contact is taken.
    """
    refuse_if(why_not_report_label(seen, where, contact, has_consent=bool(consent_text)))
    product = product_of_code(code, today())
    report = LabelReport(
        code_text=typed_code(code)[:LONGEST_CODE],
        product=product,
        seen=seen.strip(),
        where=where.strip(),
        contact=contact.strip(),
        consent_text=consent_text if contact.strip() else "",
        reported_on=today(),
    )
    with ExitStack() as stack:
        if photo is not None:
            kept = stack.enter_context(keeping(photo, LABEL_PHOTO, about=_about(product), by=None))
            report.photo, report.photo_sha256 = kept.name, kept.files[kept.name]
            report.photo_original_sha256 = kept.sha256
        with transaction.atomic():
            report.save(force_insert=True)
            record(report, "report_label", by=None)
    return report


def _about(product: Product | None) -> models.Model:
    """What a refused file is noted down with."""
    return product or Place.objects.get(slug=settings.HOME_PROVINCE)


def take_report(report: LabelReport, *, by: User) -> LabelReport:
    """Take a report in hand, so that nobody else does; raises ActionRefused."""
    refuse_if(why_not_take_report(by, report))
    return move(report, ReportStatus.IN_HAND, by=by)


def close_report(report: LabelReport, *, outcome: str, why: str, by: User) -> LabelReport:
    """Close a report with what it came to and why; raises ActionRefused."""
    refuse_if(why_not_close_report(by, report, outcome, why))
    told = {"outcome": ReportOutcome(outcome), "outcome_why": why.strip(), "closed_at": timezone.now()}
    with transaction.atomic():
        LabelReport.objects.filter(pk=report.pk).exclude(status=ReportStatus.DONE).update(**told)
        move(report, ReportStatus.DONE, by=by, why=why.strip(), outcome=outcome)
    report.refresh_from_db()
    return report


def forget_report_contact(report: LabelReport, *, why: str, by: User | None) -> LabelReport:
    """Remove the contact of who reported a label, as the person may ask; no history says it. Raises ActionRefused."""
    with transaction.atomic():
        report = LabelReport.objects.select_for_update(of=("self",)).select_related("product__place").get(pk=report.pk)
        refuse_if(why_not_forget_contact(by, report, why))
        report.contact = ""
        report.save(update_fields=["contact"])
        record(report, "forget_report_contact", by=by, why=why.strip())
    return report
