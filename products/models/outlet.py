"""Where a product is sold."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Place
from core.rules.lengths import LONGEST_LINE, LONGEST_NOTE
from products.enums import OutletKind
from products.models.product import Product


class Outlet(models.Model):
    """A shop link, a display point or an export market of a product, as it was found on a day.

    A shop link has an address of the web and no name: what it is called follows from its host.
    """

    product = models.ForeignKey(Product, models.CASCADE, verbose_name=_("sản phẩm"), related_name="outlets")
    kind = models.CharField(_("loại nơi bán"), max_length=10, choices=OutletKind.choices)
    url = models.CharField(_("địa chỉ trang bán"), max_length=500, blank=True)
    name = models.CharField(_("tên nơi bán"), max_length=LONGEST_LINE, blank=True)
    address = models.CharField(_("địa chỉ nơi bán"), max_length=LONGEST_LINE, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, verbose_name=_("địa bàn của nơi bán"), related_name="+"
    )
    note = models.CharField(_("ghi chú nơi bán"), max_length=LONGEST_NOTE, blank=True)
    seen_on = models.DateField(_("ngày xem lại"))
    position = models.PositiveSmallIntegerField(_("thứ tự hiện"))

    class Meta:
        verbose_name = _("nơi bán")
        verbose_name_plural = _("nơi bán")
        ordering = ["product", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=OutletKind.SHOP, url__startswith="https://", name="")
                | (~models.Q(kind=OutletKind.SHOP) & models.Q(url="") & ~models.Q(name="")),
                name="outlet_link_or_name",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=OutletKind.DISPLAY) | models.Q(address="", place__isnull=True),
                name="outlet_address_of_display",
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.name

    @property
    def texts(self) -> tuple[str, ...]:
        """What was typed by hand and is read by the public."""
        return self.url, self.name, self.address, self.note
