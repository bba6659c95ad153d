"""Drafts of decisions."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.models import Place
from evaluations.enums import DraftStatus
from evaluations.models.round import Round
from evaluations.rules.steps import DRAFT_STEPS
from products.enums import DecisionKind
from products.models import Decision, Level, Recognition


@pghistory.track()
class DecisionDraft(models.Model):
    """A signed paper as it is being entered; publishing turns it into a Decision and its rows."""

    STEPS = DRAFT_STEPS

    kind = models.CharField(_("loại"), max_length=20, choices=DecisionKind.choices, default=DecisionKind.RECOGNISE)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, verbose_name=_("đợt"), related_name="drafts"
    )
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("cấp và quy định"), related_name="drafts")
    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("địa bàn"), related_name="drafts")
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    issuing_body = models.CharField(_("cơ quan ban hành"), max_length=200)
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    title = models.CharField(_("trích yếu"), max_length=300, blank=True)
    reason = models.TextField(_("lý do, căn cứ"), blank=True)
    paper = models.CharField(_("bản quét"), max_length=200, blank=True)
    paper_name = models.CharField(_("tên tệp đã nộp"), max_length=200, blank=True)
    paper_sha256 = models.CharField(_("dấu băm bản quét"), max_length=64, blank=True)
    annuls = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("hủy bỏ quyết định"), related_name="+"
    )
    revokes = models.ManyToManyField(Recognition, blank=True, verbose_name=_("thu hồi"), related_name="+")
    status = models.CharField(_("trạng thái"), max_length=20, choices=DraftStatus.choices, default=DraftStatus.DRAFT)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("đã thành"), related_name="draft"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người soạn"), related_name="drafts"
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("dự thảo quyết định")
        verbose_name_plural = _("dự thảo quyết định")
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.number or _t("Dự thảo quyết định %(kind)s") % {"kind": self.get_kind_display()}
