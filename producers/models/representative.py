"""Who represents a producer: the most guarded table of the register.

It has no row history, is no table of the admin, and is read through producers.actions.representatives alone, which
writes down who read it and why.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.fields import folded
from core.models import Place
from producers.enums import Disability, LegalBasis, Sex
from producers.models.producer import Producer
from producers.rules.ethnicities import ETHNICITIES, UNKNOWN


class RepresentativeQuerySet(TerritoryQuerySet):
    """Representatives lie where their producers lie."""

    place_path = "producer__place"

    def on(self, day: date) -> RepresentativeQuerySet:
        """The representative of each producer on a day: the one that began last."""
        return self.filter(since__lte=day).order_by("producer_id", "-since").distinct("producer_id")


class RepresentativeProfile(models.Model):
    """The person who represents a producer from a day on, until the next one does."""

    producer = models.ForeignKey(
        Producer, models.CASCADE, verbose_name=_("chủ thể"), related_name="representatives", db_index=False
    )
    since = models.DateField(_("đại diện từ ngày"))
    full_name = models.CharField(_("họ và tên"), max_length=150)
    sex = models.CharField(_("giới tính"), max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)
    ethnicity = models.CharField(_("dân tộc"), max_length=10, choices=ETHNICITIES, default=UNKNOWN)
    disability = models.CharField(
        _("khuyết tật"), max_length=10, choices=Disability.choices, default=Disability.UNKNOWN
    )
    residence = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, verbose_name=_("nơi thường trú (xã)"), related_name="+"
    )
    basis = models.CharField(_("căn cứ lưu giữ"), max_length=10, choices=LegalBasis.choices)
    basis_on = models.DateField(_("ngày của căn cứ"))
    basis_text = models.TextField(_("nội dung căn cứ"))
    updated_at = models.DateTimeField(_("sửa lúc"), auto_now=True)
    name_fold = folded("full_name")

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("người đại diện")
        verbose_name_plural = _("người đại diện")
        ordering = ["producer_id", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "since"],
                name="representative_since_once",
                violation_error_message=_("Chủ thể đã có một người đại diện từ đúng ngày này."),
            )
        ]

    def __str__(self) -> str:
        """Never the name: this text goes into lists and messages."""
        return _t("người đại diện từ %(day)s") % {"day": date_format(self.since)}
