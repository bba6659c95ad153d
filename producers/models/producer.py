"""The producer (chủ thể) and its identity over time."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import TerritoryQuerySet
from core.fields import folded, sort_key
from core.models import Place
from core.models.merging import Merge
from core.models.touched import TouchedKind, touching
from producers.enums import Contact, LegalForm, ReportingClass
from producers.rules.forms import class_of


class ProducerQuerySet(TerritoryQuerySet):
    def current(self) -> ProducerQuerySet:
        """Producers that were not merged into another."""
        return self.filter(merged_into__isnull=True)


@pghistory.track(exclude=["name_fold", "name_sort"])
class Producer(models.Model):
    """A company, cooperative, household or other maker, as it is called today."""

    name = models.CharField(_("tên chủ thể"), max_length=250)
    slug = models.SlugField(_("địa chỉ"), max_length=200, unique=True)
    other_names = ArrayField(
        models.CharField(max_length=250), default=list, blank=True, verbose_name=_("tên gọi khác")
    )
    legal_form = models.CharField(_("loại hình"), max_length=30, choices=LegalForm.choices, default=LegalForm.UNKNOWN)
    code = models.CharField(_("mã số doanh nghiệp, mã số thuế"), max_length=20, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, verbose_name=_("địa bàn"), related_name="producers"
    )
    address = models.CharField(_("địa chỉ chi tiết"), max_length=250, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    website = models.URLField(_("trang web"), blank=True)
    contact_consent_on = models.DateField(_("ngày đồng ý công khai liên hệ"), null=True, blank=True)
    contact_consent_text = models.TextField(_("nội dung đồng ý"), blank=True)
    # A value that was changed since leaves the list: nobody consented to the new one.
    contact_consent_to = ArrayField(
        models.CharField(max_length=10, choices=Contact.choices),
        default=list,
        blank=True,
        verbose_name=_("đồng ý công khai"),
    )
    contact_withdrawn_on = models.DateField(_("rút đồng ý từ ngày"), null=True, blank=True)
    source_url = models.CharField(_("nguồn"), max_length=500, blank=True)
    note = models.TextField(_("ghi chú nội bộ"), blank=True)
    succeeded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("đơn vị kế thừa"), related_name="predecessors"
    )
    succeeded_on = models.DateField(_("kế thừa từ ngày"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("đã gộp vào"), related_name="absorbed"
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sửa lúc"), auto_now=True)
    name_fold = folded("name", "other_names")
    name_sort = sort_key("name")

    objects = ProducerQuerySet.as_manager()

    class Meta:
        verbose_name = _("chủ thể")
        verbose_name_plural = _("chủ thể")
        ordering = ["name_sort", "pk"]
        indexes = [GinIndex(fields=["name_fold"], opclasses=["gin_trgm_ops"], name="producer_name_trgm")]
        triggers = [touching({TouchedKind.PRODUCER: "id"})]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contact_consent_on__isnull=True) | ~models.Q(contact_consent_text=""),
                name="producer_consent_has_text",
                violation_error_message=_("Đồng ý công khai cần ghi rõ nội dung."),
            ),
            models.CheckConstraint(
                condition=models.Q(contact_withdrawn_on__isnull=True)
                | models.Q(contact_withdrawn_on__gte=models.F("contact_consent_on")),
                name="producer_consent_withdrawn_later",
                violation_error_message=_("Ngày đồng ý phải trước ngày rút đồng ý."),
            ),
            models.CheckConstraint(
                condition=models.Q(succeeded_by__isnull=True, succeeded_on__isnull=True)
                | models.Q(succeeded_by__isnull=False, succeeded_on__isnull=False),
                name="producer_succession_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reporting_class(self) -> ReportingClass:
        """The class that figures count this producer in today."""
        return class_of(self.legal_form)

    def has_contact_consent(self, on: date) -> bool:
        """True when a consent to show contact details stands on the day."""
        return (
            self.contact_consent_on is not None
            and self.contact_consent_on <= on
            and (self.contact_withdrawn_on is None or on < self.contact_withdrawn_on)
        )

    def consented(self, on: date) -> frozenset[str]:
        """The columns that the producer lets the public see on the day."""
        return frozenset(self.contact_consent_to if self.has_contact_consent(on) else ())


class ProducerMerge(Merge):
    """Two producers found to be one."""

    kept = models.ForeignKey(Producer, models.PROTECT, verbose_name=_("giữ lại"), related_name="merges")
    gone = models.ForeignKey(Producer, models.PROTECT, verbose_name=_("gộp vào"), related_name="merged")

    class Meta(Merge.Meta):
        verbose_name = _("lần gộp chủ thể")
        verbose_name_plural = _("lần gộp chủ thể")
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at__isnull=True), name="producer_merged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
