"""The ledger: decisions, ratings, approved scores and the codes printed on labels.

Rows are inserted. Later writes are an extension, a closing, an answer and a voiding: each once, each with its own
record time, guarded by a trigger (core.ledger). Days are business time, `*_at` columns are record time.
"""

from __future__ import annotations

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.ledger import ledger_guard
from core.models import Place
from core.models.touched import TouchedKind, touching
from producers.enums import LegalForm, ReportingClass
from producers.models import Producer
from products.enums import Answer, EndReason, Precision, RatingKind, StartBasis
from products.models.categories import Category
from products.models.decision import NOT_VOIDED, Decision, Recorded, person
from products.models.product import Product

OF_ONE_PRODUCT = {TouchedKind.PRODUCT: "product_id", TouchedKind.PRODUCER: "producer_id"}


class Snapshot(models.Model):
    """What was printed: a figure of that day does not change when the product or its producer does later.

    `product` and `producer` follow a merge; `entered_*` keep what was entered, for questions as of a record time.
    """

    product = models.ForeignKey(Product, models.PROTECT, verbose_name=_("sản phẩm"), related_name="%(class)ss")
    entered_product = models.ForeignKey(Product, models.PROTECT, editable=False, related_name="+")
    producer = models.ForeignKey(Producer, models.PROTECT, verbose_name=_("chủ thể"), related_name="%(class)ss")
    entered_producer = models.ForeignKey(Producer, models.PROTECT, editable=False, related_name="+")
    product_name = models.CharField(_("tên sản phẩm khi công bố"), max_length=250)
    producer_name = models.CharField(_("tên chủ thể khi công bố"), max_length=250)
    producer_form = models.CharField(_("loại hình khi công bố"), max_length=30, choices=LegalForm.choices)
    producer_class = models.CharField(_("nhóm thống kê khi công bố"), max_length=30, choices=ReportingClass.choices)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, verbose_name=_("địa bàn khi công bố"), related_name="+"
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("nhóm khi công bố"), related_name="+"
    )
    kind = models.CharField(_("lần đánh giá"), max_length=10, choices=RatingKind.choices, default=RatingKind.FIRST)
    score = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2, null=True, blank=True)
    score_a = models.DecimalField(_("điểm phần A"), max_digits=5, decimal_places=2, null=True, blank=True)
    score_b = models.DecimalField(_("điểm phần B"), max_digits=5, decimal_places=2, null=True, blank=True)
    score_c = models.DecimalField(_("điểm phần C"), max_digits=5, decimal_places=2, null=True, blank=True)
    source_url = models.CharField(_("nguồn"), max_length=500, blank=True)

    class Meta:
        abstract = True


