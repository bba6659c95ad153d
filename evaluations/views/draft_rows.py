"""What a draft holds: rows of its round, a grid of its own, or the ratings that it ends or corrects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.clock import today
from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.parse import parse_key
from core.roles import Act
from evaluations.actions.drafts import add_rating, annul_with, choose_rows, drop_rating
from evaluations.models import DecisionDraft
from evaluations.queries.check import check_draft
from evaluations.queries.decisions import find_ratings, listed_decisions
from evaluations.queries.drafts import choices_of, left_out_of
from evaluations.views.draft_pages import draft_page
from evaluations.views.grid_pages import full_grid
from evaluations.views.reach import decision_of, draft_of, rating_of
from products.enums import DecisionKind

TEMPLATE = "evaluations/draft_rows.html"


@staff_page(Act.SEE_STAFF_PAGES)
def draft_rows(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The second page of a draft; what stands on it depends on what the decision does."""
    user = acting_user(request)
    draft = draft_of(user, draft_pk)
    if request.method == "POST":
        return _choose(request, user, draft)
    return draft_page(request, user, draft, TEMPLATE, "rows", **_content(request, user, draft))


def _choose(request: HttpRequest, user: User, draft: DecisionDraft) -> HttpResponse:
    chosen = [key for key in map(parse_key, request.POST.getlist("rows")) if key is not None]
    try:
        choose_rows(draft, chosen, by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("staff:draft-rows", draft_pk=draft.pk)
    messages.success(request, _("Đã lưu các dòng được chọn."))
    return redirect("staff:draft-check" if "next" in request.POST else "staff:draft-rows", draft_pk=draft.pk)


def _content(request: HttpRequest, user: User, draft: DecisionDraft) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()
    day = draft.signed_on or today()
    if draft.kind == DecisionKind.REVOKE:
        found = find_ratings(user, text, day, DecisionKind.REVOKE) if text else []
        chosen = draft.revokes.select_related("decision", "place").order_by("product_name", "pk")
        return {"search": text, "chosen": chosen, "found": found}
    if draft.kind == DecisionKind.ANNUL:
        rows = check_draft(draft).rows
        return {
            "search": text,
            "found_decisions": listed_decisions(user, text=text)[:20] if text else [],
            "ends": rows,
        }
    if draft.kind == DecisionKind.CORRECT:
        found = find_ratings(user, text, day, DecisionKind.CORRECT) if text else []
        chosen = [row.corrects for row in draft.results.select_related("corrects__decision", "corrects__place")]
        return {"search": text, "chosen": chosen, "found": found, "grid": full_grid(user, draft)}
    if draft.round is not None:
        rows = choices_of(draft).order_by("position", "pk")
        return {"choices": rows, "left_out": left_out_of(draft)}
    return {"grid": full_grid(user, draft)}


def _rating_act(request: HttpRequest, draft_pk: int, act: Any) -> HttpResponse:
    user = acting_user(request)
    draft = draft_of(user, draft_pk)
    rating = rating_of(user, parse_key(request.POST.get("rating", "")))
    try:
        act(draft, rating, by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("staff:draft-rows", draft_pk=draft.pk)


@require_POST
@staff_page(Act.PUBLISH_DECISION)
def draft_rating_add(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Put a rating into a revoking or correcting draft."""
    return _rating_act(request, draft_pk, add_rating)


@require_POST
@staff_page(Act.PUBLISH_DECISION)
def draft_rating_drop(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Take a rating out of a revoking or correcting draft."""
    return _rating_act(request, draft_pk, drop_rating)


@require_POST
@staff_page(Act.PUBLISH_DECISION)
def draft_annul(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Say which decision an annulling draft annuls."""
    user = acting_user(request)
    draft = draft_of(user, draft_pk)
    decision = decision_of(user, parse_key(request.POST.get("decision", "")))
    try:
        annul_with(draft, decision, by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("staff:draft-rows", draft_pk=draft.pk)
