"""Photos of products."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from products.models.product import Product

# Widths in pixels that every photo is kept in; a smaller original is not blown up.
WIDTHS = (320, 640, 1280)


class Photo(models.Model):
    """A photo kept as AVIF, WebP and JPEG in up to three widths under one random name."""

    product = models.ForeignKey(Product, models.CASCADE, verbose_name=_("sản phẩm"), related_name="photos")
    stem = models.CharField(_("tên tệp"), max_length=40, unique=True)
    width = models.PositiveIntegerField(_("rộng (px)"))
    height = models.PositiveIntegerField(_("cao (px)"))
    sha256 = models.CharField(_("dấu băm tệp đã nộp"), max_length=64, blank=True)
    files = models.JSONField(_("các tệp đã giữ và dấu băm"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    caption = models.CharField(_("chú thích"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("thêm lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        ordering = ["product", "position", "pk"]

    def __str__(self) -> str:
        return self.caption or self.stem
