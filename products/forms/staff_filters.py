"""Filters of the staff list of products."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.models import User
from producers.forms.filters import ANY, StaffFilterSet
from producers.queries.search import named_like
from products.enums import Rank
from products.models import Product
from products.queries.categories_in_use import categories_on
from products.queries.register import approvals_open, ratings_in_force

NO_RANK = "khong"


class ProductStaffFilter(StaffFilterSet):
    """Narrows the products of a territory."""

    nhom = django_filters.ChoiceFilter(method="by_category", label=_("Nhóm"), empty_label=ANY)
    sao = django_filters.ChoiceFilter(
        method="by_rank",
        label=_("Hạng hôm nay"),
        choices=[*Rank.choices, (NO_RANK, _("Không có hạng"))],
        empty_label=ANY,
    )

    class Meta:
        model = Product
        fields: list[str] = []

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.filters["nhom"].extra["choices"] = [
            (row.slug, f"{row.code}. {row.name}") for row in categories_on(today())
        ]

    def by_text(self, rows: Any, _name: str, text: str) -> Any:
        """By the product's name or its producer's."""
        return named_like(rows, text, others=("producer__name_fold",))

    def by_category(self, rows: Any, _name: str, slug: str) -> Any:
        """The category itself and what stands under it."""
        inside = Q(category__slug=slug) | Q(category__parent__slug=slug) | Q(category__parent__parent__slug=slug)
        return rows.filter(inside)

    def by_rank(self, rows: Any, _name: str, rank: str) -> Any:
        """What the product holds today; approved for five stars may stand beside a rating."""
        rated, approved = ratings_in_force(today()), approvals_open(today())
        if rank == Rank.POTENTIAL:
            return rows.filter(pk__in=approved.values("product"))
        if rank == NO_RANK:
            return rows.exclude(pk__in=rated.values("product")).exclude(pk__in=approved.values("product"))
        return rows.filter(pk__in=rated.filter(stars=int(rank)).values("product"))
