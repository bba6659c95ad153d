"""The products of a territory."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.clock import today
from core.guards import StaffPage, acting_user
from core.models import User
from core.roles import Act
from producers.models import Producer
from producers.views.pages import page_of, query_without_page, staff_crumbs
from products.forms.staff_filters import ProductStaffFilter
from products.models import Product
from products.queries.register import held_ratings, open_approvals
from products.queries.staff import staff_products
from products.views.staff_rows import rating_status


class ProductList(StaffPage, TemplateView):
    """A table of the products that the person may see, with what each holds today."""

    template_name = "products/staff_product_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        filters = ProductStaffFilter(user, self.request.GET, queryset=staff_products(user))
        page = page_of(self.request, filters.qs)
        return super().get_context_data(
            heading=_("Sản phẩm"),
            help_url=reverse("staff:help", args=["chu-the-san-pham"]),
            crumbs=staff_crumbs((_("Sản phẩm"), "")),
            filters=filters,
            page_obj=page,
            rows=_with_marks(user, list(page)),
            query=query_without_page(self.request),
            may_edit=user.may(Act.EDIT_REGISTER),
            may_handle_reports=user.may(Act.HANDLE_LABEL_REPORTS),
            **kwargs,
        )


def _with_marks(user: User, products: list[Product]) -> list[dict[str, Any]]:
    """Each product with its rating and its approved score of today; three queries for the page."""
    on = today()
    makers = Producer.objects.visible_to(user).filter(pk__in=[product.producer_id for product in products])
    within_reach = set(makers.order_by().values_list("pk", flat=True))
    held, approved = held_ratings(products, on), open_approvals(products, on)
    return [
        {
            "product": product,
            "leads_to_producer": product.producer_id in within_reach,
            "rating": held.get(product.pk),
            "status": rating_status(held[product.pk], on) if product.pk in held else "",
            "approved": product.pk in approved,
        }
        for product in products
    ]
