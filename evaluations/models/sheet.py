"""Score sheets: one member's opinion on one dossier, line by line."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.untold import Untold
from evaluations.enums import CONCLUDED_ROUNDS, SheetStatus
from evaluations.models.council import CouncilMember
from evaluations.models.criteria import CriterionNode, Option
from evaluations.models.dossier import RoundEntry
from evaluations.rules.agreed import state_of
from evaluations.rules.steps import SHEET_STEPS

SHEET_IS_OPEN = """
    IF (SELECT status FROM evaluations_scoresheet WHERE id = {row}.sheet_id) <> 'open' THEN
        RAISE EXCEPTION 'sheet: signed sheets do not change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN {row};
"""


@pghistory.track()
class ScoreSheet(models.Model):
    """What a member marks in one pass; a reopened sheet stays as it was and a new version goes on."""

    STEPS = SHEET_STEPS
    # A reader of the book of acts may be a member who still marks, or one with an interest.
    UNTOLD = Untold(frozenset({"comment", "total"}), until=Q(entry__round__status__in=CONCLUDED_ROUNDS))

    entry = models.ForeignKey(RoundEntry, models.PROTECT, verbose_name=_("lượt đánh giá"), related_name="sheets")
    member = models.ForeignKey(CouncilMember, models.PROTECT, verbose_name=_("thành viên"), related_name="sheets")
    pass_number = models.PositiveSmallIntegerField(_("lượt chấm"), default=1)
    version = models.PositiveSmallIntegerField(_("bản"), default=1)
    status = models.CharField(_("trạng thái"), max_length=20, choices=SheetStatus.choices, default=SheetStatus.OPEN)
    comment = models.TextField(_("nhận xét"), blank=True)
    comment_revision = models.PositiveIntegerField(default=0)
    total = models.DecimalField(_("tổng điểm"), max_digits=6, decimal_places=2, null=True, blank=True)
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("người ký"), related_name="+"
    )
    on_paper = models.BooleanField(_("nhập từ phiếu giấy"), default=False)
    scan = models.CharField(_("bản quét"), max_length=200, blank=True)
    scan_sha256 = models.CharField(_("dấu băm bản quét"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("phiếu chấm")
        verbose_name_plural = _("phiếu chấm")
        ordering = ["entry", "member", "pass_number", "version"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "member", "pass_number", "version"], name="sheet_version_once"),
            models.UniqueConstraint(
                fields=["entry", "member", "pass_number"],
                condition=models.Q(status__in=[SheetStatus.OPEN, SheetStatus.SIGNED]),
                name="sheet_one_counts",
            ),
            models.CheckConstraint(
                condition=models.Q(status=SheetStatus.OPEN, signed_at__isnull=True)
                | ~models.Q(status__in=[SheetStatus.OPEN, SheetStatus.SIGNED])
                | models.Q(status=SheetStatus.SIGNED, signed_at__isnull=False, total__isnull=False),
                name="sheet_signed_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'open' AND (OLD.total, OLD.signed_at, OLD.comment, OLD.entry_id, OLD.member_id, "
                    "OLD.scan) IS DISTINCT FROM (NEW.total, NEW.signed_at, NEW.comment, NEW.entry_id, NEW.member_id, "
                    "NEW.scan)"
                ),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.entry}"


class ScoreLine(models.Model):
    """One criterion of a sheet: the option chosen, or points where a sheet has no options; None is unanswered.

    `revision` rises with each save, so that two windows of one member do not overwrite each other.
    """

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, verbose_name=_("phiếu"), related_name="lines")
    criterion = models.ForeignKey(CriterionNode, models.PROTECT, verbose_name=_("tiêu chí"), related_name="+")
    option = models.ForeignKey(
        Option, models.PROTECT, null=True, blank=True, verbose_name=_("phương án"), related_name="+"
    )
    points = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2, null=True, blank=True)
    knocked_out = models.BooleanField(_("đề nghị loại"), default=False)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    class Meta:
        verbose_name = _("dòng chấm")
        verbose_name_plural = _("dòng chấm")
        ordering = ["sheet", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="line_once"),
            models.CheckConstraint(
                condition=models.Q(option__isnull=True) | models.Q(points__isnull=False), name="line_has_points"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name=f"sheet_open_{name}",
                when=pgtrigger.Before,
                operation=operation,
                func=SHEET_IS_OPEN.format(row=row),
            )
            for name, operation, row in (
                ("insert", pgtrigger.Insert, "NEW"),
                ("update", pgtrigger.Update, "NEW"),
                ("delete", pgtrigger.Delete, "OLD"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.points}"


@pghistory.track()
class AgreedLine(models.Model):
    """What the council agreed on for one criterion: it decides the minimum requirements, not the points."""

    UNTOLD = Untold(frozenset({"option", "knocked_out"}), until=Q(entry__round__status__in=CONCLUDED_ROUNDS))

    entry = models.ForeignKey(RoundEntry, models.CASCADE, verbose_name=_("lượt đánh giá"), related_name="agreed")
    criterion = models.ForeignKey(CriterionNode, models.PROTECT, verbose_name=_("tiêu chí"), related_name="+")
    option = models.ForeignKey(
        Option, models.PROTECT, null=True, blank=True, verbose_name=_("phương án thống nhất"), related_name="+"
    )
    knocked_out = models.BooleanField(_("bị loại"), default=False)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("phương án thống nhất")
        verbose_name_plural = _("phương án thống nhất")
        ordering = ["entry", "criterion"]
        constraints = [models.UniqueConstraint(fields=["entry", "criterion"], name="agreed_once")]

    def __str__(self) -> str:
        return f"{self.criterion.code}"

    @property
    def state(self) -> str:
        """What stands here, to tell whether another window wrote something else."""
        return state_of(self.option_id, self.knocked_out, self.note)
