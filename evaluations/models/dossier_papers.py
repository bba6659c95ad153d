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
from evaluations.models.checklist import ChecklistItem
from evaluations.models.dossier import Dossier, RoundEntry
from producers.models import Producer


class PaperQuerySet(TerritoryQuerySet):
    """Papers lie where their producer sits."""

    place_path = "producer__place"


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


class PaperVersion(models.Model):
    """A file of a paper as it was handed in: never changed, never removed; a new upload is a new version."""

    paper = models.ForeignKey(Paper, models.PROTECT, verbose_name=_("giấy tờ"), related_name="versions")
    number = models.PositiveSmallIntegerField(_("bản"))
    file = models.CharField(_("tệp"), max_length=200)
    file_name = models.CharField(_("tên tệp"), max_length=255)
    content_type = models.CharField(_("loại tệp"), max_length=40)
    size = models.PositiveIntegerField(_("số byte"))
    sha256 = models.CharField(_("dấu băm"), max_length=64)
    added_at = models.DateTimeField(_("nhận lúc"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người nhận"), related_name="+"
    )

    class Meta:
        verbose_name = _("bản của giấy tờ")
        verbose_name_plural = _("bản của giấy tờ")
        ordering = ["paper", "-number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.paper} ({self.number})"


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
