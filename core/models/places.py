"""Places with history: units, what they became, and what lies in what."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import folded, sort_key

# The start of a unit whose first day no source gives; `valid_from_known` says so.
EARLIEST = date(1900, 1, 1)


class PlaceLevel(models.TextChoices):
    """The three tiers of local government; districts ended on 30 June 2025."""

    PROVINCE = "province", _("tỉnh")
    DISTRICT = "district", _("huyện")
    COMMUNE = "commune", _("xã")


class PlaceKind(models.TextChoices):
    """What a unit is called."""

    PROVINCE = "province", _("Tỉnh")
    CITY = "city", _("Thành phố")
    DISTRICT = "district", _("Huyện")
    TOWN = "town", _("Thị xã")
    TOWNSHIP = "township", _("Thị trấn")
    COMMUNE = "commune", _("Xã")
    WARD = "ward", _("Phường")


class PlaceQuerySet(models.QuerySet["Place"]):
    def in_force(self, on: date) -> PlaceQuerySet:
        """Units that exist on a day."""
        return self.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on), valid_from__lte=on)

    def covering(self, place_id: int | models.F | models.OuterRef, on: date) -> PlaceQuerySet:
        """Units that a place lies in on a day, itself included."""
        return self.filter(
            models.Q(covers__since__isnull=True) | models.Q(covers__since__lte=on), covers__covered=place_id
        )


class Place(models.Model):
    """An administrative unit during one span of its life; slug is its lasting address."""

    slug = models.SlugField(_("địa chỉ"), max_length=100, unique=True)
    code = models.CharField(_("mã đơn vị"), max_length=10)
    name = models.CharField(_("tên"), max_length=100)
    kind = models.CharField(_("loại"), max_length=20, choices=PlaceKind.choices)
    level = models.CharField(_("cấp"), max_length=20, choices=PlaceLevel.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("thuộc"), related_name="children"
    )
    valid_from = models.DateField(_("từ ngày"), default=EARLIEST)
    valid_from_known = models.BooleanField(_("biết ngày bắt đầu"), default=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=500, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    name_fold = folded("name")
    name_sort = sort_key("name")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("địa bàn")
        verbose_name_plural = _("địa bàn")
        ordering = ["name_sort"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="place_code_and_start"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="place_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_in_force(self, on: date) -> bool:
        """True when the unit exists on the day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class PlaceSuccession(models.Model):
    """The predecessor went to the successor on a day: wholly, or in part when it has several."""

    predecessor = models.ForeignKey(Place, models.CASCADE, verbose_name=_("đơn vị cũ"), related_name="successions")
    successor = models.ForeignKey(Place, models.CASCADE, verbose_name=_("đơn vị mới"), related_name="precessions")
    on = models.DateField(_("từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kế thừa địa bàn")
        verbose_name_plural = _("kế thừa địa bàn")
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class PlaceCover(models.Model):
    """What was recorded at `covered` lies in `place`, from `since` on (always when empty); made by load_places."""

    place = models.ForeignKey(Place, models.CASCADE, verbose_name=_("địa bàn"), related_name="covers")
    covered = models.ForeignKey(Place, models.CASCADE, verbose_name=_("gồm"), related_name="covered_by")
    since = models.DateField(_("kể từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("phạm vi địa bàn")
        verbose_name_plural = _("phạm vi địa bàn")
        constraints = [models.UniqueConstraint(fields=["place", "covered"], name="cover_once")]

    def __str__(self) -> str:
        return f"{self.place} ⊇ {self.covered}"
