"""The papers of producers, their files, and which of them a dossier uses."""

from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.ledger import LedgerGuard
from evaluations.models.checklist import ChecklistItem
from evaluations.models.dossier import Dossier, RoundEntry
from evaluations.rules.papers import erased_words
from producers.models import Producer


class PaperQuerySet(TerritoryQuerySet):
    """Papers lie where their producer sits."""

    place_path = "producer__place"

    def with_file(self) -> PaperQuerySet:
        """The papers whose newest file was not erased."""
        newest = PaperVersion.objects.filter(paper=models.OuterRef("pk")).order_by("-number")
        return self.alias(gone=models.Subquery(newest.values("erased_at")[:1])).filter(gone__isnull=True)


class PaperFacts(models.Model):
    """What is written on a paper."""

    name = models.CharField(_("tên giấy tờ"), max_length=200)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_by = models.CharField(_("nơi cấp"), max_length=200, blank=True)
    issued_on = models.DateField(_("ngày cấp"), null=True, blank=True)
    expires_on = models.DateField(_("có hiệu lực đến hết ngày"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} {self.number}".strip()

    @property
    def facts(self) -> dict[str, Any]:
        """What is written on it, by column."""
        return {field.name: getattr(self, field.name) for field in PaperFacts._meta.fields}


@pghistory.track()
class Paper(PaperFacts):
    """One paper of a producer with its own days; a renewed one is another paper, a better scan another version.

    `kind` is the code of the checklist items that it answers, whatever version of the law they belong to.
    """

    producer = models.ForeignKey(Producer, models.PROTECT, verbose_name=_("chủ thể"), related_name="papers")
    kind = models.SlugField(_("loại giấy tờ"), max_length=40)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy tờ")
        verbose_name_plural = _("giấy tờ")
        ordering = ["producer", "kind", "-pk"]
        indexes = [models.Index(fields=["expires_on"], name="paper_expires")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(issued_on__isnull=True)
                | models.Q(expires_on__isnull=True)
                | models.Q(expires_on__gte=models.F("issued_on")),
                name="paper_expires_later",
            )
        ]


# What is emptied when a file is erased, and what is written then: once, and nothing else ever changes.
OF_THE_FILE = ("file", "file_name", "content_type", "size", "sha256", "original_sha256")
OF_ERASING = ("erased_at", "erased_by_id", "erased_why")
ERASED_ONCE = """
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'paper version: rows are never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL
        OR (OLD.id, OLD.paper_id, OLD.number, OLD.added_at, OLD.added_by_id)
            IS DISTINCT FROM (NEW.id, NEW.paper_id, NEW.number, NEW.added_at, NEW.added_by_id) THEN
        RAISE EXCEPTION 'paper version: a row only changes as its file is erased'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""
IS_THERE = models.Q(erased_at__isnull=True, erased_by__isnull=True, erased_why="") & ~models.Q(file="")
NOTHING_LEFT = {name: 0 if name == "size" else "" for name in OF_THE_FILE}
IS_ERASED = models.Q(erased_at__isnull=False, **NOTHING_LEFT) & ~models.Q(erased_why="")


class PaperVersion(models.Model):
    """A file of a paper as it was handed in: never changed; a new upload is a new version.

    The file alone may be erased, once and for a reason; the row stays and says so. `erased_by` is empty where its time
    was over.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, verbose_name=_("giấy tờ"), related_name="versions")
    number = models.PositiveSmallIntegerField(_("bản"))
    file = models.CharField(_("tệp"), max_length=200)
    file_name = models.CharField(_("tên tệp"), max_length=255)
    content_type = models.CharField(_("loại tệp"), max_length=40)
    size = models.PositiveIntegerField(_("số byte"))
    sha256 = models.CharField(_("dấu băm"), max_length=64)
    # Of a picture, which is drawn anew, another one than that of the file that lies here; older rows do not know it.
    original_sha256 = models.CharField(_("dấu băm của tệp đã nộp"), max_length=64, blank=True)
    added_at = models.DateTimeField(_("nhận lúc"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người nhận"), related_name="+"
    )
    erased_at = models.DateTimeField(_("xóa tệp lúc"), null=True, blank=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("người xóa tệp"),
        related_name="+",
    )
    erased_why = models.CharField(_("vì sao xóa tệp"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("bản của giấy tờ")
        verbose_name_plural = _("bản của giấy tờ")
        ordering = ["paper", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once"),
            models.CheckConstraint(condition=IS_THERE | IS_ERASED, name="paper_version_there_or_erased"),
        ]
        triggers = [
            LedgerGuard(
                writable=[*OF_ERASING, *OF_THE_FILE],
                name="append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=ERASED_ONCE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper} ({self.number})"

    @property
    def erased(self) -> str:
        """What is said in the place of a file that was erased; empty for one that is there."""
        return erased_words(self.erased_at, self.erased_why)


@pghistory.track()
class DossierPaper(models.Model):
    """A paper as a dossier uses it, at one item of its checklist; without a paper the original was seen on paper.

    `criteria` are the codes of the dossier's criteria that it proves.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, verbose_name=_("hồ sơ"), related_name="papers")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, verbose_name=_("mục"), related_name="uses")
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, verbose_name=_("giấy tờ"), related_name="uses"
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    criteria = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, verbose_name=_("chứng minh cho tiêu chí")
    )
    added_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người ghi"), related_name="+"
    )

    class Meta:
        verbose_name = _("giấy tờ của hồ sơ")
        verbose_name_plural = _("giấy tờ của hồ sơ")
        ordering = ["dossier", "item__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "item", "paper"], name="dossier_paper_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return str(self.paper or self.item)


class HandedPaper(PaperFacts):
    """A paper as it was handed to the members of a council: the version and the words that they score on.

    The last row of a paper counts; one with a reason took the place of another while nobody had signed.
    """

    entry = models.ForeignKey(RoundEntry, models.PROTECT, verbose_name=_("lượt đánh giá"), related_name="handed")
    version = models.ForeignKey(PaperVersion, models.PROTECT, verbose_name=_("bản"), related_name="+")
    why = models.CharField(_("vì sao giao lại"), max_length=500, blank=True)
    handed_at = models.DateTimeField(_("giao lúc"), auto_now_add=True)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người giao"), related_name="+"
    )

    class Meta:
        verbose_name = _("giấy tờ đã giao thành viên")
        verbose_name_plural = _("giấy tờ đã giao thành viên")
        ordering = ["entry", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
