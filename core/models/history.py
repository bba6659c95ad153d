"""The book of acts and its seals."""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.rules.seals import BOOK_ZONE

# The moment of writing, whatever was asked for, and never within a day that is sealed: not even after the server's
# clock was set back.
STAMP = f"""
    NEW.at := greatest(
        clock_timestamp(), (SELECT max(day) + 1 FROM core_historyseal)::timestamp AT TIME ZONE '{BOOK_ZONE}'
    );
    RETURN NEW;
"""  # noqa: S608 - a constant of ours


class HistoryEntry(models.Model):
    """One act: who did what to which thing, when (real time) and why; never changed afterwards."""

    at = models.DateTimeField(_("lúc"), db_default=Now(), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("người làm"), related_name="+"
    )
    verb = models.CharField(_("việc"), max_length=60)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, verbose_name=_("loại"), related_name="+")
    subject_id = models.BigIntegerField(_("mã"))
    subject = GenericForeignKey("subject_type", "subject_id")
    label = models.CharField(_("tên gọi lúc đó"), max_length=300)
    why = models.TextField(_("lý do"), blank=True)
    data = models.JSONField(_("chi tiết"), default=dict, blank=True)
    request = models.UUIDField(_("lần gửi"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="history_subject"),
            models.Index(fields=["-at"], name="history_at"),
            models.Index(fields=["by", "-at"], name="history_by"),
            models.Index(fields=["verb", "-at"], name="history_verb"),
            models.Index(fields=["subject_type", "-at"], name="history_kind"),
            models.Index(fields=["request"], name="history_request", condition=models.Q(request__isnull=False)),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(name="stamped", when=pgtrigger.Before, operation=pgtrigger.Insert, func=STAMP),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.label}"


class HistorySeal(models.Model):
    """A closed day of the book: the hash of each of its entries, chained with the day before."""

    day = models.DateField(_("ngày"), unique=True)
    count = models.PositiveIntegerField(_("số dòng"))
    leaves = models.JSONField(_("dấu băm từng dòng"))
    previous = models.CharField(_("mã ngày trước"), max_length=64, blank=True)
    hash = models.CharField(_("mã niêm phong"), max_length=64)
    sealed_at = models.DateTimeField(_("niêm phong lúc"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("niêm phong nhật ký")
        verbose_name_plural = _("niêm phong nhật ký")
        ordering = ["-day"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
