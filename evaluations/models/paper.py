"""Rows of a round that a decision takes: results taken from paper, or those that a council's scoring came to."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.enums import Outcome
from evaluations.models.dossier import RoundEntry
from evaluations.models.draft import DecisionDraft
from evaluations.models.round import Round
from products.enums import RatingKind
from products.models import Decision, Product, Recognition

SAYS_A_RESULT = """
    IF (OLD.entry_id, OLD.round_id, OLD.score, OLD.outcome)
        IS DISTINCT FROM (NEW.entry_id, NEW.round_id, NEW.score, NEW.outcome)
        OR NEW.kind <> (
            SELECT dossier.kind FROM evaluations_roundentry AS entry
            JOIN evaluations_dossier AS dossier ON dossier.id = entry.dossier_id WHERE entry.id = NEW.entry_id
        ) THEN
        RAISE EXCEPTION 'result: a frozen result does not change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class PaperResult(models.Model):
    """One product's result as a signed sheet or decision says it; frozen once its decision is published.

    A row belongs to a round, or straight to a draft when an old decision is entered without a round. `version` rises
    with each save, so that a save on top of somebody else's is noticed. A row with an `entry` says what the frozen
    Result of that entry came to and never changes; its kind is that of the dossier.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, verbose_name=_("đợt"), related_name="results"
    )
    draft = models.ForeignKey(
        DecisionDraft,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("dự thảo quyết định"),
        related_name="results",
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("quyết định"), related_name="results"
    )
    entry = models.OneToOneField(
        RoundEntry, models.PROTECT, null=True, blank=True, verbose_name=_("lượt đánh giá"), related_name="row"
    )
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    product = models.ForeignKey(Product, models.PROTECT, verbose_name=_("sản phẩm"), related_name="results")
    kind = models.CharField(_("lần đánh giá"), max_length=10, choices=RatingKind.choices, default=RatingKind.FIRST)
    score = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2, null=True, blank=True)
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome.choices, blank=True)
    corrects = models.ForeignKey(
        Recognition, models.PROTECT, null=True, blank=True, verbose_name=_("đính chính"), related_name="+"
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người sửa"), related_name="+"
    )
    updated_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("kết quả nhập từ giấy")
        verbose_name_plural = _("kết quả nhập từ giấy")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "product"], name="result_product_once_in_round"),
            models.UniqueConstraint(
                fields=["draft", "product"],
                condition=models.Q(round__isnull=True),
                name="result_product_once_in_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(round__isnull=False)
                | models.Q(draft__isnull=False)
                | models.Q(decision__isnull=False),
                name="result_has_a_home",
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 100)), name="result_score"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen_once_decided",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__decision__isnull=False),
            ),
            pgtrigger.Trigger(
                name="says_a_frozen_result",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.entry_id IS NOT NULL AND (OLD.entry_id, OLD.round_id, OLD.kind, OLD.score, OLD.outcome) "
                    "IS DISTINCT FROM (NEW.entry_id, NEW.round_id, NEW.kind, NEW.score, NEW.outcome)"
                ),
                func=SAYS_A_RESULT,
            ),
        ]

    def __str__(self) -> str:
        return str(self.product)