class DateRange(models.Func):
    """`daterange(from, to, '[)')`, immutable, for generated columns."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[)')"
    output_field = DateRangeField()


# The first day after the last valid one, as far as is known now; an end before the start or after the last day is
# refused by constraints of its own.
_DAY_AFTER = models.ExpressionWrapper(
    models.functions.Coalesce(models.F("extended_until"), models.F("until")) + 1, output_field=models.DateField()
)
_VALID_TO = models.functions.Coalesce(models.F("ended_on"), _DAY_AFTER)


@pghistory.track(exclude=["valid"])
class Recognition(Recorded, Snapshot):
    """A rating of 3, 4 or 5 stars: in force from `starts_on` to `until` inclusive unless closed earlier."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("quyết định"), related_name="recognitions"
    )
    stars = models.PositiveSmallIntegerField(_("số sao"))
    starts_on = models.DateField(_("hiệu lực từ ngày"))
    start_basis = models.CharField(_("căn cứ ngày hiệu lực"), max_length=20, choices=StartBasis.choices)
    start_precision = models.CharField(
        _("độ chính xác"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    until = models.DateField(_("hết ngày"))
    extended_until = models.DateField(_("gia hạn đến hết ngày"), null=True, blank=True)
    extension_ground = models.TextField(_("căn cứ gia hạn"), blank=True)
    extended_at = models.DateTimeField(_("ghi gia hạn lúc"), null=True, blank=True)
    extended_by = person(_("người ghi gia hạn"))
    ended_on = models.DateField(_("thôi hiệu lực từ ngày"), null=True, blank=True)
    end_reason = models.CharField(_("vì sao thôi"), max_length=20, choices=EndReason.choices, blank=True)
    end_decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("theo quyết định"), related_name="closings"
    )
    end_note = models.TextField(_("lý do cụ thể"), blank=True)
    closed_at = models.DateTimeField(_("ghi thôi hiệu lực lúc"), null=True, blank=True)
    closed_by = person(_("người ghi thôi hiệu lực"))
    void_decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("đính chính bởi"), related_name="corrections"
    )
    restates = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("thay dòng đã vô hiệu"), related_name="restated"
    )
    valid = models.GeneratedField(
        expression=DateRange(models.F("starts_on"), _VALID_TO), output_field=DateRangeField(), db_persist=True
    )

    class Meta:
        verbose_name = _("công nhận")
        verbose_name_plural = _("công nhận")
        ordering = ["-starts_on", "-pk"]
        indexes = [
            GistIndex(fields=["valid"], name="recognition_valid", condition=NOT_VOIDED),
            models.Index(fields=["product", "-starts_on"], name="recognition_product"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(stars__in=[3, 4, 5]), name="recognition_stars"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 100)), name="recognition_score"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("starts_on")), name="recognition_until_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=models.F("starts_on")),
                name="recognition_end_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__lte=_DAY_AFTER),
                name="recognition_end_in_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(extended_until__isnull=True) | models.Q(extended_until__gt=models.F("until")),
                name="recognition_extension_later",
            ),
            ExclusionConstraint(
                name="recognition_no_overlap",
                expressions=[("product", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=NOT_VOIDED,
            ),
        ]
        triggers = [
            ledger_guard(
                {
                    "extended_at": ["extended_until", "extension_ground", "extended_by_id"],
                    "closed_at": ["ended_on", "end_reason", "end_decision_id", "end_note", "closed_by_id"],
                    "voided_at": ["voided_by_id", "void_reason", "void_decision_id"],
                },
                free=["product_id", "producer_id"],
                generated=["valid"],
            ),
            touching(OF_ONE_PRODUCT),
        ]

    def __str__(self) -> str:
        return f"{self.product_name} – {self.stars} sao"


@pghistory.track(exclude=["open"])
class ScoreApproval(Recorded, Snapshot):
    """Potential five stars: a score approved for the ministry's decision; no rating, no 36 months."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("quyết định"), related_name="approvals"
    )
    approved_on = models.DateField(_("phê duyệt từ ngày"))
    start_basis = models.CharField(_("căn cứ ngày"), max_length=20, choices=StartBasis.choices)
    start_precision = models.CharField(
        _("độ chính xác"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    answer = models.CharField(_("trả lời"), max_length=20, choices=Answer.choices, blank=True)
    ended_on = models.DateField(_("kết thúc từ ngày"), null=True, blank=True)
    answer_decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("theo quyết định"), related_name="answers"
    )
    answer_paper = models.CharField(_("văn bản trả lời"), max_length=200, blank=True)
    answer_note = models.TextField(_("ghi chú trả lời"), blank=True)
    answered_at = models.DateTimeField(_("ghi trả lời lúc"), null=True, blank=True)
    answered_by = person(_("người ghi trả lời"))
    void_decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("đính chính bởi"), related_name="+"
    )
    restates = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("thay dòng đã vô hiệu"), related_name="restated"
    )
    open = models.GeneratedField(
        expression=DateRange(models.F("approved_on"), models.F("ended_on")),
        output_field=DateRangeField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("phê duyệt điểm (tiềm năng 5 sao)")
        verbose_name_plural = _("phê duyệt điểm (tiềm năng 5 sao)")
        ordering = ["-approved_on", "-pk"]
        indexes = [GistIndex(fields=["open"], name="approval_open", condition=NOT_VOIDED)]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 100)), name="approval_score"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=models.F("approved_on")),
                name="approval_end_after_start",
            ),
            ExclusionConstraint(
                name="approval_no_overlap",
                expressions=[("product", RangeOperators.EQUAL), ("open", RangeOperators.OVERLAPS)],
                condition=NOT_VOIDED,
            ),
        ]
        triggers = [
            ledger_guard(
                {
                    "answered_at": [
                        "answer",
                        "ended_on",
                        "answer_decision_id",
                        "answer_paper",
                        "answer_note",
                        "answered_by_id",
                    ],
                    "voided_at": ["voided_by_id", "void_reason", "void_decision_id"],
                },
                free=["product_id", "producer_id"],
                generated=["open"],
            ),
            touching(OF_ONE_PRODUCT),
        ]

    def __str__(self) -> str:
        return f"{self.product_name} – tiềm năng 5 sao"


class Certificate(models.Model):
    """The check code printed on a label; it passes to the new row when a wrong entry is voided and entered rightly."""

    code = models.CharField(_("mã kiểm tra"), max_length=20, unique=True)
    recognition = models.OneToOneField(
        Recognition, models.PROTECT, null=True, blank=True, verbose_name=_("công nhận"), related_name="certificate"
    )
    approval = models.OneToOneField(
        ScoreApproval,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("phê duyệt điểm"),
        related_name="certificate",
    )

    class Meta:
        verbose_name = _("mã kiểm tra")
        verbose_name_plural = _("mã kiểm tra")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recognition__isnull=False, approval__isnull=True)
                | models.Q(recognition__isnull=True, approval__isnull=False),
                name="certificate_of_one_row",
            )
        ]

    def __str__(self) -> str:
        return self.code
