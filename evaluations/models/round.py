"""Rounds."""

from __future__ import annotations

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.models import Place
from evaluations.enums import PAPER_STATUSES, RoundStatus, RoundWay
from evaluations.models.council import Council, CouncilMember
from evaluations.rules.steps import ROUND_STEPS
from products.models import Level


@pghistory.track()
class Round(models.Model):
    """A round (đợt) of one level under one version of the law, in one place and year."""

    STEPS = ROUND_STEPS

    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("cấp và quy định"), related_name="rounds")
    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("địa bàn"), related_name="rounds")
    year = models.PositiveSmallIntegerField(
        _("năm đánh giá"), validators=[MinValueValidator(2018), MaxValueValidator(2100)]
    )
    ordinal = models.PositiveSmallIntegerField(_("đợt"), default=1, validators=[MinValueValidator(1)])
    opened_on = models.DateField(_("ngày mở đợt"))
    way = models.CharField(_("cách làm"), max_length=10, choices=RoundWay.choices, default=RoundWay.PAPER)
    council = models.ForeignKey(
        Council, models.PROTECT, null=True, blank=True, verbose_name=_("hội đồng"), related_name="rounds"
    )
    files_before = models.DateField(_("nhận hồ sơ trước ngày"), null=True, blank=True)
    ends_before = models.DateField(_("xong trước ngày"), null=True, blank=True)
    is_extra = models.BooleanField(_("đợt tổ chức thêm"), default=False)
    meets_on = models.DateField(_("ngày họp"), null=True, blank=True)
    present = models.ManyToManyField(CouncilMember, blank=True, verbose_name=_("có mặt"), related_name="meetings")
    delegated_to = models.ForeignKey(
        CouncilMember,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("chủ trì theo ủy quyền"),
        related_name="delegations",
    )
    delegation_paper = models.CharField(_("văn bản ủy quyền"), max_length=100, blank=True)
    delegated_on = models.DateField(_("ủy quyền ngày"), null=True, blank=True)
    status = models.CharField(_("trạng thái"), max_length=20, choices=RoundStatus.choices, default=RoundStatus.OPEN)
    note = models.TextField(_("ghi chú"), blank=True)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt đánh giá")
        verbose_name_plural = _("đợt đánh giá")
        ordering = ["-year", "-ordinal", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "place", "year", "ordinal"],
                condition=~models.Q(status=RoundStatus.CANCELLED),
                name="round_once",
                violation_error_message=_("Đợt này đã có."),
            ),
            models.CheckConstraint(
                condition=models.Q(way=RoundWay.PAPER, status__in=PAPER_STATUSES, council__isnull=True)
                | (models.Q(way=RoundWay.COUNCIL, council__isnull=False) & ~models.Q(status__in=PAPER_STATUSES)),
                name="round_status_fits_way",
            ),
            models.CheckConstraint(
                condition=models.Q(delegated_to__isnull=True, delegation_paper="", delegated_on__isnull=True)
                | (models.Q(delegated_to__isnull=False, delegated_on__isnull=False) & ~models.Q(delegation_paper="")),
                name="round_delegation_whole",
            ),
        ]

    def __str__(self) -> str:
        return _t("Đợt %(ordinal)s năm %(year)s – %(level)s, %(place)s") % {
            "ordinal": self.ordinal,
            "year": self.year,
            "level": self.level.name,
            "place": self.place.name,
        }
