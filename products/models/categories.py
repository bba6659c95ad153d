"""Product categories in the schemes of each version of the law, and the map between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import folded
from products.enums import MapKind


class Scheme(models.Model):
    """A table of categories that a version of the law prints."""

    code = models.SlugField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên gọi"), max_length=200)

    class Meta:
        verbose_name = _("bảng phân loại")
        verbose_name_plural = _("các bảng phân loại")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A node of a scheme: sector, group or sub-group; slug is its public key."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, verbose_name=_("bảng phân loại"), related_name="categories")
    slug = models.SlugField(_("địa chỉ"), max_length=100, unique=True)
    code = models.CharField(_("số hiệu"), max_length=20)
    name = models.CharField(_("tên"), max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("thuộc"), related_name="children"
    )
    sector = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("ngành"), related_name="members"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    picture = models.SlugField(_("hình thay thế"), max_length=30, default="khac")
    name_fold = folded("name")

    class Meta:
        verbose_name = _("nhóm sản phẩm")
        verbose_name_plural = _("nhóm sản phẩm")
        ordering = ["scheme", "position"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="category_code_once")]

    def __str__(self) -> str:
        return self.name


class CategoryMap(models.Model):
    """How a category of one scheme reads in another."""

    source = models.ForeignKey(Category, models.CASCADE, verbose_name=_("từ"), related_name="maps")
    target_scheme = models.ForeignKey(Scheme, models.CASCADE, verbose_name=_("sang bảng"), related_name="+")
    target = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, verbose_name=_("thành"), related_name="mapped_from"
    )
    kind = models.CharField(_("mức"), max_length=10, choices=MapKind.choices)

    class Meta:
        verbose_name = _("đối chiếu nhóm")
        verbose_name_plural = _("đối chiếu nhóm")
        constraints = [
            models.UniqueConstraint(fields=["source", "target_scheme"], name="map_once_for_scheme"),
            models.CheckConstraint(
                condition=models.Q(kind=MapKind.NONE, target__isnull=True)
                | (~models.Q(kind=MapKind.NONE) & models.Q(target__isnull=False)),
                name="map_has_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target or self.get_kind_display()}"
