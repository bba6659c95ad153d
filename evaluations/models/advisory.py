"""The advisory team of a council: who is on it, what it has looked into outside the papers, the samples."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.models import Place
from evaluations.enums import ProbeKind
from evaluations.models.dossier import RoundEntry
from evaluations.models.intake import KeptPaper, answered_once


@pghistory.track()
class AdvisoryTeam(models.Model):
    """The advisory team (tổ tư vấn) of a council's place (26/2026 art. 7.3b, 7.3c)."""

    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("địa bàn"), related_name="advisory_teams")
    name = models.CharField(_("tên tổ"), max_length=200)
    founded_by = models.CharField(_("quyết định thành lập"), max_length=200, blank=True)
    founded_on = models.DateField(_("thành lập ngày"))
    ended_on = models.DateField(_("thôi hoạt động từ ngày"), null=True, blank=True)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ tư vấn")
        verbose_name_plural = _("tổ tư vấn")
        ordering = ["-founded_on", "-pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TeamMember(models.Model):
    """A seat on an advisory team, with an account or none. Seats end, they are never deleted."""

    team = models.ForeignKey(AdvisoryTeam, models.PROTECT, verbose_name=_("tổ tư vấn"), related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("tài khoản"),
        related_name="team_seats",
    )
    full_name = models.CharField(_("họ và tên"), max_length=150)
    unit = models.CharField(_("cơ quan, đơn vị"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    left_on = models.DateField(_("thôi tham gia từ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("thành viên tổ tư vấn")
        verbose_name_plural = _("thành viên tổ tư vấn")
        ordering = ["team", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"],
                condition=models.Q(user__isnull=False, left_on__isnull=True),
                name="team_member_sits_once",
                violation_error_message=_("Người này đã là thành viên của tổ."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class Probe(KeptPaper):
    """A survey on the spot or a test in a laboratory: asked for first, its result attached later, once."""

    entry = models.ForeignKey(RoundEntry, models.PROTECT, verbose_name=_("lượt đánh giá"), related_name="probes")
    kind = models.CharField(_("loại"), max_length=10, choices=ProbeKind.choices)
    what = models.CharField(_("nội dung"), max_length=500)
    of_whom = models.CharField(_("nơi thực hiện"), max_length=200)
    due_on = models.DateField(_("cần có kết quả chậm nhất ngày"), null=True, blank=True)
    asked_at = models.DateTimeField(_("đề nghị lúc"), auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người đề nghị"), related_name="+"
    )
    result = models.TextField(_("kết quả"), blank=True)
    done_on = models.DateField(_("ngày có kết quả"), null=True, blank=True)
    done_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("người ghi kết quả"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("khảo sát, kiểm nghiệm")
        verbose_name_plural = _("khảo sát, kiểm nghiệm")
        ordering = ["entry", "pk"]
        triggers = answered_once("done_at")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"


class Samples(models.Model):
    """How many samples of a product came to a level; a newer row takes the place of an older one."""

    entry = models.ForeignKey(RoundEntry, models.PROTECT, verbose_name=_("lượt đánh giá"), related_name="samples")
    count = models.PositiveSmallIntegerField(_("số mẫu"))
    received_on = models.DateField(_("ngày nhận"))
    noted_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người nhận"), related_name="+"
    )

    class Meta:
        verbose_name = _("sản phẩm mẫu")
        verbose_name_plural = _("sản phẩm mẫu")
        ordering = ["entry", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.entry}: {self.count}"
