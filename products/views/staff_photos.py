"""Photos of a product: adding and removing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import ActionRefused
from core.files.doors import takes_files
from core.guards import acting_user, staff_page
from core.roles import Act
from producers.forms.reasons import add_reasons
from producers.views.producer_edit import page_and_act
from products.actions.photos import add_photo, remove_photo
from products.files import PHOTO
from products.forms.staff_photos import PhotoForm
from products.models import Photo
from products.photos import file_name, photo_widths
from products.views.staff_product_edit import product_crumbs, product_of


@takes_files(PHOTO)
@staff_page(Act.EDIT_REGISTER)
@page_and_act
def product_photos(request: HttpRequest, slug: str) -> HttpResponse:
    """The photos of a product, with a form for one more."""
    user = acting_user(request)
    product = product_of(user, slug)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_photo(product, upload=form.cleaned_data["upload"], caption=form.cleaned_data["caption"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã thêm ảnh."))
            return redirect("staff:product-photos", slug=product.slug)
    heading = _("Ảnh sản phẩm")
    context = {
        "heading": heading,
        "help_url": reverse("staff:help", args=["chu-the-san-pham"]),
        "crumbs": product_crumbs(product, heading),
        "form": form,
        "product": product,
        "photos": [_shown(photo) for photo in product.photos.all()],
    }
    return render(request, "products/staff_product_photos.html", context)


def _shown(photo: Photo) -> dict[str, object]:
    src = reverse("photo", args=[file_name(photo.stem, photo_widths(photo.width)[0], "jpg")])
    return {"pk": photo.pk, "src": src, "alt": photo.caption, "caption": photo.caption}


@require_POST
@staff_page(Act.EDIT_REGISTER)
def photo_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a photo away."""
    user = acting_user(request)
    product = product_of(user, slug)
    try:
        remove_photo(get_object_or_404(product.photos, pk=pk), by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã bỏ ảnh."))
    return redirect("staff:product-photos", slug=product.slug)
