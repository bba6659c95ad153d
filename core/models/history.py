"""The book of acts."""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="history_subject"),
            models.Index(fields=["-at"], name="history_at"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.label}"
