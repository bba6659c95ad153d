"""Entering and editing products."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from producers.forms.pick import ProducerPick
from producers.forms.reasons import add_reasons
from producers.models import Producer
from producers.queries.duplicates import visible_producers
from producers.views.pages import staff_crumbs
from producers.views.producer_edit import page_and_act
from products.actions.products import create_product, edit_product
from products.forms.staff_products import ProductEditForm, ProductNewForm
from products.models import Product

PRODUCER_KEY = "chu-the"


def product_of(user: User, slug: str) -> Product:
    """The product of an address, if it lies in the user's territory and was not merged away; else 404."""
    rows = Product.objects.current().visible_to(user).select_related("producer", "place", "category")
    return get_object_or_404(rows, slug=slug)


def product_crumbs(product: Product, here: str) -> list[dict[str, str]]:
    """Where a page about one product stands."""
    return staff_crumbs(
        (_("Sản phẩm"), reverse("staff:product-list")),
        (product.name, reverse("staff:product-detail", args=[product.slug])),
        (here, ""),
    )


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def product_new(request: HttpRequest) -> HttpResponse:
    """Enter a new product: first its producer, then what is known about it."""
    user = acting_user(request)
    slug = request.GET.get(PRODUCER_KEY, "")
    if not slug:
        return _choose_producer(request, user)
    producer = get_object_or_404(visible_producers(user), slug=slug)
    form = ProductNewForm(user, request.POST or None, producer=producer, initial={"name": request.GET.get("ten", "")})
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "confirm_new"}
        try:
            product = create_product(producer=producer, by=user, **values)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã tạo sản phẩm “%(name)s”.") % {"name": product.name})
            return redirect("staff:product-detail", slug=product.slug)
    return render(request, "products/staff_product_new.html", _new_context(form=form, producer=producer))


def _choose_producer(request: HttpRequest, user: User) -> HttpResponse:
    form = ProducerPick(user, request.POST or None)
    if request.method == "POST" and form.is_valid() and form.producer is not None:
        return redirect(f"{reverse('staff:product-new')}?{PRODUCER_KEY}={form.producer.slug}")
    return render(request, "products/staff_product_new.html", _new_context(pick=form))


def _new_context(
    *, form: ProductNewForm | None = None, pick: ProducerPick | None = None, producer: Producer | None = None
) -> dict[str, object]:
    heading = _("Thêm sản phẩm")
    crumbs = staff_crumbs((_("Sản phẩm"), reverse("staff:product-list")), (heading, ""))
    return {
        "heading": heading,
        "help_url": reverse("staff:help", args=["chu-the-san-pham"]),
        "crumbs": crumbs,
        "form": form or pick,
        "producer": producer,
    }


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def product_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is known about a product."""
    user = acting_user(request)
    product = product_of(user, slug)
    form = ProductEditForm(user, request.POST or None, product=product)
    if request.method == "POST" and form.is_valid():
        try:
            product = edit_product(product, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lưu “%(name)s”.") % {"name": product.name})
            return redirect("staff:product-detail", slug=product.slug)
    heading = _("Sửa sản phẩm")
    context = {
        "heading": heading,
        "help_url": reverse("staff:help", args=["chu-the-san-pham"]),
        "crumbs": product_crumbs(product, heading),
        "form": form,
        "product": product,
    }
    return render(request, "products/staff_product_edit.html", context)
