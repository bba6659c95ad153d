"""Reports about labels, as strangers hand them in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.clock import today
from core.models import Place
from core.rules.lengths import LONGEST_LINE
from products.enums import ReportOutcome, ReportStatus
from products.models.product import Product
from products.rules.report_steps import LONGEST_WAIT, REPORT_STEPS


class LabelReportQuerySet(TerritoryQuerySet):
    """Reports lie where the product lies now; one of no known product belongs to the people of the province."""

    place_path = "product__place"


class LabelReport(models.Model):
    """What somebody saw on a label that may be false, and what staff made of it.

    It has no place of its own: when the product's is put right, the report goes along, and so does who may see the
    contact. There is no row history: a contact that was removed is gone.
    """

    STEPS = REPORT_STEPS

    status = models.CharField(_("trạng thái"), max_length=10, choices=ReportStatus.choices, default=ReportStatus.NEW)
    code_text = models.CharField(_("mã trên nhãn"), max_length=40, blank=True)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, verbose_name=_("sản phẩm của mã"), related_name="label_reports"
    )
    seen = models.TextField(_("điều đã thấy"))
    where = models.CharField(_("nơi thấy nhãn"), max_length=LONGEST_LINE)
    contact = models.CharField(_("liên hệ của người báo"), max_length=LONGEST_LINE, blank=True)
    consent_text = models.CharField(_("lời đồng ý"), max_length=500, blank=True)
    photo = models.CharField(_("ảnh"), max_length=100, blank=True)
    photo_sha256 = models.CharField(_("dấu băm của ảnh"), max_length=64, blank=True)
    # Of what was handed in: the photo that lies here was drawn anew.
    photo_original_sha256 = models.CharField(_("dấu băm của ảnh đã gửi"), max_length=64, blank=True)
    reported_at = models.DateTimeField(_("nhận lúc"), auto_now_add=True)
    reported_on = models.DateField(_("nhận ngày"))
    outcome = models.CharField(_("kết quả"), max_length=20, choices=ReportOutcome.choices, blank=True)
    outcome_why = models.TextField(_("vì sao"), blank=True)
    closed_at = models.DateTimeField(_("khép lúc"), null=True, blank=True)

    objects = LabelReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo nhãn")
        verbose_name_plural = _("báo cáo nhãn")
        ordering = ["pk"]
        indexes = [models.Index(fields=["status", "id"], name="label_report_queue")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=ReportStatus.DONE)
                | (~models.Q(outcome="") & ~models.Q(outcome_why="") & models.Q(closed_at__isnull=False)),
                name="label_report_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(contact="") | ~models.Q(consent_text=""), name="label_report_contact_with_consent"
            ),
        ]

    def __str__(self) -> str:
        # The book of acts keeps this for ever: nothing that the reporter wrote is in it.
        return str(_("Báo cáo nhãn số %(number)s") % {"number": self.pk})

    @property
    def place(self) -> Place | None:
        """Where the product lies, when the product is known."""
        return self.product.place if self.product else None

    @property
    def days_waited(self) -> int:
        """For how many days nobody has closed it; 0 once it is closed."""
        return 0 if self.status == ReportStatus.DONE else (today() - self.reported_on).days

    @property
    def is_overdue(self) -> bool:
        """Whether staff is told that it still waits."""
        return self.days_waited > LONGEST_WAIT
