"""Categories that a product may be put in on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from products.models import Category, Regime


def categories_on(on: date, current: Category | None = None) -> list[Category]:
    """The table of the newest law in force on a day, with the category that is chosen already; one query."""
    newest = Regime.objects.in_force(on).order_by("-in_force_from").values("scheme")[:1]
    wanted = Q(scheme__in=newest)
    if current is not None:
        wanted |= Q(pk=current.pk)
    return list(Category.objects.filter(wanted).select_related("sector").order_by("scheme", "position"))
