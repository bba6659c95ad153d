"""Score sheets as data: a set, its tree of criteria, the options of each."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.enums import Wording
from products.models import Category, Regime

# What a score sheet is made of stays as it is from the first dossier that is scored on it; only words may change.
IN_USE = """
    IF ({since}) IS NOT NULL THEN
        RAISE EXCEPTION 'criteria: the set is in use' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN {row};
"""


def frozen(since: str, words: list[str]) -> list[pgtrigger.Trigger]:
    """Guards of a table: what may happen to a row while its set is in use; `since` is SQL with `{row}` in it."""
    guards = {
        "insert": (pgtrigger.Insert, "NEW"),
        "update": (pgtrigger.Update, "NEW"),
        "delete": (pgtrigger.Delete, "OLD"),
    }
    return [
        pgtrigger.Trigger(
            name=f"frozen_{name}",
            when=pgtrigger.Before,
            operation=operation,
            condition=pgtrigger.AnyChange(exclude=words) if name == "update" else None,
            func=IN_USE.format(since=since.format(row=row), row=row),
        )
        for name, (operation, row) in guards.items()
    ]


WORDS = ["name", "knock_out", "remarks", "source", "wording"]


@pghistory.track()
class CriteriaSet(models.Model):
    """The score sheet of one kind of products under one version of the law; frozen once it is in use."""

    regime = models.ForeignKey(Regime, models.PROTECT, verbose_name=_("bộ quy định"), related_name="criteria_sets")
    code = models.SlugField(_("mã"), max_length=40, unique=True)
    number = models.PositiveSmallIntegerField(_("số bộ"))
    version = models.PositiveSmallIntegerField(_("phiên bản"), default=1)
    name = models.CharField(_("tên bộ tiêu chí"), max_length=200)
    categories = models.ManyToManyField(
        Category, blank=True, verbose_name=_("nhóm sản phẩm"), related_name="criteria_sets"
    )
    samples = models.PositiveSmallIntegerField(_("số mẫu nộp kèm"), default=0)
    knock_out = models.TextField(_("hồ sơ bị loại khi"), blank=True)
    has_gates = models.BooleanField(_("có yêu cầu tối thiểu theo sao"), default=False)
    remarks = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("chỗ cần đối chiếu"))
    source = models.CharField(_("nguồn"), max_length=500, blank=True)
    wording = models.CharField(_("lời văn"), max_length=10, choices=Wording.choices, default=Wording.SHORT)
    in_use_since = models.DateTimeField(_("dùng từ lúc"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("bộ tiêu chí")
        verbose_name_plural = _("các bộ tiêu chí")
        ordering = ["regime", "number", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["regime", "number", "version"], name="criteria_set_version_once")
        ]
        triggers = [guard for guard in frozen("SELECT OLD.in_use_since", WORDS) if guard.name != "frozen_insert"]

    def __str__(self) -> str:
        return self.name


class CriterionNode(models.Model):
    """A part, a heading or a criterion of a set; a criterion is a node without nodes below it.

    `code` is unique in its set. A criterion without options takes points from 0 to `max_points` (sets of which only
    the totals of the parts are known).
    """

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, verbose_name=_("bộ tiêu chí"), related_name="nodes")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, verbose_name=_("thuộc"), related_name="children"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    depth = models.PositiveSmallIntegerField(_("bậc"), validators=[MaxValueValidator(4)])
    part = models.CharField(_("phần"), max_length=1)
    code = models.CharField(_("số hiệu"), max_length=12)
    label = models.TextField(_("tên"))
    hint = models.TextField(_("cách chấm"), blank=True)
    proofs = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("minh chứng gợi ý"))
    knock_out = models.BooleanField(_("có thể bị loại"), default=False)
    max_points = models.PositiveSmallIntegerField(_("điểm tối đa"))
    is_criterion = models.BooleanField(_("chấm điểm"), default=False)
    remark = models.TextField(_("chỗ cần đối chiếu"), blank=True)

    class Meta:
        verbose_name = _("tiêu chí")
        verbose_name_plural = _("tiêu chí")
        ordering = ["criteria_set", "position"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="criterion_code_once"),
            models.UniqueConstraint(fields=["criteria_set", "position"], name="criterion_position_once"),
        ]
        triggers = frozen(
            "SELECT in_use_since FROM evaluations_criteriaset WHERE id = {row}.criteria_set_id",
            ["label", "hint", "proofs", "remark"],
        )

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class Option(models.Model):
    """One answer to a criterion with its points; `min_star` is the star whose minimum it is (26/2026 annex II).

    Every criterion also has the answer *không đạt*: 0 points, and every gate of the criterion is failed.
    """

    criterion = models.ForeignKey(CriterionNode, models.CASCADE, verbose_name=_("tiêu chí"), related_name="options")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    label = models.TextField(_("phương án"))
    points = models.PositiveSmallIntegerField(_("điểm"))
    min_star = models.PositiveSmallIntegerField(
        _("tối thiểu cho hạng"), null=True, blank=True, validators=[MinValueValidator(3), MaxValueValidator(5)]
    )
    case = models.PositiveSmallIntegerField(_("trường hợp"), null=True, blank=True)
    case_label = models.TextField(_("tên trường hợp"), blank=True)
    is_failure = models.BooleanField(_("không đạt"), default=False)

    class Meta:
        verbose_name = _("phương án")
        verbose_name_plural = _("phương án")
        ordering = ["criterion", "position"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "position"], name="option_position_once"),
            models.UniqueConstraint(
                fields=["criterion"], condition=models.Q(is_failure=True), name="option_failure_once"
            ),
            models.CheckConstraint(
                condition=models.Q(is_failure=False) | models.Q(points=0, min_star__isnull=True),
                name="option_failure_is_nothing",
            ),
        ]
        triggers = frozen(
            "SELECT s.in_use_since FROM evaluations_criteriaset s JOIN evaluations_criterionnode n "
            "ON n.criteria_set_id = s.id WHERE n.id = {row}.criterion_id",
            ["label", "case_label"],
        )

    def __str__(self) -> str:
        return self.label
