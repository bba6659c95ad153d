"""What sources attest without an act."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from products.enums import ListingEvent, Precision
from products.models.decision import Decision
from products.models.product import Product


class Listing(models.Model):
    """A source says that a product was on a list; it fills in a product but stands in no total."""

    product = models.ForeignKey(Product, models.CASCADE, verbose_name=_("sản phẩm"), related_name="listings")
    event = models.CharField(_("việc"), max_length=20, choices=ListingEvent.choices)
    on = models.DateField(_("ngày"), null=True, blank=True)
    precision = models.CharField(_("độ chính xác"), max_length=10, choices=Precision.choices)
    stars = models.PositiveSmallIntegerField(
        _("số sao"), null=True, blank=True, validators=[MinValueValidator(3), MaxValueValidator(5)]
    )
    is_potential = models.BooleanField(_("tiềm năng 5 sao"), default=False)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("quyết định"), related_name="listings"
    )
    product_name = models.CharField(_("tên in trong nguồn"), max_length=250)
    source_url = models.CharField(_("nguồn"), max_length=500)
    note = models.TextField(_("ghi chú"), blank=True)
    recorded_at = models.DateTimeField(_("ghi nhận lúc"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("ghi nhận từ nguồn")
        verbose_name_plural = _("ghi nhận từ nguồn")
        ordering = ["product", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(precision=Precision.UNKNOWN, on__isnull=True)
                | (~models.Q(precision=Precision.UNKNOWN) & models.Q(on__isnull=False)),
                name="listing_day_and_precision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.product_name}: {self.get_event_display()}"
