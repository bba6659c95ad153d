"""What vouches for the quality of a product: its forms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.roles import Act
from producers.forms.reasons import add_reasons
from producers.views.producer_edit import page_and_act
from products.actions.proofs import add_proof, edit_proof, remove_proof
from products.forms.staff_beside import ProofForm, RemoveProofForm
from products.views.staff_outlets import beside_page
from products.views.staff_product_edit import product_of


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def proof_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one more proof of a product."""
    user = acting_user(request)
    product = product_of(user, slug)
    form = ProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proof = add_proof(product, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã thêm “%(proof)s”.") % {"proof": proof})
            return redirect("staff:product-outlets", slug=product.slug)
    heading = _("Thêm chứng nhận")
    return beside_page(request, "products/staff_beside_edit.html", product, heading, {"form": form})


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def proof_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Correct what is said of a proof."""
    user = acting_user(request)
    product = product_of(user, slug)
    proof = get_object_or_404(product.proofs, pk=pk)
    form = ProofForm(request.POST or None, proof=proof)
    if request.method == "POST" and form.is_valid():
        try:
            proof = edit_proof(proof, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lưu “%(name)s”.") % {"name": proof})
            return redirect("staff:product-outlets", slug=product.slug)
    heading = _("Sửa chứng nhận")
    return beside_page(request, "products/staff_beside_edit.html", product, heading, {"form": form})


@staff_page(Act.EDIT_REGISTER)
@page_and_act
def proof_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a proof no more, for a reason."""
    user = acting_user(request)
    product = product_of(user, slug)
    proof = get_object_or_404(product.proofs, pk=pk)
    form = RemoveProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remove_proof(proof, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã bỏ “%(name)s”.") % {"name": proof})
            return redirect("staff:product-outlets", slug=product.slug)
    context: dict[str, object] = {
        "form": form,
        "intro": _("Trang công khai thôi hiện “%(name)s”; nhật ký giữ việc này và lý do.") % {"name": proof},
        "submit_label": _("Bỏ chứng nhận"),
        "danger": True,
        "cancel_url": reverse("staff:product-outlets", args=[product.slug]),
        "cancel_label": _("Giữ lại"),
    }
    return beside_page(request, "staff/confirm.html", product, _("Bỏ chứng nhận"), context)
