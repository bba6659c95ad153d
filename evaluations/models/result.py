"""Results: arithmetic, frozen when scoring closes."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.enums import Outcome
from evaluations.models.dossier import RoundEntry


class Result(models.Model):
    """What an entry came to: the sum of the members' totals and all that it was judged by; never written again.

    The average is `total_sum` ÷ `member_count` and stands nowhere rounded; `shown` is what people read. A recorded
    result is another body's: its total counts as one.
    """

    entry = models.OneToOneField(RoundEntry, models.PROTECT, verbose_name=_("lượt đánh giá"), related_name="result")
    total_sum = models.DecimalField(_("cộng điểm"), max_digits=8, decimal_places=2)
    member_count = models.PositiveSmallIntegerField(_("số phiếu"))
    shown = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2)
    points_a = models.DecimalField(_("phần A"), max_digits=5, decimal_places=2, null=True, blank=True)
    points_b = models.DecimalField(_("phần B"), max_digits=5, decimal_places=2, null=True, blank=True)
    points_c = models.DecimalField(_("phần C"), max_digits=5, decimal_places=2, null=True, blank=True)
    band_stars = models.PositiveSmallIntegerField(_("hạng theo điểm"))
    stars = models.PositiveSmallIntegerField(_("hạng theo điểm và yêu cầu tối thiểu"))
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("vì sao"))
    warnings = models.JSONField(_("lưu ý"), default=list, blank=True)
    judged_by = models.JSONField(_("căn cứ tính"))
    paper = models.CharField(_("văn bản"), max_length=200, blank=True)
    paper_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("chốt lúc"), auto_now_add=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người chốt"), related_name="+"
    )

    class Meta:
        verbose_name = _("kết quả")
        verbose_name_plural = _("kết quả")
        ordering = ["entry"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.entry}: {self.shown}"
