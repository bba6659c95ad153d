"""Merging two records of one thing, and undoing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import is_in_territory
from core.errors import ActionRefused, Reason
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from producers.forms.reasons import add_reasons
from producers.models import ProducerMerge
from producers.views.pages import staff_crumbs
from producers.views.producer_edit import page_and_act, producer_of
from products.actions.merging import merge_producers, merge_products, undo_merge
from products.forms.staff_merging import MergeForm, WhyForm
from products.models import ProductMerge
from products.permissions.merging import why_not_merge_producers, why_not_merge_products, why_not_undo
from products.queries.merging import Thing
from products.queries.moved import moved_rows
from products.queries.side_by_side import lines_of, twins_of_producer, twins_of_product
from products.views.staff_product_edit import product_of

OTHER_KEY = "voi"
KINDS: dict[str, type[ProducerMerge] | type[ProductMerge]] = {"chu-the": ProducerMerge, "san-pham": ProductMerge}
A_REASON = "…"  # stands for the reason that is still to be typed, when the page asks in advance what is in the way


@staff_page(Act.CORRECT_REGISTER)
@page_and_act
def producer_merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Find the twin of a producer, see both, choose which stays."""
    user = acting_user(request)
    producer, other = producer_of(user, slug), _other(request, user, producer_of)
    if other is None:
        return _find(request, producer, "producer", twins_of_producer(user, producer, request.GET.get("q", "")))
    reasons = why_not_merge_producers(user, producer, other, A_REASON)
    return _see_both(request, producer, other, "producer", merge_producers, reasons)


@staff_page(Act.CORRECT_REGISTER)
@page_and_act
def product_merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Find the twin of a product, see both, choose which stays."""
    user = acting_user(request)
    product, other = product_of(user, slug), _other(request, user, product_of)
    if other is None:
        return _find(request, product, "product", twins_of_product(user, product, request.GET.get("q", "")))
    reasons = why_not_merge_products(user, product, other, A_REASON)
    return _see_both(request, product, other, "product", merge_products, reasons)


def _other(request: HttpRequest, user: User, get: Callable[[User, str], Any]) -> Any:
    slug = request.GET.get(OTHER_KEY)
    return get(user, slug) if slug else None


def _context(thing: Thing, kind: str) -> dict[str, Any]:
    detail = reverse(f"staff:{kind}-detail", args=[thing.slug])
    name = _("Chủ thể") if kind == "producer" else _("Sản phẩm")
    heading = _("Gộp bản ghi trùng")
    crumbs = staff_crumbs((name, reverse(f"staff:{kind}-list")), (thing.name, detail), (heading, ""))
    return {
        "heading": heading,
        "help_url": reverse("staff:help", args=["gop-trung"]),
        "crumbs": crumbs,
        "thing": thing,
        "kind": kind,
        "cancel_url": detail,
    }


def _find(request: HttpRequest, thing: Thing, kind: str, twins: list[Any]) -> HttpResponse:
    context = _context(thing, kind) | {"twins": twins, "q": request.GET.get("q", "")}
    return render(request, "products/staff_merge_find.html", context)


def _see_both(
    request: HttpRequest, one: Any, two: Any, kind: str, merge: Callable[..., Any], reasons: list[Reason]
) -> HttpResponse:
    user, both = acting_user(request), {thing.slug: thing for thing in (one, two)}
    form = MergeForm(request.POST or None, choices=[(slug, thing.name) for slug, thing in both.items()])
    if request.method == "POST" and form.is_valid():
        kept = both[form.cleaned_data["kept"]]
        gone = two if kept is one else one
        try:
            merge(kept, gone, why=form.cleaned_data["why"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã gộp “%(gone)s” vào “%(kept)s”.") % {"gone": gone, "kept": kept})
            return redirect(f"staff:{kind}-detail", slug=kept.slug)
    context = _context(one, kind) | {"one": one, "two": two, "lines": lines_of(user, one, two), "form": form}
    return render(request, "products/staff_merge.html", context | {"in_the_way": reasons})


@staff_page(Act.CORRECT_REGISTER)
@page_and_act
def merge_undo(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Say what goes back, then undo a merge."""
    if kind not in KINDS:
        raise Http404
    user = acting_user(request)
    merge = get_object_or_404(KINDS[kind].objects.select_related("kept__place", "gone__place"), pk=pk)
    if not all(is_in_territory(user, thing.place) for thing in (merge.kept, merge.gone)):
        raise Http404
    form = WhyForm(request.POST or None)
    name = "producer" if kind == "chu-the" else "product"
    if request.method == "POST" and form.is_valid():
        try:
            undo_merge(merge, by=user, why=form.cleaned_data["why"])
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã hoàn tác: “%(gone)s” lại là bản ghi riêng.") % {"gone": merge.gone})
            return redirect(f"staff:{name}-detail", slug=merge.gone.slug)
    context = _context(merge.kept, name) | {"heading": _("Hoàn tác lần gộp"), "form": form}
    return render(request, "products/staff_merge_undo.html", context | _undoing(merge, user))


def _undoing(merge: ProducerMerge | ProductMerge, user: User) -> dict[str, Any]:
    """What the page says about the undoing: what goes back, by name, and what is in the way."""
    facts = {"gone": merge.gone, "kept": merge.kept}
    return {
        "merge": merge,
        "intro": _("“%(gone)s” sẽ lại là bản ghi riêng, tách khỏi “%(kept)s”.") % facts,
        "refusals": [reason.text for reason in why_not_undo(user, merge, A_REASON)],
        "groups": [
            {"title": moved.follower.label, "names": [{"text": str(row)} for row in moved.back]}
            for moved in moved_rows(merge)
            if moved.back
        ],
    }
