"""What vouches for the quality of a product."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.rules.lengths import LONGEST_LINE, LONGEST_NOTE
from products.enums import ProofKind
from products.models.product import Product


class QualityProof(models.Model):
    """A certificate, registration or declaration of a product with its days; a renewed one is another row.

    Nobody issues a declaration: whoever makes the product declares it. `name` says what another proof is called.
    """

    product = models.ForeignKey(Product, models.CASCADE, verbose_name=_("sản phẩm"), related_name="proofs")
    kind = models.CharField(_("loại chứng nhận"), max_length=30, choices=ProofKind.choices)
    name = models.CharField(_("tên chứng nhận"), max_length=LONGEST_LINE, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=100)
    issuer = models.CharField(_("nơi cấp"), max_length=LONGEST_LINE, blank=True)
    issued_on = models.DateField(_("ngày cấp"))
    expires_on = models.DateField(_("có hiệu lực đến hết ngày"), null=True, blank=True)
    scope = models.CharField(_("phạm vi"), max_length=LONGEST_NOTE, blank=True)

    class Meta:
        verbose_name = _("chứng nhận")
        verbose_name_plural = _("chứng nhận")
        ordering = ["product", "-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=models.F("issued_on")),
                name="proof_expires_later",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=ProofKind.OTHER) | ~models.Q(name=""), name="proof_other_has_name"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=ProofKind.SELF_DECLARATION) | ~models.Q(issuer=""), name="proof_has_issuer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def title(self) -> str:
        """What it is called: by its own name, else by its kind."""
        return self.name or self.get_kind_display()
