"""Rounds: the list, opening, closing, opening again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.errors import ActionRefused
from core.guards import StaffPage, acting_user, staff_page
from core.roles import Act
from evaluations.actions.rounds import close_round, open_round, reopen_round
from evaluations.exports.lists import csv_of_rounds
from evaluations.forms.correcting import WhyForm
from evaluations.forms.rounds import RoundFilterForm, RoundOpenForm
from evaluations.permissions.rounds import why_not_close_round
from evaluations.queries.rounds import filtered_rounds, years_of_rounds
from evaluations.views.confirming import confirm_page
from evaluations.views.reach import round_of
from producers.forms.reasons import add_reasons
from producers.views.pages import page_of, query_without_page, staff_crumbs


class RoundList(StaffPage, TemplateView):
    """The rounds of the territory."""

    template_name = "evaluations/round_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = acting_user(request)
        form = RoundFilterForm(request.GET or None, years=years_of_rounds(user))
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        rounds = filtered_rounds(user, year=chosen.get("nam"), status=chosen.get("trang_thai", ""))
        if request.GET.get("tai-ve") == "csv":
            return csv_of_rounds(rounds)
        page = page_of(request, rounds)
        context = {
            "heading": _("Đợt đánh giá"),
            "crumbs": staff_crumbs((_("Đợt đánh giá"), "")),
            "help_url": reverse("staff:help", args=["mo-dot"]),
            "filter_form": form,
            "page_obj": page,
            "count": page.paginator.count,
            "query": query_without_page(request),
            "may_open": user.may(Act.ENTER_RESULTS),
            "may_plan": user.may(Act.RUN_COUNCIL),
        }
        return self.render_to_response(self.get_context_data(**context))


@staff_page(Act.ENTER_RESULTS)
def round_open(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    user = acting_user(request)
    form = RoundOpenForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            found = open_round(**form.cleaned_data, by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã mở %(round)s. Nhập kết quả ở bảng dưới đây.") % {"round": found})
            return redirect("staff:round-detail", round_pk=found.pk)
    context = {
        "form": form,
        "heading": _("Mở đợt đánh giá"),
        "crumbs": staff_crumbs((_("Đợt đánh giá"), reverse("staff:round-list")), (_("Mở đợt"), "")),
        "help_url": reverse("staff:help", args=["mo-dot"]),
    }
    return render(request, "evaluations/round_open.html", context)


@staff_page(Act.ENTER_RESULTS)
def round_close(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Close a round, after a page that says what that means."""
    user = acting_user(request)
    found = round_of(user, round_pk)
    form = WhyForm(request.POST or None)
    back = reverse("staff:round-detail", args=[found.pk])
    refusals = [reason.text for reason in why_not_close_round(user, found)]
    if request.method == "POST" and form.is_valid() and not refusals:
        try:
            close_round(found, by=user, why=form.cleaned_data["why"])
        except ActionRefused as refusal:
            refusals = [reason.text for reason in refusal.reasons]
        else:
            messages.success(request, _("Đã khép đợt. Cần sửa thì mở lại."))
            return redirect(back)
    left = found.results.filter(decision__isnull=True).count()
    return confirm_page(
        request,
        heading=_("Khép đợt"),
        crumbs=[(_("Đợt đánh giá"), reverse("staff:round-list")), (str(found), back), (_("Khép đợt"), "")],
        help_url=reverse("staff:help", args=["mo-dot"]),
        intro=str(found),
        consequences=[
            _("Bảng kết quả không nhận thêm và không sửa được nữa."),
            _("%(count)s dòng chưa vào quyết định vẫn giữ nguyên, lập quyết định cho chúng vẫn được.")
            % {"count": left},
        ],
        refusals=refusals,
        form=form,
        submit_label=_("Khép đợt"),
        cancel_url=back,
        correction=_("Khép nhầm thì mở lại đợt ở trang của đợt."),
    )


@require_POST
@staff_page(Act.ENTER_RESULTS)
def round_reopen(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Open a closed round again."""
    user = acting_user(request)
    found = round_of(user, round_pk)
    try:
        reopen_round(found, by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã mở lại đợt."))
    return redirect("staff:round-detail", round_pk=found.pk)
