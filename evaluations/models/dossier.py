"""The dossier and its way through the levels."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.models import Place
from core.untold import Untold
from evaluations.enums import CONCLUDED_ROUNDS, PUT_OFF, DossierStatus, EntryStatus, Outcome
from evaluations.models.criteria import CriteriaSet
from evaluations.models.round import Round
from evaluations.rules.steps import DOSSIER_STEPS, ENTRY_STEPS
from products.enums import RatingKind
from products.models import Level, Product, Regime


@pghistory.track()
class Dossier(models.Model):
    """A product that is put forward once: first, for an upgrade, or again (26/2026 art. 6.1).

    Its regime is that of the filing day and its criteria set stays the same on the whole way.
    """

    STEPS = DOSSIER_STEPS

    product = models.ForeignKey(Product, models.PROTECT, verbose_name=_("sản phẩm"), related_name="dossiers")
    kind = models.CharField(_("lần đánh giá"), max_length=10, choices=RatingKind.choices, default=RatingKind.FIRST)
    regime = models.ForeignKey(Regime, models.PROTECT, verbose_name=_("bộ quy định"), related_name="dossiers")
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, verbose_name=_("bộ tiêu chí"), related_name="dossiers"
    )
    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("nơi nộp"), related_name="dossiers")
    filed_on = models.DateField(_("ngày nộp"))
    aims_at = models.PositiveSmallIntegerField(
        _("hạng đề nghị"), null=True, blank=True, validators=[MinValueValidator(3), MaxValueValidator(5)]
    )
    status = models.CharField(
        _("trạng thái"), max_length=20, choices=DossierStatus.choices, default=DossierStatus.FILED
    )
    note = models.TextField(_("ghi chú"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người nhận"), related_name="+"
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")
        ordering = ["-filed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=models.Q(status=DossierStatus.FILED),
                name="dossier_one_on_the_way",
                violation_error_message=_("Sản phẩm này đang có một hồ sơ chưa xong."),
            )
        ]

    def __str__(self) -> str:
        return str(self.product)


class EntryQuerySet(TerritoryQuerySet):
    """Entries lie where their level sits."""


@pghistory.track()
class RoundEntry(models.Model):
    """One attempt of a dossier at one level; a level may be tried again (26/2026 art. 7.4g)."""

    STEPS = ENTRY_STEPS
    # An act of agreeing is done to the entry and names the option.
    UNTOLD = Untold(frozenset({"discussion", "option"}), until=Q(round__status__in=CONCLUDED_ROUNDS))

    dossier = models.ForeignKey(Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="entries")
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("cấp"), related_name="entries")
    attempt = models.PositiveSmallIntegerField(_("lần"), default=1)
    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("địa bàn"), related_name="entries")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, verbose_name=_("đợt"), related_name="entries"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    arrived_on = models.DateField(_("ngày nhận"))
    slip_year = models.PositiveSmallIntegerField(_("năm của phiếu"), null=True, blank=True)
    slip_number = models.PositiveIntegerField(_("số phiếu trong năm"), null=True, blank=True)
    slip = models.CharField(_("số phiếu tiếp nhận"), max_length=150, blank=True)
    complete_on = models.DateField(_("ngày nhận đủ hồ sơ"), null=True, blank=True)
    listed_on = models.DateField(_("ngày vào đợt"), null=True, blank=True)
    sent_to_members_on = models.DateField(_("ngày gửi thành viên"), null=True, blank=True)
    in_writing = models.BooleanField(_("lấy ý kiến bằng văn bản"), default=False)
    passes = models.PositiveSmallIntegerField(_("lượt chấm"), default=1)
    discussion = models.TextField(_("nội dung thảo luận"), blank=True)
    excused = models.JSONField(_("vắng, không chấm"), default=dict, blank=True)  # why, by the key of the seat
    excluded_for = models.TextField(_("bị loại vì"), blank=True)
    status = models.CharField(
        _("trạng thái"), max_length=20, choices=EntryStatus.choices, default=EntryStatus.RECEIVED
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt đánh giá")
        verbose_name_plural = _("lượt đánh giá")
        ordering = ["round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "level", "attempt"], name="entry_attempt_once"),
            models.UniqueConstraint(fields=["dossier", "round"], name="entry_once_in_round"),
            models.UniqueConstraint(fields=["place", "slip_year", "slip_number"], name="entry_slip_once"),
        ]
        indexes = [models.Index(fields=["round", "position"], name="entry_in_round")]
        triggers = [
            pgtrigger.Protect(
                name="slip_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.slip_number IS NOT NULL AND (OLD.slip_year, OLD.slip_number, OLD.slip) "
                    "IS DISTINCT FROM (NEW.slip_year, NEW.slip_number, NEW.slip)"
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.dossier)

    @property
    def state(self) -> str:
        """Where it stands, in words: an attempt that is not used and came to no result was put off by its council."""
        is_postponed = self.status == EntryStatus.UNUSED and not hasattr(self, "result")
        return str(PUT_OFF) if is_postponed else self.get_status_display()

    @property
    def outcome(self) -> Outcome:
        """What its result came to: what a decision took it for, else what was found; none where nobody takes it."""
        row = getattr(self, "row", None)
        said = row.outcome if row is not None and row.decision_id else self.result.outcome
        return Outcome(said or Outcome.NONE)


class Conflict(models.Model):
    """What a member said before a dossier opened: no conflict of interest, or which one.

    Said once for an entry; a wrong word stays, and a later version with its reason takes its place. An interest holds
    at later entries of the dossier, too (queries/conflicts.py): the first version there may be what corrects it.
    """

    entry = models.ForeignKey(RoundEntry, models.CASCADE, verbose_name=_("lượt đánh giá"), related_name="conflicts")
    member = models.ForeignKey(
        "evaluations.CouncilMember", models.PROTECT, verbose_name=_("thành viên"), related_name="conflicts"
    )
    version = models.PositiveSmallIntegerField(_("bản"), default=1)
    is_conflict = models.BooleanField(_("có liên quan"))
    what = models.CharField(_("liên quan thế nào"), max_length=300, blank=True)
    said_at = models.DateTimeField(_("khai lúc"), auto_now_add=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người khai"), related_name="+"
    )
    why = models.CharField(_("vì sao sửa"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("khai báo liên quan")
        verbose_name_plural = _("khai báo liên quan")
        ordering = ["entry", "member", "version"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "member", "version"], name="conflict_version_once"),
            models.CheckConstraint(
                condition=models.Q(version=1, why="") | (models.Q(version__gt=1) & ~models.Q(why="")),
                name="conflict_corrected_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(is_conflict=False, what="") | (models.Q(is_conflict=True) & ~models.Q(what="")),
                name="conflict_says_what",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.member}: {self.what or '–'}"

    @property
    def is_said_for(self) -> bool:
        """True when somebody else wrote it down, from the member's paper or as a correction."""
        return self.said_by_id != self.member.user_id
