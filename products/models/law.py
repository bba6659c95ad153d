"""The law as data: versions of the rules, their levels and star bands."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.enums import DayUnit, DeadlineKey, LevelMode
from products.models.categories import Scheme


class RegimeQuerySet(models.QuerySet["Regime"]):
    def in_force(self, on: date) -> RegimeQuerySet:
        """Regimes in force on a day, the newest first: that one takes what is filed (26/2026 art. 12.2)."""
        return self.filter(models.Q(in_force_to__isnull=True) | models.Q(in_force_to__gte=on), in_force_from__lte=on)


class Regime(models.Model):
    """One version of the rules, in force for a time."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên gọi"), max_length=200)
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    in_force_from = models.DateField(_("có hiệu lực từ"))
    in_force_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    validity_months = models.PositiveSmallIntegerField(_("thời hạn (tháng)"), default=36)
    scheme = models.ForeignKey(Scheme, models.PROTECT, verbose_name=_("bảng phân loại"), related_name="regimes")
    max_a = models.PositiveSmallIntegerField(_("điểm tối đa phần A"))
    max_b = models.PositiveSmallIntegerField(_("điểm tối đa phần B"))
    max_c = models.PositiveSmallIntegerField(_("điểm tối đa phần C"))
    gates_block_forwarding = models.BooleanField(
        _("yêu cầu tối thiểu 5 sao chặn việc đề nghị cấp trên"),
        default=False,
        help_text=_("Tắt: từ 90 điểm thì đề nghị theo điểm, thiếu yêu cầu tối thiểu chỉ là lưu ý (26/2026, 7.3e)."),
    )
    note = models.TextField(_("ghi chú"), blank=True)

    objects = RegimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ quy định")
        verbose_name_plural = _("các bộ quy định")
        ordering = ["-in_force_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(max_a=100 - models.F("max_b") - models.F("max_c")), name="regime_parts_make_100"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """A level of a regime: what it does, what it may recognise, what goes up."""

    regime = models.ForeignKey(Regime, models.CASCADE, verbose_name=_("bộ quy định"), related_name="levels")
    key = models.SlugField(_("khóa"), max_length=20)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên gọi"), max_length=100)
    mode = models.CharField(_("cách làm"), max_length=20, choices=LevelMode.choices)
    recognises = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(3), MaxValueValidator(5)]),
        default=list,
        blank=True,
        verbose_name=_("được công nhận các hạng"),
    )
    approves_from = models.DecimalField(_("phê duyệt điểm từ"), max_digits=5, decimal_places=2, null=True, blank=True)
    passes_up_from = models.DecimalField(
        _("chuyển cấp trên từ"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    returns_below = models.DecimalField(
        _("trả về cấp dưới khi dưới"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    article = models.CharField(_("điều khoản"), max_length=300)
    body_pattern = models.CharField(_("cơ quan ban hành (mẫu)"), max_length=100)
    slip_pattern = models.CharField(
        _("số phiếu tiếp nhận (mẫu)"),
        max_length=100,
        blank=True,
        help_text=_("Gồm {number}, {province}, {place} (mã nơi nộp), {year}; để trống: cấp này không cấp phiếu."),
    )

    class Meta:
        verbose_name = _("cấp")
        verbose_name_plural = _("các cấp")
        ordering = ["regime", "position"]
        constraints = [
            models.UniqueConstraint(fields=["regime", "key"], name="level_key_once"),
            models.UniqueConstraint(fields=["regime", "position"], name="level_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} – {self.regime}"


class Band(models.Model):
    """A star band: from `floor` points up to the next band's floor; compared unrounded."""

    regime = models.ForeignKey(Regime, models.CASCADE, verbose_name=_("bộ quy định"), related_name="bands")
    stars = models.PositiveSmallIntegerField(_("số sao"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    floor = models.DecimalField(_("từ điểm"), max_digits=5, decimal_places=2)
    printed = models.CharField(_("văn bản ghi"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("khung điểm")
        verbose_name_plural = _("khung điểm")
        ordering = ["regime", "-floor"]
        constraints = [
            models.UniqueConstraint(fields=["regime", "stars"], name="band_stars_once"),
            models.UniqueConstraint(fields=["regime", "floor"], name="band_floor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stars} sao từ {self.floor}"


class Deadline(models.Model):
    """A span of days that the law gives for one thing at a level, or for the whole regime."""

    regime = models.ForeignKey(Regime, models.CASCADE, verbose_name=_("bộ quy định"), related_name="deadlines")
    key = models.CharField(_("việc"), max_length=30, choices=DeadlineKey.choices)
    days = models.PositiveSmallIntegerField(_("số ngày"))
    unit = models.CharField(_("ngày tính theo"), max_length=10, choices=DayUnit.choices, default=DayUnit.CALENDAR)
    article = models.CharField(_("điều khoản"), max_length=300)

    class Meta:
        verbose_name = _("thời hạn")
        verbose_name_plural = _("các thời hạn")
        ordering = ["regime", "key"]
        constraints = [models.UniqueConstraint(fields=["regime", "key"], name="deadline_key_once")]

    def __str__(self) -> str:
        return self.get_key_display()


class FilingWindow(models.Model):
    """A yearly round that the law plans: files before one day, done before another; both days are excluded.

    Days are month and day; an end that lies before its filing day is in the next year.
    """

    level = models.ForeignKey(Level, models.CASCADE, verbose_name=_("cấp"), related_name="windows")
    ordinal = models.PositiveSmallIntegerField(_("đợt"), validators=[MinValueValidator(1)])
    files_month = models.PositiveSmallIntegerField(_("nhận trước: tháng"), validators=[MaxValueValidator(12)])
    files_day = models.PositiveSmallIntegerField(_("nhận trước: ngày"), validators=[MaxValueValidator(31)])
    ends_month = models.PositiveSmallIntegerField(_("xong trước: tháng"), validators=[MaxValueValidator(12)])
    ends_day = models.PositiveSmallIntegerField(_("xong trước: ngày"), validators=[MaxValueValidator(31)])
    article = models.CharField(_("điều khoản"), max_length=300)

    class Meta:
        verbose_name = _("đợt theo văn bản")
        verbose_name_plural = _("các đợt theo văn bản")
        ordering = ["level", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["level", "ordinal"], name="window_ordinal_once")]

    def __str__(self) -> str:
        return f"{self.ordinal}: {self.files_day}/{self.files_month} → {self.ends_day}/{self.ends_month}"
