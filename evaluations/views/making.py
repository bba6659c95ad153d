"""Making a product in place: in a dialog of the grid, or on a page of its own without a script."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import ActionRefused, Reason
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.actions.products import create_product_in_place
from evaluations.actions.results import save_result
from evaluations.entry import Entry
from evaluations.forms.results import ResultProductNewForm
from evaluations.queries.grid import Home
from evaluations.queries.products import describe
from evaluations.views.grid import grid_url
from evaluations.views.reach import home_at, wants_json
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs
from products.models import Category, Product


@staff_page(Act.EDIT_REGISTER)
def result_product_new(request: HttpRequest, round_pk: int | None = None, draft_pk: int | None = None) -> HttpResponse:
    """Make a product; a script gets its number back, a form goes on to the grid with a row for it."""
    user = acting_user(request)
    home = home_at(user, round_pk, draft_pk)
    form = product_form(user, home, request)
    if request.method == "POST" and form.is_valid():
        try:
            product = _create(form, user)
        except ActionRefused as refusal:
            add_reasons(form, _at_our_fields(refusal))
        else:
            return _made(request, user, home, product)
    if wants_json(request):
        producers = [{"id": row.pk, "name": row.name, "about": str(row.place or "")} for row in form.producers_found]
        return JsonResponse({"errors": form.errors, "producers": producers}, status=422)
    context = {
        "form": form,
        "heading": _("Tạo sản phẩm mới"),
        "crumbs": staff_crumbs((str(home), grid_url(home)), (_("Tạo sản phẩm mới"), "")),
        "help_url": reverse("staff:help", args=["nhap-ket-qua"]),
        "back": grid_url(home),
    }
    return render(request, "evaluations/result_product_new.html", context)


def product_form(user: User, home: Home, request: HttpRequest | None = None) -> ResultProductNewForm:
    """The form with the categories of the home's law."""
    categories = Category.objects.filter(scheme=home.level.regime.scheme).order_by("position")
    if request is not None and request.method == "POST":
        return ResultProductNewForm(request.POST, user=user, categories=categories, auto_id="moi_%s")
    initial = {"name": request.GET.get("name", "")} if request is not None else {}
    return ResultProductNewForm(initial=initial, user=user, categories=categories, auto_id="moi_%s")


def _create(form: ResultProductNewForm, user: User) -> Product:
    data = form.cleaned_data
    return create_product_in_place(
        name=data["name"],
        category=data["category"],
        place=data["place"],
        producer=data["maker"],
        producer_name=data["producer_text"],
        legal_form=data["legal_form"],
        by=user,
    )


def _at_our_fields(refusal: ActionRefused) -> ActionRefused:
    """The producer's name is typed in the field that also finds producers."""
    return ActionRefused(
        [Reason(each.text, "producer_text" if each.field == "producer" else each.field) for each in refusal.reasons]
    )


def _made(request: HttpRequest, user: User, home: Home, product: Product) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"product": {"id": product.pk, "name": product.name, "about": describe(product)}})
    try:
        row = save_result(home, Entry(product), by=user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect(grid_url(home))
    messages.success(request, _("Đã tạo “%(product)s” và thêm một dòng cho sản phẩm này.") % {"product": product})
    return redirect(f"{grid_url(home)}#dong-{row.pk}")
