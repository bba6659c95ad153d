"""The papers of a dossier: one item of its checklist, one paper with its versions, a file, the list of what lapses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView

from core.clock import today
from core.errors import ActionRefused
from core.files.doors import takes_files
from core.files.serving import give_file
from core.guards import StaffPage, acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.actions.papers import (
    add_paper,
    add_version,
    edit_paper,
    prove_criteria,
    see_original,
    use_paper,
)
from evaluations.files import EVIDENCE
from evaluations.forms.papers import (
    LAPSED,
    FactsForm,
    PaperFilterForm,
    PaperForm,
    ProveForm,
    SeenForm,
    UseForm,
    VersionForm,
)
from evaluations.models import ChecklistItem, Dossier, DossierPaper
from evaluations.permissions.handing import why_not_offer_again
from evaluations.permissions.papers import may_read_papers, why_not_change_papers, why_not_drop_paper
from evaluations.permissions.sheets import closing_entry
from evaluations.queries.council_lists import newest_entry
from evaluations.queries.entries import dossiers_for, readable_dossiers
from evaluations.queries.evidence import seen_papers
from evaluations.queries.papers import lapsing_papers, line_of, papers_to_choose
from evaluations.rules.papers import WARNED_DAYS
from producers.forms.reasons import add_reasons
from producers.views.pages import page_of, query_without_page, staff_crumbs

HELP = "hoi-dong"
Sent = Callable[[str], dict[str, Any]]


def _sent(data: QueryDict, files: MultiValueDict[str, Any]) -> Sent:
    """What was sent to one of several forms of a page: each says in `do` which it is."""
    return lambda name: {"data": data, "files": files} if data.get("do") == name else {}


def _dossier_of(user: User, pk: int) -> Dossier:
    return get_object_or_404(dossiers_for(user).select_related("product__category"), pk=pk)


def use_of(user: User, pk: int) -> DossierPaper:
    """A paper of a dossier that a person may read."""
    found = DossierPaper.objects.filter(dossier__in=readable_dossiers(user))
    return get_object_or_404(found.select_related(*SHOWN), pk=pk)


SHOWN = ("item", "paper", "added_by", "dossier__product__producer", "dossier__criteria_set", "dossier__regime")


def closed_page(request: HttpRequest, user: User, dossier: Dossier) -> HttpResponse | None:
    """Where a member goes who has not said that it is free: the dossier is closed until then."""
    entry = closing_entry(user, dossier)
    if entry is None:
        return None
    messages.error(request, _("Bạn ở hội đồng chấm hồ sơ này: hồ sơ chỉ mở sau khi khai không liên quan."))
    return redirect("staff:score-sheet", entry_pk=entry.pk)


def _crumbs(dossier: Dossier, *more: tuple[str, str]) -> list[dict[str, str]]:
    back = reverse("staff:dossier-detail", args=[dossier.pk])
    return staff_crumbs((_("Hồ sơ"), reverse("staff:dossier-list")), (str(dossier), back), *more)


# ------------------------------------------------------------------ one item
@takes_files(EVIDENCE)
@staff_page(Act.SEE_STAFF_PAGES)
def dossier_item(request: HttpRequest, dossier_pk: int, code: str) -> HttpResponse:
    """One item of the checklist: its papers; a new one, one again, or the original that was seen."""
    user = acting_user(request)
    dossier = _dossier_of(user, dossier_pk)
    if closed := closed_page(request, user, dossier):
        return closed
    item = get_object_or_404(ChecklistItem, regime=dossier.regime_id, code=code)
    sent = _sent(request.POST, request.FILES)
    shown: dict[str, forms.Form] = {
        "add": PaperForm(**sent("add"), item=item, initial={"name": item.label}),
        "use": UseForm(**sent("use"), papers=papers_to_choose(dossier, item)),
        "see": SeenForm(**sent("see")),
    }
    done = {"add": _("Đã thêm giấy tờ."), "use": _("Đã dùng lại giấy tờ."), "see": _("Đã ghi: đã xem bản giấy.")}
    acts: dict[str, Callable[..., Any]] = {"add": add_paper, "use": use_paper, "see": see_original}
    for name, form in shown.items():
        if form.is_bound and form.is_valid():
            try:
                acts[name](dossier, item, by=user, **form.cleaned_data)
            except ActionRefused as refusal:
                add_reasons(form, refusal)
            else:
                messages.success(request, done[name])
                return redirect("staff:dossier-item", dossier_pk=dossier.pk, code=code)
    return _item_page(request, dossier, item, shown)


def _item_page(
    request: HttpRequest, dossier: Dossier, item: ChecklistItem, shown: dict[str, forms.Form]
) -> HttpResponse:
    context = {
        "heading": item.label,
        "crumbs": _crumbs(dossier, (item.label, "")),
        "help_url": reverse("staff:help", args=[HELP]),
        "dossier": dossier,
        "line": line_of(dossier, item, today()),
        "shown": shown,
        "refused": next((form for form in shown.values() if form.errors), None),
        "why_not_change": [reason.text for reason in why_not_change_papers(acting_user(request), dossier)],
    }
    return render(request, "evaluations/dossier_item.html", context)


# ------------------------------------------------------------------ one paper
@takes_files(EVIDENCE)
@staff_page(Act.SEE_STAFF_PAGES)
def dossier_paper(request: HttpRequest, use_pk: int) -> HttpResponse:
    """One paper as a dossier uses it: what is written on it, its files, the criteria that it proves."""
    user = acting_user(request)
    use = use_of(user, use_pk)
    if closed := closed_page(request, user, use.dossier):
        return closed
    nodes = list(use.dossier.criteria_set.nodes.filter(is_criterion=True).order_by("position"))
    sent = _sent(request.POST, request.FILES)
    shown: dict[str, forms.Form] = {
        "prove": ProveForm(**sent("prove"), nodes=nodes, initial={"criteria": use.criteria})
    }
    if use.paper is not None:
        facts = {name: getattr(use.paper, name) for name in FactsForm.base_fields}
        shown |= {"facts": FactsForm(**sent("facts"), item=use.item, initial=facts)}
        shown |= {"version": VersionForm(**sent("version"))}
    for name, form in shown.items():
        if form.is_bound and form.is_valid():
            try:
                ACTS[name](use, user, form.cleaned_data)
            except ActionRefused as refusal:
                add_reasons(form, refusal)
            else:
                messages.success(request, _("Đã lưu."))
                return redirect("staff:dossier-paper", use_pk=use.pk)
    return _paper_page(request, use, shown)


ACTS: dict[str, Callable[[DossierPaper, User, dict[str, Any]], object]] = {
    "facts": lambda use, by, given: edit_paper(use, by=by, **given),
    "version": lambda use, by, given: add_version(use, given["upload"], by=by),
    "prove": lambda use, by, given: prove_criteria(use, given["criteria"], by=by),
}


def _paper_page(request: HttpRequest, use: DossierPaper, shown: dict[str, forms.Form]) -> HttpResponse:
    user = acting_user(request)
    back = reverse("staff:dossier-item", args=[use.dossier_id, use.item.code])
    context = {
        "heading": str(use),
        "crumbs": _crumbs(use.dossier, (use.item.label, back), (str(use), "")),
        "help_url": reverse("staff:help", args=[HELP]),
        "use": use,
        "versions": use.paper.versions.select_related("added_by") if use.paper else [],
        "others": _others(user, use),
        "shown": shown,
        "refused": next((form for form in shown.values() if form.errors), None),
        "why_not_change": [reason.text for reason in why_not_change_papers(user, use.dossier)],
        "why_not_drop": [reason.text for reason in why_not_drop_paper(user, use)],
        "may_erase": user.may(Act.HANDLE_PERSONAL_DATA),
        **_handed(user, use),
    }
    return render(request, "evaluations/dossier_paper.html", context)


def _handed(user: User, use: DossierPaper) -> dict[str, Any]:
    """What members score on while they do, what came later, and why that is not handed to them."""
    entry = newest_entry(use.dossier)
    seen = next((each for each in seen_papers(entry, today()) if each.use.pk == use.pk), None)
    if seen is None or seen.handed is None:
        return {}
    reasons = why_not_offer_again(user, entry, use) if seen.later else []
    return {"seen": seen, "why_not_hand": [reason.text for reason in reasons]}


def _others(user: User, use: DossierPaper) -> list[Dossier]:
    """The other dossiers of the territory that use the paper: what is corrected here is corrected there."""
    if use.paper is None:
        return []
    found = Dossier.objects.visible_to(user).filter(papers__paper=use.paper).exclude(pk=use.dossier_id)
    return list(found.select_related("product").distinct())


@staff_page(Act.SEE_STAFF_PAGES)
@xframe_options_sameorigin
def paper_file(request: HttpRequest, use_pk: int, version_pk: int) -> HttpResponseBase:
    """A file of a paper, shown in the page: to who reads the dossier and to members who said that they are free."""
    user = acting_user(request)
    use = get_object_or_404(DossierPaper.objects.select_related("dossier"), pk=use_pk, paper__isnull=False)
    if not may_read_papers(user, use.dossier):
        raise Http404
    if closed := closed_page(request, user, use.dossier):
        return closed
    assert use.paper is not None  # asked for right above
    version = get_object_or_404(use.paper.versions, pk=version_pk)
    return give_file(version.file, shown=version.file_name, inline=True)


# ------------------------------------------------------------------ what lapses
class PaperList(StaffPage, TemplateView):
    """Papers of the territory that have lapsed or are about to."""

    act = Act.RUN_COUNCIL
    template_name = "evaluations/paper_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = PaperFilterForm(self.request.GET or None)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        state = chosen.get("tinh_trang", "")
        user, on = acting_user(self.request), today()
        found = lapsing_papers(user, on, text=chosen.get("q", ""), lapsed=state == LAPSED if state else None)
        page = page_of(self.request, found)
        context = {
            "heading": _("Giấy tờ sắp hết hạn"),
            "crumbs": staff_crumbs((_("Hồ sơ"), reverse("staff:dossier-list")), (_("Giấy tờ sắp hết hạn"), "")),
            "help_url": reverse("staff:help", args=[HELP]),
            "filter_form": form,
            "page_obj": page,
            "rows": [{"paper": paper, "left": (paper.expires_on - on).days} for paper in page],
            "count": page.paginator.count,
            "query": query_without_page(self.request),
            "days": WARNED_DAYS,
        }
        return super().get_context_data(**{**kwargs, **context})
