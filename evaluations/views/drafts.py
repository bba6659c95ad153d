"""Drafts of decisions: starting, the paper, what it holds, dropping, taking up again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import ActionRefused
from core.files.doors import takes_files
from core.guards import acting_user, staff_page
from core.models import User
from core.parse import parse_key
from core.roles import Act
from evaluations.actions.drafts import (
    HEAD,
    attach_paper,
    discard_draft,
    restore_draft,
    start_draft,
    start_draft_of_round,
    write_draft,
)
from evaluations.forms.correcting import WhyForm
from evaluations.forms.drafts import DraftEditForm, DraftNewForm
from evaluations.models import DecisionDraft
from evaluations.permissions.drafts import why_not_discard_draft
from evaluations.views.confirming import confirm_page
from evaluations.views.draft_pages import draft_page
from evaluations.views.reach import decision_of, draft_of, rating_of, round_of
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs
from products.enums import DecisionKind
from products.files import PAPER


@require_POST
@staff_page(Act.PUBLISH_DECISION)
def draft_start(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Start the decision of a round with every row that is ready."""
    user = acting_user(request)
    found = round_of(user, round_pk)
    try:
        draft = start_draft_of_round(found, by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("staff:round-detail", round_pk=found.pk)
    return redirect("staff:draft-edit", draft_pk=draft.pk)


@staff_page(Act.PUBLISH_DECISION)
def draft_new(request: HttpRequest) -> HttpResponse:
    """Start a decision without a round."""
    user = acting_user(request)
    about = _about(request, user)
    form = DraftNewForm(request.POST or None, user=user, initial=_initial(request, about))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            draft = start_draft(DecisionKind(data["kind"]), level=data["level"], place=data["place"], by=user, **about)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            return redirect("staff:draft-edit", draft_pk=draft.pk)
    context = {
        "form": form,
        "about": [
            str(thing) for things in about.values() for thing in (things if isinstance(things, list) else [things])
        ],
        "heading": _("Nhập quyết định không qua đợt"),
        "crumbs": staff_crumbs((_("Quyết định"), reverse("staff:decision-list")), (_("Nhập quyết định"), "")),
        "help_url": reverse("staff:help", args=["quyet-dinh-khac"]),
    }
    return render(request, "evaluations/draft_new.html", context)


def _about(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the address says the decision is about: a decision to annul, a rating to revoke or correct."""
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    decision, rating = (parse_key(request.GET.get(name, "")) for name in ("decision", "rating"))
    if kind == DecisionKind.ANNUL and decision is not None:
        return {"annuls": decision_of(user, decision)}
    if kind == DecisionKind.REVOKE and rating is not None:
        return {"revokes": [rating_of(user, rating)]}
    if kind == DecisionKind.CORRECT and rating is not None:
        return {"corrects": [rating_of(user, rating)]}
    return {}


def _initial(request: HttpRequest, about: dict[str, Any]) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    if request.GET.get("kind") in DecisionKind.values:
        initial["kind"] = request.GET["kind"]
    rows = about.get("corrects")
    if rows and rows[0].decision is not None:
        initial["level"] = rows[0].decision.level
        if rows[0].decision.place_id is not None:
            initial["place"] = rows[0].decision.place_id
    return initial


@takes_files(PAPER)
@staff_page(Act.SEE_STAFF_PAGES)
def draft_edit(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """The head of the paper and its scan."""
    user = acting_user(request)
    draft = draft_of(user, draft_pk)
    if request.method != "POST":
        form = DraftEditForm(initial={name: getattr(draft, name) for name in HEAD}, kind=draft.kind)
        return _edit_page(request, user, draft, form)
    form = DraftEditForm(request.POST, request.FILES, kind=draft.kind)
    valid = form.is_valid()
    draft = _keep_scan(form, draft, user)
    if valid and not form.errors:
        head = {name: value for name, value in form.cleaned_data.items() if name in HEAD}
        try:
            write_draft(draft, by=user, **head)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect("staff:draft-rows" if "next" in request.POST else "staff:draft-edit", draft_pk=draft.pk)
    return _edit_page(request, user, draft, form)


def _keep_scan(form: DraftEditForm, draft: DecisionDraft, user: User) -> DecisionDraft:
    """The upload is kept even when other fields are wrong, so that nobody sends a large file twice."""
    upload = form.files.get("paper")
    if not isinstance(upload, UploadedFile) or "paper" in form.errors:
        return draft
    try:
        return attach_paper(draft, upload, by=user)
    except ActionRefused as refusal:
        add_reasons(form, refusal)
        return draft


def _edit_page(request: HttpRequest, user: User, draft: DecisionDraft, form: DraftEditForm) -> HttpResponse:
    return draft_page(request, user, draft, "evaluations/draft_edit.html", "edit", form=form)


@staff_page(Act.PUBLISH_DECISION)
def draft_discard(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Drop a draft, after asking."""
    user = acting_user(request)
    draft = draft_of(user, draft_pk)
    form = WhyForm(request.POST or None)
    refusals = [reason.text for reason in why_not_discard_draft(user, draft)]
    if request.method == "POST" and form.is_valid() and not refusals:
        try:
            discard_draft(draft, by=user, why=form.cleaned_data["why"])
        except ActionRefused as refusal:
            refusals = [reason.text for reason in refusal.reasons]
        else:
            messages.success(request, _("Đã bỏ dự thảo. Cần thì lấy lại ở danh sách quyết định."))
            return redirect("staff:decision-list")
    back = reverse("staff:draft-edit", kwargs={"draft_pk": draft.pk})
    return confirm_page(
        request,
        heading=_("Bỏ dự thảo"),
        crumbs=[(_("Quyết định"), reverse("staff:decision-list")), (str(draft), back), (_("Bỏ dự thảo"), "")],
        help_url=reverse("staff:help", args=["lap-quyet-dinh"]),
        intro=_("Bỏ %(draft)s?") % {"draft": draft},
        consequences=[
            _("Các dòng của đợt trở lại trạng thái chưa vào quyết định."),
            _("Sổ công nhận không thay đổi."),
        ],
        refusals=refusals,
        form=form,
        submit_label=_("Bỏ dự thảo"),
        cancel_url=back,
        correction=_("Bỏ nhầm thì lấy lại được."),
        danger=True,
    )


@require_POST
@staff_page(Act.PUBLISH_DECISION)
def draft_restore(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Take a dropped draft up again."""
    user = acting_user(request)
    draft = draft_of(user, draft_pk)
    try:
        restore_draft(draft, by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã lấy lại dự thảo: chọn lại các dòng trước khi công bố."))
    return redirect("staff:draft-rows", draft_pk=draft.pk)
