"""What others published, to lay beside the register's own figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Place


class PublishedFigure(models.Model):
    """A total that the province or the press published for a day, with its source."""

    place = models.ForeignKey(Place, models.CASCADE, verbose_name=_("địa bàn"), related_name="published_figures")
    on = models.DateField(_("tính đến ngày"))
    total = models.PositiveIntegerField(_("tổng số sản phẩm"))
    basis = models.CharField(_("cách đếm"), max_length=200)
    source = models.CharField(_("nguồn"), max_length=500)

    class Meta:
        verbose_name = _("số liệu đã công bố")
        verbose_name_plural = _("số liệu đã công bố")
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["place", "on"], name="published_figure_once")]

    def __str__(self) -> str:
        return f"{self.on}: {self.total}"
