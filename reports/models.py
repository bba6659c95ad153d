"""What others published, to lay beside the register's own figures; and the counts that figures are made of."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.models import Place
from producers.models import Producer
from reports.enums import Attribute

LAST_TILE = 8  # static/css/pages/figures.css knows rows and columns up to this one


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


class PlaceTile(models.Model):
    """Where the tile of a unit stands on the map of tiles, as its neighbours lie; rows and columns count from 1."""

    place = models.OneToOneField(Place, models.CASCADE, verbose_name=_("địa bàn"), related_name="+")
    row = models.PositiveSmallIntegerField(_("hàng"))
    column = models.PositiveSmallIntegerField(_("cột"))

    class Meta:
        verbose_name = _("ô bản đồ")
        verbose_name_plural = _("các ô bản đồ")
        ordering = ["row", "column"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(row__range=(1, LAST_TILE), column__range=(1, LAST_TILE)), name="tile_on_the_map"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.row}, {self.column}"


class ProducerDays(models.Model):
    """What the ledger rows of one producer add to the counts: what is taken out again before they are counted anew."""

    producer = models.OneToOneField(
        Producer, models.CASCADE, primary_key=True, verbose_name=_("chủ thể"), related_name="+"
    )
    changes = models.JSONField(_("thay đổi theo ngày"), help_text=_("mỗi mục: khóa, ngày, cộng thêm"))

    class Meta:
        verbose_name = _("số đếm của chủ thể")
        verbose_name_plural = _("số đếm của chủ thể")

    def __str__(self) -> str:
        return str(self.pk)


class DayChange(models.Model):
    """By how much one count of the figures changes on one day (reports/rules/day_changes.py names the counts)."""

    key = models.CharField(_("khóa"), max_length=60)
    day = models.DateField(_("ngày"))
    change = models.IntegerField(_("cộng thêm"))
    generation = models.PositiveBigIntegerField(_("lần thay đổi"))

    class Meta:
        verbose_name = _("thay đổi của số đếm")
        verbose_name_plural = _("thay đổi của các số đếm")
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="day_change_once")]
        indexes = [models.Index(fields=["generation"], name="day_change_generation")]

    def __str__(self) -> str:
        return f"{self.key} {self.day}: {self.change:+d}"


class RepresentativeTable(models.Model):
    """Producers by an attribute of their representatives, as published once for a reference day and never changed.

    It keeps what was shown, not what was hidden, and whom it counted: later tables are checked against it.
    """

    attribute = models.CharField(_("theo"), max_length=20, choices=Attribute.choices)
    on = models.DateField(_("tính đến ngày"))
    members = ArrayField(models.BigIntegerField(), verbose_name=_("các chủ thể được đếm"))
    shown = models.JSONField(_("số đã hiện"), help_text=_("trống: lặp lại bảng trước"))
    published_at = models.DateTimeField(_("công bố lúc"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người công bố"), related_name="+"
    )

    class Meta:
        verbose_name = _("bảng người đại diện")
        verbose_name_plural = _("bảng người đại diện")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["attribute", "on"], name="representative_table_once")]
        triggers = [
            pgtrigger.Protect(name="published_once", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_attribute_display()}, {date_format(self.on)}"
