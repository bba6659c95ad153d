"""Where a product is sold, with what vouches for it: the list of both, and the forms of outlets."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.clock import today
from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.roles import Act
from producers.forms.reasons import add_reasons
from producers.views.producer_edit import page_and_act
from products.actions.outlets import add_outlet, edit_outlet, remove_outlet
from products.enums import OutletKind
from products.forms.staff_beside import OutletForm
from products.models import Product
from products.views.beside import outlet_row, proof_row
from products.views.staff_product_edit import product_crumbs, product_of

# What the addresses call the kinds, and what is said when one is added.
KINDS = {"lien-ket": OutletKind.SHOP, "diem-ban": OutletKind.DISPLAY, "thi-truong": OutletKind.MARKET}


@staff_page(Act.EDIT_REGISTER)
def product_outlets(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that stands beside the ratings of a product, the proofs that ended too."""
    product, on = product_of(acting_user(request), slug), today()
    outlets = product.outlets.select_related("place__parent")
    context = {
        "product": product,
        "outlets": [{"pk": outlet.pk, "kind": outlet.get_kind_display(), **outlet_row(outlet)} for outlet in outlets],
        "proofs": [
            {"pk": proof.pk, "is_over": proof.expires_on is not None and proof.expires_on < on, **proof_row(proof)}
            for proof in product.proofs.all()
        ],
        "kinds": [{"slug": slug, "label": kind.label} for slug, kind in KINDS.items()],
    }
    return beside_page(request, "products/staff_product_outlets.html", product, _("Nơi bán, chứng nhận"), context)


def beside_page(
    request: HttpRequest, template: str, product: Product, heading: str, context: dict[str, object]
) -> HttpResponse:
    """A page about what stands beside a product."""
    frame = {"heading": heading, "help_url": reverse("staff:help", args=["chu-the-san-pham"])}
    crumbs = product_crumbs(product, heading)
    return render(request, template, frame | {"crumbs": crumbs, "product": product} | context)


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def outlet_new(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Show one more outlet of a kind."""
    user = acting_user(request)
    product = product_of(user, slug)
    if kind not in KINDS:
        raise Http404
    form = OutletForm(user, request.POST or None, kind=KINDS[kind])
    if request.method == "POST" and form.is_valid():
        try:
            outlet = add_outlet(product, kind=KINDS[kind], by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã thêm “%(outlet)s”.") % {"outlet": outlet})
            return redirect("staff:product-outlets", slug=product.slug)
    heading = _("Thêm %(kind)s") % {"kind": KINDS[kind].label}
    return beside_page(request, "products/staff_beside_edit.html", product, heading, {"form": form})


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def outlet_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what is said of an outlet, or say that it was looked at again."""
    user = acting_user(request)
    product = product_of(user, slug)
    outlet = get_object_or_404(product.outlets.select_related("place"), pk=pk)
    form = OutletForm(user, request.POST or None, kind=outlet.kind, outlet=outlet)
    if request.method == "POST" and form.is_valid():
        try:
            outlet = edit_outlet(outlet, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lưu “%(name)s”.") % {"name": outlet})
            return redirect("staff:product-outlets", slug=product.slug)
    heading = _("Sửa %(kind)s") % {"kind": outlet.get_kind_display()}
    return beside_page(request, "products/staff_beside_edit.html", product, heading, {"form": form})


@require_POST
@staff_page(Act.EDIT_REGISTER)
def outlet_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show an outlet no more."""
    user = acting_user(request)
    product = product_of(user, slug)
    try:
        remove_outlet(get_object_or_404(product.outlets, pk=pk), by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã bỏ nơi bán."))
    return redirect("staff:product-outlets", slug=product.slug)
