"""What retention finds and removes of things that have files: drafts, reports about labels, papers; and receipts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.clock import today
from core.files.keeping import remove_files
from core.models import HistoryEntry
from core.publishing import publishing
from evaluations.actions.erasing import erase_files
from evaluations.enums import DossierStatus, DraftStatus
from evaluations.models import DecisionDraft, Dossier, DossierPaper, HandedPaper, PaperVersion
from products.enums import ReportStatus
from products.models import CheckReceipt, LabelReport


def moment(days: int) -> datetime:
    """So many days ago by the clock."""
    return timezone.now() - timedelta(days=days)


def day(days: int) -> date:
    """So many days before the business day."""
    return today() - timedelta(days=days)


# --------------------------------------------------------------------- drafts
def old_drafts(days: int) -> QuerySet[DecisionDraft]:
    """Discarded drafts on which no row of results hangs any more."""
    rows = DecisionDraft.objects.filter(status=DraftStatus.DISCARDED, decision__isnull=True, results__isnull=True)
    return rows.filter(updated_at__lt=moment(days))


def remove_drafts(days: int) -> int:
    """Remove such drafts with their scans."""
    papers = [name for name in old_drafts(days).values_list("paper", flat=True) if name]
    count = old_drafts(days).count()
    old_drafts(days).delete()
    transaction.on_commit(lambda: remove_files(papers))
    return count


# --------------------------------------------------------------------- reports about labels
def old_reports(days: int) -> QuerySet[LabelReport]:
    """Reports that were closed so long ago; one that nobody closed is as old after twice the time since it came."""
    closed = Q(status=ReportStatus.DONE, closed_at__lt=moment(days))
    left_lying = ~Q(status=ReportStatus.DONE) & Q(reported_at__lt=moment(2 * days))
    return LabelReport.objects.filter(closed | left_lying)


def contacts_of_reports(days: int) -> QuerySet[LabelReport]:
    """The words that were agreed to stay: they tell nobody's name."""
    return old_reports(days).exclude(contact="")


def remove_reports(days: int) -> int:
    """Remove such reports with their photos."""
    photos = list(old_reports(days).exclude(photo="").values_list("photo", flat=True))
    count = old_reports(days).delete()[0]
    transaction.on_commit(lambda: remove_files(photos))
    return count


# --------------------------------------------------------------------- receipts
def old_receipts(days: int) -> QuerySet[CheckReceipt]:
    """Receipts of checks that were made so long ago."""
    return CheckReceipt.objects.filter(made_at__lt=moment(days))


def remove_receipts(days: int) -> int:
    """Remove such receipts; a new generation, so that no page of one is sent again from memory."""
    with publishing(), pgtrigger.ignore(f"{CheckReceipt._meta.label}:append_only"):
        return old_receipts(days).delete()[0]


# --------------------------------------------------------------------- papers of dossiers
IN_USE = DossierPaper.objects.filter(paper=OuterRef("paper"))
HANDED = HandedPaper.objects.filter(version__paper=OuterRef("paper"))
KEPT = PaperVersion.objects.filter(erased_at__isnull=True)


def unused_files(days: int) -> QuerySet[PaperVersion]:
    """Files of papers that no dossier uses, members never scored on, and nothing was done to for so long."""
    since = moment(days)
    lately_used = DossierPaper.events.rel.related_model.objects.filter(  # type: ignore[attr-defined]
        paper=OuterRef("paper"), pgh_created_at__gte=since
    )
    lately_added = PaperVersion.objects.filter(paper=OuterRef("paper"), added_at__gte=since)
    found = KEPT.filter(~Exists(IN_USE), ~Exists(HANDED), ~Exists(lately_used), ~Exists(lately_added))
    # What was taken out of a dossier says of which producer, not which paper it was: then all of his wait.
    dropped = HistoryEntry.objects.filter(
        verb="drop_paper", at__gte=since, subject_type=ContentType.objects.get_for_model(Dossier)
    )
    lately = Dossier.objects.filter(pk__in=dropped.values("subject_id")).values("product__producer")
    return found.exclude(paper__producer__in=lately)


def files_of_ended_dossiers(days: int) -> QuerySet[PaperVersion]:
    """Files of papers whose dossiers have all been at their end for so long."""
    lately = Dossier.events.rel.related_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=OuterRef("pk"), pgh_created_at__gte=moment(days)
    )
    going = Dossier.objects.filter(Q(status=DossierStatus.FILED) | Exists(lately))
    still = Exists(IN_USE.filter(dossier__in=going)) | Exists(HANDED.filter(entry__dossier__in=going))
    return KEPT.filter(Exists(IN_USE) | Exists(HANDED)).exclude(still)


def erase_for_age(files: QuerySet[PaperVersion]) -> int:
    """Erase files whose time is over; their rows stay and say so."""
    return erase_files(list(files), why=_("hết thời hạn lưu"), by=None)
