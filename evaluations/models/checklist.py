"""The checklist of a dossier as data: what the law and its forms name, and for whom."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.enums import Need
from producers.enums import LegalForm
from products.enums import RatingKind
from products.models import Regime


class ChecklistItem(models.Model):
    """One thing that a dossier may hold under one version of the law; an empty list of a condition is everybody.

    `code` is the same word in every version, so that a paper of a producer is found again under the next law.
    Categories are named by their slugs, with all that stands below them.
    """

    regime = models.ForeignKey(Regime, models.PROTECT, verbose_name=_("bộ quy định"), related_name="checklist")
    code = models.SlugField(_("mã"), max_length=40)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    label = models.CharField(_("tên gọi"), max_length=200)
    hint = models.CharField(_("cần thấy gì"), max_length=300, blank=True)
    article = models.CharField(_("căn cứ"), max_length=200)
    need = models.CharField(_("mức cần"), max_length=10, choices=Need.choices)
    star = models.PositiveSmallIntegerField(
        _("từ hạng"), null=True, blank=True, validators=[MinValueValidator(3), MaxValueValidator(5)]
    )
    kinds = ArrayField(
        models.CharField(max_length=10, choices=RatingKind.choices),
        default=list,
        blank=True,
        verbose_name=_("lần đánh giá"),
    )
    forms = ArrayField(
        models.CharField(max_length=30, choices=LegalForm.choices),
        default=list,
        blank=True,
        verbose_name=_("loại hình chủ thể"),
    )
    categories = ArrayField(
        models.SlugField(max_length=100), default=list, blank=True, verbose_name=_("chỉ cho nhóm sản phẩm")
    )
    not_for = ArrayField(
        models.SlugField(max_length=100), default=list, blank=True, verbose_name=_("trừ nhóm sản phẩm")
    )
    has_dates = models.BooleanField(_("có ngày cấp, thời hạn"), default=False)
    is_of_producer = models.BooleanField(_("dùng chung cho các hồ sơ của chủ thể"), default=False)
    is_current = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("mục kiểm tra hồ sơ")
        verbose_name_plural = _("mục kiểm tra hồ sơ")
        ordering = ["regime", "position"]
        constraints = [
            models.UniqueConstraint(fields=["regime", "code"], name="checklist_code_once"),
            models.CheckConstraint(
                condition=models.Q(need=Need.STAR, star__isnull=False)
                | (~models.Q(need=Need.STAR) & models.Q(star__isnull=True)),
                name="checklist_star_is_said",
            ),
        ]

    def __str__(self) -> str:
        return self.label
