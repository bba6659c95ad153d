"""Decisions: signed papers and the record of every row of the ledger."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from core.fields import Fold
from core.ledger import ledger_guard
from core.models import Place
from products.enums import DecisionKind, Precision
from products.models.law import Level
from products.rules.days import day_words

NOT_VOIDED = models.Q(voided_at__isnull=True)


def person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=label, related_name="+"
    )


class Recorded(models.Model):
    """When and by whom a row was entered, and the voiding of a wrong entry."""

    recorded_at = models.DateTimeField(_("ghi lúc"), editable=False)
    recorded_by = person(_("người ghi"))
    voided_at = models.DateTimeField(_("vô hiệu lúc"), null=True, blank=True)
    voided_by = person(_("người vô hiệu"))
    void_reason = models.TextField(_("lý do vô hiệu"), blank=True)

    class Meta:
        abstract = True


@pghistory.track()
class Decision(Recorded):
    """A signed paper and what it does; the issuing body stands as it was named then, forever."""

    kind = models.CharField(_("loại"), max_length=20, choices=DecisionKind.choices)
    slug = models.SlugField(_("địa chỉ"), max_length=120, unique=True)
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("cấp ban hành"), related_name="decisions")
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    precision = models.CharField(
        _("độ chính xác của ngày"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    issuing_body = models.CharField(_("cơ quan ban hành"), max_length=200)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, verbose_name=_("địa bàn"), related_name="decisions"
    )
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    title = models.CharField(_("trích yếu"), max_length=300, blank=True)
    paper = models.CharField(_("bản quét"), max_length=200, blank=True)
    paper_sha256 = models.CharField(_("dấu băm bản quét"), max_length=64, blank=True)
    annuls = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("hủy bỏ"), related_name="annulled_by"
    )
    reason = models.TextField(_("lý do, căn cứ"), blank=True)
    published_count = models.PositiveSmallIntegerField(_("số sản phẩm đã công bố"), null=True, blank=True)
    source_url = models.CharField(_("nguồn"), max_length=500, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("quyết định")
        verbose_name_plural = _("quyết định")
        ordering = [models.F("signed_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                Fold("issuing_body"),
                Fold("number"),
                ExtractYear("signed_on"),
                condition=NOT_VOIDED & ~models.Q(number=""),
                name="decision_number_once_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(precision=Precision.UNKNOWN, signed_on__isnull=True)
                | (~models.Q(precision=Precision.UNKNOWN) & models.Q(signed_on__isnull=False)),
                name="decision_day_and_precision",
            ),
        ]
        triggers = [ledger_guard({"voided_at": ["voided_by_id", "void_reason"]})]

    def __str__(self) -> str:
        return self.number or str(_("Quyết định chưa rõ số"))

    @property
    def day_words(self) -> str:
        """The day of signing as exactly as it is known: 30/03/2021, năm 2020, không rõ ngày."""
        return day_words(self.signed_on, self.precision)
