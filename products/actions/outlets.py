"""Verbs about where a product is sold."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from core.errors import ActionRefused, refuse_if
from core.history import record
from core.models import User
from core.publishing import publishing
from products.actions.beside import as_new, changes_of, take
from products.models import Outlet, Product
from products.permissions.outlets import why_not_save_outlet, why_not_show_beside


def add_outlet(product: Product, *, kind: str, by: User | None, **facts: Any) -> Outlet:
    """Show where a product is sold; without a position behind the others. Raises ActionRefused.

    `facts` are url, or name with address and place; note, seen_on, position.
    """
    with publishing():
        outlet = Outlet(product=Product.objects.select_related("producer", "place").get(pk=product.pk), kind=kind)
        take(outlet, _placed(outlet.product, facts))
        refuse_if(why_not_save_outlet(by, outlet))
        outlet.save(force_insert=True)
        said = as_new(outlet, ["kind", *(name for name in facts if name != "position")])
        record(outlet.product, "add_outlet", by=by, outlet=str(outlet), changes=said)
    return outlet


def _placed(product: Product, facts: dict[str, Any]) -> dict[str, Any]:
    if facts.get("position"):
        return facts
    last = product.outlets.aggregate(last=Max("position"))["last"]
    return facts | {"position": (last or 0) + 1}


def edit_outlet(outlet: Outlet, *, by: User | None, **facts: Any) -> Outlet:
    """Change what is said of an outlet; nothing is written when nothing changed. Raises ActionRefused."""
    with publishing():
        outlet = _as_it_stands(outlet)
        before = take(outlet, {name: value for name, value in facts.items() if name != "position" or value})
        refuse_if(why_not_save_outlet(by, outlet))
        if before:
            outlet.save(update_fields=list(before))
            said = changes_of(outlet, before)
            record(outlet.product, "edit_outlet", by=by, outlet=str(outlet), changes=said)
    return outlet


def remove_outlet(outlet: Outlet, *, by: User | None) -> None:
    """Show an outlet no more. Raises ActionRefused."""
    with publishing():
        outlet = _as_it_stands(outlet)
        refuse_if(why_not_show_beside(by, outlet.product))
        record(outlet.product, "remove_outlet", by=by, kind=outlet.kind, outlet=str(outlet))
        outlet.delete()


def _as_it_stands(outlet: Outlet) -> Outlet:
    found = Outlet.objects.select_related("product__producer", "product__place", "place").filter(pk=outlet.pk).first()
    if found is None:
        raise ActionRefused(_("Nơi bán này đã được bỏ."))
    return found
