"""Every clock of the territory, the overdue ones first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.clock import today
from core.guards import StaffPage, acting_user
from evaluations.models import Round
from evaluations.queries.clocks import Clock, running_clocks
from evaluations.views.intake import days_left
from producers.views.pages import PAGE_KEY, PER_PAGE, query_without_page, staff_crumbs


@dataclass(frozen=True)
class ClockRow:
    """A clock as a list shows it."""

    clock: Clock
    url: str
    left: str
    producer: str


def rows_of(clocks: Iterable[Clock]) -> list[ClockRow]:
    """Clocks with where each leads."""
    return [ClockRow(clock, _url_of(clock), days_left(clock), _producer_of(clock)) for clock in clocks]


def _url_of(clock: Clock) -> str:
    if isinstance(clock.of, Round):
        return reverse("staff:round-detail", args=[clock.of.pk])
    return reverse("staff:dossier-detail", args=[clock.of.dossier_id])


def _producer_of(clock: Clock) -> str:
    return "" if isinstance(clock.of, Round) else clock.of.dossier.product.producer.name


class ClockList(StaffPage, TemplateView):
    """The clocks of the territory, paged."""

    template_name = "evaluations/clock_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = running_clocks(acting_user(self.request), today())
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get(PAGE_KEY))
        context = {
            "heading": _("Thời hạn đang chạy"),
            "crumbs": staff_crumbs((_("Thời hạn đang chạy"), "")),
            "help_url": reverse("staff:help", args=["hoi-dong"]),
            "page_obj": page,
            "rows": rows_of(page),
            "count": len(found),
            "overdue": sum(clock.left < 0 for clock in found),
            "query": query_without_page(self.request),
        }
        return super().get_context_data(**{**kwargs, **context})
