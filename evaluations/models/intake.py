"""What happens to a dossier before the council: slips, findings, what is asked for, reports and letters."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Place
from evaluations.enums import ReportKind, Topic
from evaluations.models.dossier import RoundEntry


def answered_once(stamp: str) -> list[pgtrigger.Trigger]:
    """Guards of a question that stays, and whose answer is written a single time; `stamp` says when."""
    return [
        pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
        pgtrigger.Protect(
            name="answered_once",
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(f"OLD.{stamp} IS NOT NULL"),
        ),
    ]


class KeptPaper(models.Model):
    """A PDF that was handed in with a row."""

    paper = models.CharField(_("tệp"), max_length=200, blank=True)
    paper_name = models.CharField(_("tên tệp đã nộp"), max_length=200, blank=True)
    paper_sha256 = models.CharField(_("dấu băm của tệp"), max_length=64, blank=True)

    class Meta:
        abstract = True


class SlipBook(models.Model):
    """The last slip number that a place gave in a year; it only counts up, so that no number comes twice."""

    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("địa bàn"), related_name="+")
    year = models.PositiveSmallIntegerField(_("năm"))
    last = models.PositiveIntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("sổ số phiếu")
        verbose_name_plural = _("sổ số phiếu")
        ordering = ["place", "year"]
        constraints = [models.UniqueConstraint(fields=["place", "year"], name="slip_book_once")]
        triggers = [
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="counts_up",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.last <= OLD.last"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.year}: {self.last}"


class Finding(models.Model):
    """What the commune found on one topic; a newer word stands beside the older ones and counts."""

    entry = models.ForeignKey(RoundEntry, models.PROTECT, verbose_name=_("lượt đánh giá"), related_name="findings")
    topic = models.CharField(_("nội dung"), max_length=20, choices=Topic.choices)
    holds = models.BooleanField(_("đáp ứng"))
    why = models.CharField(_("nhận xét"), max_length=500)
    said_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người ghi"), related_name="+"
    )

    class Meta:
        verbose_name = _("nội dung đánh giá của xã")
        verbose_name_plural = _("nội dung đánh giá của xã")
        ordering = ["entry", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.why}"


class EntryReport(KeptPaper):
    """A report or letter about a dossier at a level: the commune's, the advisory team's, the notice of the result.

    A newer one of its kind takes the place of an older one, which stays.
    """

    entry = models.ForeignKey(RoundEntry, models.PROTECT, verbose_name=_("lượt đánh giá"), related_name="reports")
    kind = models.CharField(_("loại"), max_length=20, choices=ReportKind.choices)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày"))
    body = models.TextField(_("nội dung"), blank=True)
    conclusion = models.TextField(_("kết luận, đề nghị"), blank=True)
    written_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người ghi"), related_name="+"
    )

    class Meta:
        verbose_name = _("báo cáo, thông báo")
        verbose_name_plural = _("báo cáo, thông báo")
        ordering = ["entry", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.get_kind_display(), self.number]))


class Ask(models.Model):
    """What is missing in a dossier was asked for, until a day."""

    entry = models.ForeignKey(RoundEntry, models.PROTECT, verbose_name=_("lượt đánh giá"), related_name="asks")
    asked_on = models.DateField(_("ngày yêu cầu"))
    due_on = models.DateField(_("bổ sung chậm nhất ngày"), null=True, blank=True)
    asked_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người yêu cầu"), related_name="+"
    )

    class Meta:
        verbose_name = _("yêu cầu bổ sung")
        verbose_name_plural = _("yêu cầu bổ sung")
        ordering = ["entry", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.entry}, {self.asked_on:%d/%m/%Y}"


class AskItem(KeptPaper):
    """One missing thing with what came for it."""

    ask = models.ForeignKey(Ask, models.PROTECT, verbose_name=_("yêu cầu"), related_name="items")
    position = models.PositiveSmallIntegerField(_("thứ tự"), validators=[MinValueValidator(1)])
    what = models.CharField(_("còn thiếu"), max_length=500)
    answer = models.TextField(_("trả lời"), blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    answered_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("người ghi"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("mục cần bổ sung")
        verbose_name_plural = _("mục cần bổ sung")
        ordering = ["ask", "position"]
        constraints = [models.UniqueConstraint(fields=["ask", "position"], name="ask_item_once")]
        triggers = answered_once("answered_at")

    def __str__(self) -> str:
        return self.what
