"""What the public calls producers."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import folded, sort_key
from producers.models import Producer


class PublicName(models.Model):
    """The names under which the public finds a producer, as known now; made by products.actions.recount.

    A home that no decision printed has none.
    """

    producer = models.OneToOneField(
        Producer, models.CASCADE, primary_key=True, verbose_name=_("chủ thể"), related_name="public_name"
    )
    name = models.CharField(_("tên công khai"), max_length=250)
    other_names = ArrayField(
        models.CharField(max_length=250), default=list, blank=True, verbose_name=_("tên công khai khác")
    )
    name_fold = folded("name", "other_names")
    name_sort = sort_key("name")

    class Meta:
        verbose_name = _("tên công khai của chủ thể")
        verbose_name_plural = _("tên công khai của các chủ thể")
        indexes = [GinIndex(fields=["name_fold"], opclasses=["gin_trgm_ops"], name="public_name_trgm")]

    def __str__(self) -> str:
        return self.name
