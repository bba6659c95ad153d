"""What the three pages of a draft share: the paper, what it holds, the check."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import User
from evaluations.models import DecisionDraft
from evaluations.permissions.drafts import why_not_edit_draft, why_not_restore_draft
from producers.views.pages import staff_crumbs
from products.enums import DecisionKind

HELP = {
    DecisionKind.REVOKE: "thu-hoi",
    DecisionKind.ANNUL: "huy-bo",
    DecisionKind.CORRECT: "dinh-chinh",
}


def draft_page(
    request: HttpRequest, user: User, draft: DecisionDraft, template: str, here: str, **more: Any
) -> HttpResponse:
    """One of the pages of a draft, with its tabs."""
    refusals = why_not_edit_draft(user, draft)
    context = {
        "draft": draft,
        "heading": str(draft),
        "crumbs": staff_crumbs((_("Quyết định"), reverse("staff:decision-list")), (str(draft), "")),
        "help_url": reverse("staff:help", args=[HELP.get(DecisionKind(draft.kind), "lap-quyet-dinh")]),
        "tabs": _tabs(draft, here),
        "may_edit": not refusals,
        "may_restore": not why_not_restore_draft(user, draft),
        "why_not_edit": [reason.text for reason in refusals],
        **more,
    }
    return render(request, template, context)


def _tabs(draft: DecisionDraft, here: str) -> list[dict[str, Any]]:
    pages = [
        ("edit", _("1. Văn bản"), "staff:draft-edit"),
        ("rows", _("2. Nội dung"), "staff:draft-rows"),
        ("check", _("3. Kiểm tra và công bố"), "staff:draft-check"),
    ]
    return [
        {"label": label, "url": reverse(name, kwargs={"draft_pk": draft.pk}), "current": key == here}
        for key, label, name in pages
    ]
