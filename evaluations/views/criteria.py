"""Score sheets: which there are, one line by line, and as paper."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.guards import StaffPage, staff_page
from core.roles import Act
from evaluations.models import CriteriaSet
from evaluations.queries.criteria import categories_without_set, most_points, nodes_of, sets_with_counts
from producers.views.pages import staff_crumbs


class CriteriaList(StaffPage, TemplateView):
    """The score sheets by version of the law, and those that are missing."""

    template_name = "evaluations/criteria_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = [
            {"regime": regime, "sets": list(sets), "missing": categories_without_set(regime)}
            for regime, sets in groupby(sets_with_counts(), key=lambda each: each.regime)
        ]
        context = {
            "heading": _("Bộ tiêu chí"),
            "crumbs": staff_crumbs((_("Bộ tiêu chí"), "")),
            "help_url": reverse("staff:help", args=["bo-tieu-chi"]),
            "groups": groups,
        }
        return super().get_context_data(**{**kwargs, **context})


def _sheet(code: str) -> dict[str, Any]:
    found = get_object_or_404(CriteriaSet.objects.select_related("regime"), code=code)
    return {"criteria_set": found, "nodes": nodes_of(found)}


@staff_page(Act.SEE_STAFF_PAGES)
def criteria_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One score sheet: criteria, options, points, minimum requirements, and what is to be checked with the paper."""
    context = _sheet(code)
    found: CriteriaSet = context["criteria_set"]
    context |= {
        "heading": found.name,
        "crumbs": staff_crumbs((_("Bộ tiêu chí"), reverse("staff:criteria-list")), (found.name, "")),
        "help_url": reverse("staff:help", args=["bo-tieu-chi"]),
    }
    return render(request, "evaluations/criteria_detail.html", context)


@staff_page(Act.SEE_STAFF_PAGES)
def criteria_print(request: HttpRequest, code: str) -> HttpResponse:
    """An empty score sheet on A4."""
    context = _sheet(code)
    found: CriteriaSet = context["criteria_set"]
    context |= {
        "most": most_points(context["nodes"]),
        "back_url": reverse("staff:criteria-detail", args=[found.code]),
        "document": {
            "issuer": _("Hội đồng đánh giá, phân hạng sản phẩm OCOP"),
            "title": _("Phiếu chấm điểm"),
            "subtitle": found.name,
        },
    }
    return render(request, "evaluations/criteria_print.html", context)
