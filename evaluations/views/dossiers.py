"""Dossiers: the list, filing, one on its way through the levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.access import seen_by
from core.clock import today
from core.errors import ActionRefused
from core.guards import StaffPage, acting_user, staff_page
from core.models import User
from core.parse import parse_key
from core.roles import Act
from evaluations.actions.dossiers import change_kind, file_dossier
from evaluations.enums import DossierStatus
from evaluations.forms.dossiers import DossierFilterForm, DossierForm, KindForm
from evaluations.models import Dossier, Result, RoundEntry
from evaluations.queries.clocks import Clock, clocks_of
from evaluations.queries.council_lists import entries_of_dossier, filtered_dossiers, newest_entry, rounds_in_reach
from evaluations.queries.entries import dossiers_for
from evaluations.queries.filing import lateness_of
from evaluations.queries.products import describe, find_products
from evaluations.queries.sheets import closed_to
from evaluations.views.entry_step_list import STEPS
from evaluations.views.entry_steps import steps_now
from evaluations.views.intake import Panel, days_left, panels_of
from evaluations.views.next_step import what_comes_next
from evaluations.views.paper_list import task_list
from evaluations.views.stepping import Step, step_page
from producers.forms.reasons import add_reasons
from producers.views.pages import page_of, query_without_page, staff_crumbs
from products.models import Product

HELP = "hoi-dong"
PRODUCT_KEY = "san-pham"


class DossierList(StaffPage, TemplateView):
    """The dossiers of the territory and where each stands."""

    template_name = "evaluations/dossier_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        form = DossierFilterForm(self.request.GET or None)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        found = filtered_dossiers(user, text=chosen.get("q", ""), status=chosen.get("trang_thai", ""))
        page = page_of(self.request, found)
        context = {
            "heading": _("Hồ sơ"),
            "crumbs": staff_crumbs((_("Hồ sơ"), "")),
            "help_url": reverse("staff:help", args=[HELP]),
            "filter_form": form,
            "page_obj": page,
            "rows": [{"dossier": dossier, "entry": newest_entry(dossier)} for dossier in page],
            "count": page.paginator.count,
            "query": query_without_page(self.request),
            "may_run": user.may(Act.RUN_COUNCIL),
        }
        return super().get_context_data(**{**kwargs, **context})


@staff_page(Act.RUN_COUNCIL)
def dossier_new(request: HttpRequest) -> HttpResponse:
    """File a dossier: find the product first, then the rest."""
    user = acting_user(request)
    key = parse_key(request.GET.get(PRODUCT_KEY, ""))
    if key is None:
        return _find_product(request, user)
    products = Product.objects.visible_to(user).current().select_related("producer", "place", "category")
    product = get_object_or_404(products, pk=key)
    form = DossierForm(request.POST or None, user=user, product=product)
    if request.method == "POST" and form.is_valid():
        try:
            dossier = file_dossier(product, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã nhận hồ sơ “%(dossier)s”.") % {"dossier": dossier})
            if late := lateness_of(dossier):
                messages.warning(request, _("Hồ sơ %(late)s.") % {"late": late.words})
            return redirect("staff:dossier-detail", dossier_pk=dossier.pk)
    context = _new_context() | {"form": form, "product": product, "about": describe(product)}
    return render(request, "evaluations/dossier_new.html", context)


def _find_product(request: HttpRequest, user: User) -> HttpResponse:
    asked = request.GET.get("q", "")
    found = [{"product": product, "about": describe(product)} for product in find_products(user, asked)]
    context = _new_context() | {"q": asked, "found": found, "may_add": user.may(Act.EDIT_REGISTER)}
    return render(request, "evaluations/dossier_product.html", context)


def _new_context() -> dict[str, Any]:
    return {
        "heading": _("Nhận hồ sơ"),
        "crumbs": staff_crumbs((_("Hồ sơ"), reverse("staff:dossier-list")), (_("Nhận hồ sơ"), "")),
        "help_url": reverse("staff:help", args=[HELP]),
    }


CHANGE_KIND = Step(
    gettext_lazy("Đổi lần đánh giá"),
    change_kind,
    gettext_lazy("Đã đổi lần đánh giá của “%(thing)s”."),
    form=KindForm,
    consequences=(
        gettext_lazy("Dùng khi sản phẩm được công nhận trong lúc hồ sơ đang xử lý, hoặc nhận hồ sơ nhầm lần."),
        gettext_lazy("Kết quả đã chốt, chưa có quyết định thì đổi theo; điểm và hạng giữ nguyên."),
    ),
)


@staff_page(Act.RUN_COUNCIL)
def dossier_kind(request: HttpRequest, dossier_pk: int) -> HttpResponse:
    """Let a dossier come for something else, after asking for what and why."""
    user = acting_user(request)
    dossier = get_object_or_404(dossiers_for(user), pk=dossier_pk)
    back = reverse("staff:dossier-detail", args=[dossier.pk])
    if closed_to(user, entries_of_dossier(dossier)):
        return redirect(back)
    over = _("“%(dossier)s” %(status)s: không đổi lần đánh giá được.")
    return step_page(
        request,
        CHANGE_KIND,
        dossier,
        back=back,
        crumbs=[(_("Hồ sơ"), reverse("staff:dossier-list")), (str(dossier), back)],
        refusals=[over % {"dossier": dossier, "status": dossier.get_status_display()}]
        if dossier.status != DossierStatus.FILED
        else [],
    )


@dataclass(frozen=True)
class Card:
    """One attempt of a dossier at one level with what can be done with it now."""

    entry: RoundEntry
    result: Result | None
    facts: list[dict[str, str]]
    steps: list[tuple[str, Step]]
    panel: Panel


@staff_page(Act.SEE_STAFF_PAGES)
def dossier_detail(request: HttpRequest, dossier_pk: int) -> HttpResponse:
    """One dossier: what it is, and each attempt at each level."""
    user = acting_user(request)
    dossier = get_object_or_404(dossiers_for(user), pk=dossier_pk)
    entries = list(entries_of_dossier(dossier))
    if closed := closed_to(user, entries):
        messages.error(request, _("Bạn ở hội đồng chấm hồ sơ này: hồ sơ chỉ mở sau khi khai không liên quan."))
        return redirect("staff:score-sheet", entry_pk=closed[-1].pk)
    in_reach, clocks, panels = rounds_in_reach(user, entries), clocks_of(entries, today()), panels_of(user, entries)
    papers, newest = task_list(dossier), entries[-1]
    context = {
        "heading": str(dossier),
        "crumbs": staff_crumbs((_("Hồ sơ"), reverse("staff:dossier-list")), (str(dossier), "")),
        "help_url": reverse("staff:help", args=[HELP]),
        "dossier": dossier,
        "facts": _facts(user, dossier),
        "may_change_kind": user.may(Act.RUN_COUNCIL) and dossier.status == DossierStatus.FILED,
        "next": what_comes_next(panels[newest.pk], clocks[newest.pk], open_papers=len(papers["gaps"])),
        "papers": papers,
        "cards": [_card(user, panels[entry.pk], in_reach, clocks[entry.pk]) for entry in reversed(entries)],
    }
    return render(request, "evaluations/dossier_detail.html", context)


def _card(user: User, panel: Panel, in_reach: set[int], clocks: list[Clock]) -> Card:
    entry = panel.entry
    facts = [
        {"term": _("Số phiếu tiếp nhận"), "value": entry.slip},
        {"term": _("Địa bàn"), "value": entry.place.name},
        {"term": _("Ngày nhận"), "value": date_format(entry.arrived_on)},
        {"term": _("Đủ hồ sơ"), "value": date_format(entry.complete_on) if entry.complete_on else ""},
    ]
    for clock in clocks:
        words = f"{date_format(clock.due)} ({days_left(clock)})"
        facts.append({"term": clock.what.capitalize(), "value": words})
    if entry.round is not None:
        url = reverse("staff:round-detail", args=[entry.round_id]) if entry.round_id in in_reach else ""
        facts.append({"term": _("Đợt"), "value": str(entry.round), "url": url})
    steps = [(slug, STEPS[slug]) for slug in steps_now(user, entry)]
    return Card(entry, getattr(entry, "result", None), facts, steps, panel)


def _facts(user: User, dossier: Dossier) -> list[dict[str, str]]:
    product, criteria_set = dossier.product, dossier.criteria_set
    # It may lie elsewhere by now, or somebody of an advisory team come from elsewhere.
    of_product = reverse("staff:product-detail", args=[product.slug]) if seen_by(user, product) else ""
    late = lateness_of(dossier)
    aims = _("%(stars)s sao") % {"stars": dossier.aims_at} if dossier.aims_at else ""
    return [
        {"term": _("Sản phẩm"), "value": product.name, "url": of_product},
        {"term": _("Chủ thể"), "value": product.producer.name},
        {"term": _("Lần đánh giá"), "value": dossier.get_kind_display()},
        {"term": _("Nộp"), "value": f"{date_format(dossier.filed_on)} · {dossier.place}"},
        {"term": _("Thời hạn nộp"), "value": late.words if late else ""},
        {"term": _("Quy định"), "value": dossier.regime.name},
        {
            "term": _("Bộ tiêu chí"),
            "value": criteria_set.name,
            "url": reverse("staff:criteria-detail", args=[criteria_set.code]),
        },
        {"term": _("Hạng đề nghị"), "value": aims},
        {"term": _("Ghi chú"), "value": dossier.note},
    ]
