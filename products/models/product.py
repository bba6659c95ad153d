"""The product and its identity over time."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.fields import folded, sort_key
from core.models import Place
from core.models.merging import Merge
from core.models.touched import TouchedKind, touching
from producers.models import Producer
from products.enums import CategoryBasis
from products.models.categories import Category


class ProductQuerySet(TerritoryQuerySet):
    def current(self) -> ProductQuerySet:
        """Products that were not merged into another."""
        return self.filter(merged_into__isnull=True)


@pghistory.track(exclude=["name_fold", "name_sort"])
class Product(models.Model):
    """A product of one producer; a name alone does not identify it."""

    name = models.CharField(_("tên sản phẩm"), max_length=250)
    slug = models.SlugField(_("địa chỉ"), max_length=200, unique=True)
    other_names = ArrayField(
        models.CharField(max_length=250), default=list, blank=True, verbose_name=_("tên gọi khác")
    )
    producer = models.ForeignKey(Producer, models.PROTECT, verbose_name=_("chủ thể"), related_name="products")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("nhóm sản phẩm"), related_name="products"
    )
    category_basis = models.CharField(
        _("căn cứ xếp nhóm"), max_length=10, choices=CategoryBasis.choices, default=CategoryBasis.ASSESSED
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, verbose_name=_("nơi sản xuất"), related_name="products"
    )
    description = models.TextField(_("giới thiệu"), blank=True)
    code_text = models.CharField(_("mã số sản phẩm"), max_length=60, blank=True)
    code_province = models.CharField(_("mã tỉnh"), max_length=10, blank=True)
    code_district = models.CharField(_("mã huyện"), max_length=10, blank=True)
    code_commune = models.CharField(_("mã xã"), max_length=10, blank=True)
    code_serial = models.CharField(_("số thứ tự"), max_length=10, blank=True)
    code_year = models.CharField(_("năm đánh giá"), max_length=4, blank=True)
    source_url = models.CharField(_("nguồn"), max_length=500, blank=True)
    note = models.TextField(_("ghi chú nội bộ"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("đã gộp vào"), related_name="absorbed"
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sửa lúc"), auto_now=True)
    name_fold = folded("name", "other_names")
    name_sort = sort_key("name")

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("sản phẩm")
        verbose_name_plural = _("sản phẩm")
        ordering = ["name_sort", "pk"]
        indexes = [
            GinIndex(fields=["name_fold"], opclasses=["gin_trgm_ops"], name="product_name_trgm"),
            models.Index(fields=["name_sort", "id"], name="product_name_order"),
        ]
        triggers = [touching({TouchedKind.PRODUCT: "id"})]

    def __str__(self) -> str:
        return self.name


class ProductMerge(Merge):
    """Two products found to be one."""

    kept = models.ForeignKey(Product, models.PROTECT, verbose_name=_("giữ lại"), related_name="merges")
    gone = models.ForeignKey(Product, models.PROTECT, verbose_name=_("gộp vào"), related_name="merged")

    class Meta(Merge.Meta):
        verbose_name = _("lần gộp sản phẩm")
        verbose_name_plural = _("lần gộp sản phẩm")
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at__isnull=True), name="product_merged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class ProductTransfer(models.Model):
    """A product passed from one producer to another on a day; ratings keep the name they were given under.

    All that one act passes on bears one moment.
    """

    product = models.ForeignKey(Product, models.CASCADE, verbose_name=_("sản phẩm"), related_name="transfers")
    giver = models.ForeignKey(Producer, models.PROTECT, verbose_name=_("bên chuyển"), related_name="given")
    taker = models.ForeignKey(Producer, models.PROTECT, verbose_name=_("bên nhận"), related_name="taken")
    on = models.DateField(_("từ ngày"))
    why = models.TextField(_("lý do"))
    recorded_at = models.DateTimeField(_("ghi lúc"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("lần chuyển sản phẩm")
        verbose_name_plural = _("lần chuyển sản phẩm")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.product}: {self.giver} → {self.taker}"
