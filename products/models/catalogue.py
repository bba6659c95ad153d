"""The narrow table that the public catalogue is read from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Place
from producers.enums import LegalForm
from products.models.categories import Category
from products.models.product import Product


class CatalogueEntry(models.Model):
    """What finds, sorts and shows a product in the catalogue, as known now; made by products.actions.recount.

    A product that left the catalogue for good keeps its entry, with nothing in it, so that readers notice.
    """

    product = models.OneToOneField(
        Product, models.CASCADE, primary_key=True, verbose_name=_("sản phẩm"), related_name="entry"
    )
    name_sort = models.TextField(_("khóa xếp tên"), blank=True, db_collation="C")
    own_words = models.TextField(_("từ trong tên sản phẩm"), blank=True)
    maker_words = models.TextField(_("từ trong tên chủ thể"), blank=True)
    form = models.CharField(_("loại hình chủ thể"), max_length=30, choices=LegalForm.choices, blank=True)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("nhóm sản phẩm"),
        related_name="+",
        db_index=False,
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, verbose_name=_("địa bàn"), related_name="+", db_index=False
    )
    steps = models.TextField(_("từ ngày nào thì thế nào"), blank=True)
    generation = models.PositiveBigIntegerField(_("lần thay đổi"), db_index=True)

    class Meta:
        verbose_name = _("mục của danh mục")
        verbose_name_plural = _("các mục của danh mục")

    def __str__(self) -> str:
        return str(self.product_id)
