"""Pages that hold a grid: the round, and the rows of a draft without a round."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.enums import OPEN_TO_ENTRY, RoundWay
from evaluations.exports.lists import csv_of_results
from evaluations.models import DecisionDraft, Round
from evaluations.permissions.drafts import why_not_start_draft
from evaluations.permissions.rounds import why_not_close_round
from evaluations.queries.grid import Home, rows_of
from evaluations.views.council_round_page import council_round_page
from evaluations.views.draft_pages import draft_page
from evaluations.views.grid import RowView, grid_context
from evaluations.views.making import product_form
from evaluations.views.reach import round_of
from producers.views.pages import staff_crumbs


def grid_page(request: HttpRequest, user: User, home: Home, changed: RowView | None = None) -> HttpResponse:
    """The page of a home's grid; `changed` is a row that was refused. A council's round has a page of its own."""
    if isinstance(home, Round) and home.way == RoundWay.COUNCIL:
        return council_round_page(request, user, home, changed.error_texts if changed else [])
    grid = {"grid": full_grid(user, home, changed), "errors": _errors(changed)}
    if isinstance(home, Round):
        return render(request, "evaluations/round_detail.html", {**grid, **_round_context(user, home)})
    return draft_page(request, user, home, "evaluations/draft_rows.html", "rows", **grid)


def full_grid(user: User, home: Home, changed: RowView | None = None) -> dict[str, Any]:
    """The grid with the form in which a product is made in place."""
    grid = grid_context(user, home, changed)
    if grid["may_create"] and grid["may_add"]:
        grid["product_form"] = product_form(user, home)
    return grid


def _errors(changed: RowView | None) -> list[dict[str, str]]:
    if changed is None:
        return []
    return [{"text": text, "href": f"#dong-{changed.key}"} for text in changed.error_texts]


def _round_context(user: User, found: Round) -> dict[str, Any]:
    return {
        "round": found,
        "heading": str(found),
        "crumbs": staff_crumbs((_("Đợt đánh giá"), reverse("staff:round-list")), (str(found), "")),
        "help_url": reverse("staff:help", args=["nhap-ket-qua"]),
        "is_open": found.status in OPEN_TO_ENTRY,
        "may_close": not why_not_close_round(user, found),
        # Rows save themselves, so the button is offered at once; starting asks whether there is anything to take.
        "may_start_draft": not why_not_start_draft(user, found.level, found.place, found),
        "drafts": DecisionDraft.objects.visible_to(user).filter(round=found).select_related("decision", "created_by"),
    }


@staff_page(Act.SEE_STAFF_PAGES)
def round_detail(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The result grid of a round, or the page of a council's round."""
    user = acting_user(request)
    found = round_of(user, round_pk)
    if request.GET.get("tai-ve") == "csv":
        return csv_of_results(rows_of(found))
    return grid_page(request, user, found)
