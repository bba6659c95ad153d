"""One product as the people who keep the register see it."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.access import seen_by
from core.clock import today
from core.guards import StaffPage, acting_user
from core.models import HistoryEntry, User
from core.roles import Act
from producers.queries.acts import act_lines
from producers.views.pages import staff_crumbs
from products.models import Product, Recognition, ScoreApproval
from products.permissions.products import why_not_edit_product
from products.queries.staff import approvals_of, ratings_of
from products.rules.verbs import VERBS
from products.views.staff_rows import approval_row, rating_row

SHOWN_ACTS = 50


class ProductDetail(StaffPage, TemplateView):
    """Facts, ledger rows, listings, transfers, merges and the history of one product."""

    template_name = "products/staff_product_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        found = Product.objects.visible_to(user).select_related(
            "producer", "place__parent", "category__scheme", "merged_into"
        )
        product = get_object_or_404(found, slug=self.kwargs["slug"])
        with_voided, day = user.may(Act.SEE_VOIDED), today()
        ratings = list(ratings_of(product, day, with_voided=with_voided))
        approvals = list(approvals_of(product, day, with_voided=with_voided))
        return super().get_context_data(
            heading=product.name,
            help_url=reverse("staff:help", args=["chu-the-san-pham"]),
            crumbs=staff_crumbs((_("Sản phẩm"), reverse("staff:product-list")), (product.name, "")),
            product=product,
            kept=seen_by(user, product.merged_into),
            facts=_facts(user, product),
            rows=[rating_row(row, day) for row in ratings] + [approval_row(row, day) for row in approvals],
            listings=product.listings.select_related("decision"),
            transfers=product.transfers.select_related("giver", "taker"),
            merges=product.merges.filter(gone__in=Product.objects.visible_to(user)).select_related(
                "gone", "by", "undone_by"
            ),
            photo_count=product.photos.count(),
            may_edit=not why_not_edit_product(user, product),
            may_merge=user.may(Act.CORRECT_REGISTER) and product.merged_into is None,
            acts=act_lines(_acts(product, ratings, approvals)[:SHOWN_ACTS], VERBS),
            **kwargs,
        )


def _facts(user: User, product: Product) -> list[dict[str, Any]]:
    place, category, producer = product.place, product.category, product.producer
    producer_url = reverse("staff:producer-detail", args=[producer.slug]) if seen_by(user, producer) else ""
    basis = f"{product.get_category_basis_display()}; {category.scheme}" if category else ""
    rows: list[dict[str, Any]] = [
        {"term": _("Chủ thể"), "value": producer.name, "url": producer_url},
        {"term": _("Tên gọi khác"), "value": "; ".join(product.other_names)},
        {"term": _("Nhóm sản phẩm"), "value": category and category.name, "note": basis, "missing": _("Chưa rõ")},
        {
            "term": _("Nơi sản xuất"),
            "value": place and (f"{place}, {place.parent}" if place.parent else str(place)),
            "missing": _("Chưa rõ"),
        },
        {"term": _("Mã số sản phẩm"), "value": product.code_text},
        {"term": _("Giới thiệu"), "value": product.description},
        {"term": _("Nguồn"), "value": product.source_url},
        {"term": _("Ghi chú nội bộ"), "value": product.note},
    ]
    return rows


def _acts(product: Product, ratings: list[Recognition], approvals: list[ScoreApproval]) -> QuerySet[HistoryEntry]:
    """The acts done to the product and to the rows of the ledger that the person may see."""
    types = ContentType.objects.get_for_models(Product, Recognition, ScoreApproval)
    mine = Q(subject_type=types[Product], subject_id=product.pk)
    mine |= Q(subject_type=types[Recognition], subject_id__in=[row.pk for row in ratings])
    mine |= Q(subject_type=types[ScoreApproval], subject_id__in=[row.pk for row in approvals])
    return HistoryEntry.objects.filter(mine).select_related("by", "subject_type")
