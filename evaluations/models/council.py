"""The council: who sits on it and by which regulation it works."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.models import Place
from evaluations.enums import MemberRole, Reveal


@pghistory.track()
class Council(models.Model):
    """A council (hội đồng) of one place with its regulation (quy chế) as settings (26/2026 art. 7.3b).

    The law leaves quorum, spread and passes to the regulation; the defaults are what provinces have published.
    """

    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("địa bàn"), related_name="councils")
    name = models.CharField(_("tên hội đồng"), max_length=200)
    founded_by = models.CharField(_("quyết định thành lập"), max_length=200, blank=True)
    founded_on = models.DateField(_("thành lập ngày"))
    regulation = models.CharField(_("quyết định ban hành quy chế"), max_length=200, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(
        _("họp được khi có mặt ít nhất (%)"), default=75, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    spread_limit = models.DecimalField(
        _("chênh lệch cho phép giữa các thành viên (điểm)"),
        max_digits=4,
        decimal_places=1,
        default=Decimal(10),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    passes = models.PositiveSmallIntegerField(
        _("số lượt chấm nhiều nhất"), default=2, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    reveal = models.CharField(
        _("điểm của thành viên khác hiện khi"), max_length=10, choices=Reveal.choices, default=Reveal.ALL_SIGNED
    )
    days_before = models.PositiveSmallIntegerField(
        _("gửi hồ sơ cho thành viên trước khi chấm (ngày làm việc)"), default=2, validators=[MaxValueValidator(30)]
    )
    allows_extra_rounds = models.BooleanField(_("được tổ chức thêm đợt"), default=False)
    allows_writing = models.BooleanField(_("đánh giá lại được lấy ý kiến bằng văn bản"), default=True)
    days_in_writing = models.PositiveSmallIntegerField(
        _("lấy ý kiến bằng văn bản xong trong (ngày, từ khi đủ hồ sơ)"),
        default=45,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("hội đồng")
        verbose_name_plural = _("hội đồng")
        ordering = ["-founded_on", "-pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class CouncilMember(models.Model):
    """A seat on a council; without an account its sheets come from paper. Seats end, they are never deleted."""

    council = models.ForeignKey(Council, models.CASCADE, verbose_name=_("hội đồng"), related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("tài khoản"),
        related_name="seats",
    )
    full_name = models.CharField(_("họ và tên"), max_length=150)
    unit = models.CharField(_("cơ quan, đơn vị"), max_length=200, blank=True)
    role = models.CharField(_("vai trò"), max_length=20, choices=MemberRole.choices, default=MemberRole.MEMBER)
    scores = models.BooleanField(_("chấm điểm"), default=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    left_on = models.DateField(_("thôi tham gia từ ngày"), null=True, blank=True)
    # For likely ties alone: who runs the council sees them, and they are removed some time after the seat ended.
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=250, blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("thành viên hội đồng")
        verbose_name_plural = _("thành viên hội đồng")
        ordering = ["council", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user"],
                condition=models.Q(user__isnull=False, left_on__isnull=True),
                name="member_sits_once",
                violation_error_message=_("Người này đã là thành viên của hội đồng."),
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=models.Q(role="chair", left_on__isnull=True),
                name="council_one_chair",
                violation_error_message=_("Hội đồng đã có chủ tịch."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
