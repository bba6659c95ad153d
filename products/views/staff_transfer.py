"""Passing a product to another producer, and a producer's products to its successor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.roles import Act
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs
from producers.views.producer_edit import page_and_act, producer_of
from products.actions.transfer import succeed_producer, transfer_product
from products.forms.staff_transfer import PassOnForm
from products.views.staff_product_edit import product_crumbs, product_of

# The action's names for "to whom" are inputs of another name on the page.
TAKER_FIELDS = {"to": "typed", "successor": "typed"}


def _show(form: PassOnForm, refusal: ActionRefused) -> None:
    add_reasons(form, ActionRefused([_moved(reason) for reason in refusal.reasons]))


def _moved(reason: Any) -> Any:
    return type(reason)(reason.text, TAKER_FIELDS.get(reason.field, reason.field))


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def product_transfer(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down that a product passed to another producer."""
    user = acting_user(request)
    product = product_of(user, slug)
    form = PassOnForm(user, request.POST or None, taker_label=_("Chủ thể nhận"), without=product.producer)
    if request.method == "POST" and form.is_valid():
        on, why = form.cleaned_data["on"], form.cleaned_data["why"]
        try:
            transfer = transfer_product(product, to=form.producer, on=on, why=why, by=user)
        except ActionRefused as refusal:
            _show(form, refusal)
        else:
            said = {"name": product.name, "taker": transfer.taker, "day": date_format(transfer.on)}
            messages.success(request, _("“%(name)s” thuộc về %(taker)s từ ngày %(day)s.") % said)
            return redirect("staff:product-detail", slug=product.slug)
    heading = _("Chuyển sang chủ thể khác")
    context = {
        "heading": heading,
        "help_url": reverse("staff:help", args=["chu-the-san-pham"]),
        "crumbs": product_crumbs(product, heading),
        "form": form,
        "product": product,
    }
    return render(request, "products/staff_product_transfer.html", context)


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def producer_succeed(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down that another producer took over; its products pass on."""
    user = acting_user(request)
    producer = producer_of(user, slug)
    form = PassOnForm(user, request.POST or None, taker_label=_("Đơn vị kế thừa"), without=producer)
    if request.method == "POST" and form.is_valid():
        on, why = form.cleaned_data["on"], form.cleaned_data["why"]
        try:
            transfers = succeed_producer(producer, successor=form.producer, on=on, why=why, by=user)
        except ActionRefused as refusal:
            _show(form, refusal)
        else:
            said = {"count": len(transfers), "name": form.producer}
            messages.success(request, _("Đã chuyển %(count)s sản phẩm sang %(name)s.") % said)
            return redirect("staff:producer-detail", slug=producer.slug)
    heading = _("Đơn vị kế thừa")
    crumbs = staff_crumbs(
        (_("Chủ thể"), reverse("staff:producer-list")),
        (producer.name, reverse("staff:producer-detail", args=[producer.slug])),
        (heading, ""),
    )
    products = producer.products.current().visible_to(user)
    context = {
        "heading": heading,
        "help_url": reverse("staff:help", args=["chu-the-san-pham"]),
        "crumbs": crumbs,
        "form": form,
        "producer": producer,
        "products": products,
    }
    return render(request, "producers/producer_succeed.html", context)
