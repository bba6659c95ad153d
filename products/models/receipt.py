"""Receipts of checks."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckReceipt(models.Model):
    """What the portal answered about a code at one moment: its answer then, and nothing about who asked."""

    code = models.CharField(_("mã biên nhận"), max_length=20, unique=True)
    checked_code = models.CharField(_("mã được kiểm tra"), max_length=20)
    made_at = models.DateTimeField(_("lập lúc"))
    on = models.DateField(_("trả lời theo ngày"))
    answer = models.JSONField(_("câu trả lời"))
    sha256 = models.CharField(_("dấu băm"), max_length=64)

    class Meta:
        verbose_name = _("biên nhận kiểm tra")
        verbose_name_plural = _("biên nhận kiểm tra")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["made_at"], name="receipt_made_at")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.code
