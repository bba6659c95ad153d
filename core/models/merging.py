"""Two records of one thing become one."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """`gone` was found to be the same as `kept`; `moved` names the rows that were re-pointed, so it can be undone."""

    at = models.DateTimeField(_("lúc"), db_default=Now(), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người làm"), related_name="+")
    why = models.TextField(_("lý do"))
    moved = models.JSONField(_("các dòng đã chuyển"), default=dict)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("người hoàn tác"),
        related_name="+",
    )

    class Meta:
        abstract = True
        ordering = ["-at"]
