"""How often somebody nobody knows did something."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitorCount(models.Model):
    """A count of one visitor in one span of time; the key tells neither who it is nor what was done."""

    key = models.CharField(_("khóa"), max_length=64, primary_key=True)
    count = models.PositiveIntegerField(_("số lần"))
    ends_at = models.DateTimeField(_("hết hạn lúc"))

    class Meta:
        verbose_name = _("số đếm của khách")
        verbose_name_plural = _("số đếm của khách")
        indexes = [models.Index(fields=["ends_at"], name="visitor_count_ends")]

    def __str__(self) -> str:
        return f"{self.count}"
