"""Decisions on the staff side: the list, one decision, its scanned paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.access import seen_by
from core.clock import today
from core.files.serving import give_file
from core.guards import StaffPage, acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.exports.lists import csv_of_decisions
from evaluations.forms.drafts import DecisionFilterForm
from evaluations.queries.decisions import (
    closings_of,
    corrections_by,
    listed_decisions,
    outcome_of_row,
    rows_of_decision,
)
from evaluations.queries.drafts import drafts_for, open_drafts
from evaluations.views.reach import decision_of, draft_of
from producers.views.pages import page_of, query_without_page, staff_crumbs
from products.enums import DecisionKind
from products.models import Decision, Recognition, ScoreApproval
from products.rules.validity import status_on


class DecisionList(StaffPage, TemplateView):
    """The drafts and the published decisions of the territory."""

    template_name = "evaluations/decision_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = acting_user(request)
        form = DecisionFilterForm(request.GET or None)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        found = listed_decisions(user, text=chosen.get("q", ""), year=chosen.get("nam"), kind=chosen.get("loai", ""))
        if request.GET.get("tai-ve") == "csv":
            return csv_of_decisions(found)
        page = page_of(request, found)
        discarded = "da-bo" in request.GET
        drafts = drafts_for(user).filter(status="discarded") if discarded else open_drafts(user)
        context = {
            "heading": _("Quyết định"),
            "crumbs": staff_crumbs((_("Quyết định"), "")),
            "help_url": reverse("staff:help", args=["quyet-dinh-khac"]),
            "filter_form": form,
            "drafts": drafts,
            "discarded": discarded,
            "page_obj": page,
            "count": page.paginator.count,
            "query": query_without_page(request),
            "may_start": user.may(Act.PUBLISH_DECISION),
        }
        return self.render_to_response(self.get_context_data(**context))


class DecisionDetail(StaffPage, TemplateView):
    """What a decision says and did, and how a mistake in it is put right."""

    template_name = "evaluations/decision_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        decision = decision_of(user, self.kwargs["pk"])
        context = {
            "decision": decision,
            "heading": str(decision),
            "crumbs": staff_crumbs((_("Quyết định"), reverse("staff:decision-list")), (str(decision), "")),
            "help_url": reverse("staff:help", args=["sua-sai"]),
            "facts": _facts(user, decision),
            "rows": [_row(row, user, is_ours=is_ours) for row, is_ours in rows_of_decision(user, decision)],
            "closings": closings_of(decision),
            "corrections": corrections_by(user, decision),
            "may_mend": user.may(Act.CORRECT_REGISTER),
            "may_decide": user.may(Act.PUBLISH_DECISION),
            "may_void": user.may(Act.CORRECT_REGISTER),
            "may_add": user.may(Act.CORRECT_REGISTER)
            and decision.voided_at is None
            and decision.kind in {DecisionKind.RECOGNISE, DecisionKind.APPROVE_SCORE},
        }
        return super().get_context_data(**{**kwargs, **context})


def _facts(user: User, decision: Decision) -> list[dict[str, Any]]:
    url = reverse("staff:decision-paper", args=[decision.pk]) if seen_by(user, decision) else ""
    paper = (_("tải bản quét") if url else _("có, ở nơi ban hành")) if decision.paper else ""
    entered = date_format(timezone.localtime(decision.recorded_at), "H:i d/m/Y")
    rows = [
        (_("Loại"), decision.get_kind_display(), "", ""),
        (_("Số, ký hiệu"), decision.number, _("chưa rõ"), ""),
        (_("Ngày ký"), decision.day_words, "", ""),
        (_("Cơ quan ban hành"), decision.issuing_body, _("chưa rõ"), ""),
        (_("Người ký"), decision.signer, "", ""),
        (_("Trích yếu"), decision.title, "", ""),
        (_("Lý do, căn cứ"), decision.reason, "", ""),
        (_("Quy định"), str(decision.level), "", ""),
        (_("Bản quét"), paper, _("chưa có"), url),
        (_("Vào sổ lúc"), entered, "", ""),
        (_("Người nhập"), str(decision.recorded_by or ""), _("nạp từ nguồn"), ""),
    ]
    return [{"term": term, "value": value, "missing": missing, "url": url} for term, value, missing, url in rows]


def _row(row: Recognition | ScoreApproval, user: User, *, is_ours: bool) -> dict[str, Any]:
    """One row of the decision with its state today and what may be done to it: to one of another territory nothing."""
    is_rating = isinstance(row, Recognition)
    names = ("rating-void", "rating-restate") if is_rating else ("approval-void", "approval-restate")
    may_mend = is_ours and user.may(Act.CORRECT_REGISTER) and row.voided_at is None
    may_decide = is_ours and user.may(Act.PUBLISH_DECISION)
    return {
        "row": row,
        "url": reverse(f"{'staff' if is_ours else 'products'}:product-detail", args=[row.product.slug]),
        "rank": str(outcome_of_row(row)),
        "status": _status(row) if isinstance(row, Recognition) and row.voided_at is None else "",
        "mark": _mark(row),
        "span": _span(row),
        "void_url": reverse(f"staff:{names[0]}", args=[row.pk]) if may_mend else "",
        "restate_url": reverse(f"staff:{names[1]}", args=[row.pk]) if may_mend else "",
        "extend_url": _extend_url(row) if may_decide else "",
        "extended_url": _extended_url(row) if may_decide else "",
        "answer_url": _answer_url(row) if may_decide else "",
        "may_end": may_decide and is_rating and row.voided_at is None and row.closed_at is None,
    }


def _mark(row: Recognition | ScoreApproval) -> str:
    """The status that the star mark shows; a voided row loses its gold as a revoked one does."""
    if row.voided_at is not None:
        return "revoked"
    return _status(row) if isinstance(row, Recognition) else ""


def _status(row: Recognition) -> str:
    found = status_on(
        today(),
        starts_on=row.starts_on,
        until=row.until,
        extended_until=row.extended_until,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
    )
    return str(found or "")


def _span(row: Recognition | ScoreApproval) -> str:
    if isinstance(row, Recognition):
        return _("%(start)s – %(end)s") % {
            "start": date_format(row.starts_on),
            "end": date_format(row.extended_until or row.until),
        }
    if row.ended_on is None:
        return _("từ %(start)s, chờ trả lời") % {"start": date_format(row.approved_on)}
    return _("từ %(start)s; %(answer)s từ %(end)s") % {
        "start": date_format(row.approved_on),
        "answer": row.get_answer_display(),
        "end": date_format(row.ended_on),
    }


def _extend_url(row: Recognition | ScoreApproval) -> str:
    if isinstance(row, Recognition) and not (row.voided_at or row.closed_at or row.extended_at):
        return reverse("staff:rating-extend", args=[row.pk])
    return ""


def _extended_url(row: Recognition | ScoreApproval) -> str:
    if isinstance(row, Recognition) and row.extended_at and not (row.voided_at or row.closed_at):
        return reverse("staff:rating-extension-end", args=[row.pk])
    return ""


def _answer_url(row: Recognition | ScoreApproval) -> str:
    if isinstance(row, ScoreApproval) and not (row.voided_at or row.answered_at):
        return reverse("staff:approval-answer", args=[row.pk])
    return ""


@staff_page(Act.SEE_STAFF_PAGES)
def decision_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scanned paper of a decision, for people of the place that issued it: it shows what the register does not."""
    user = acting_user(request)
    decision = decision_of(user, pk)
    if seen_by(user, decision) is None:
        raise Http404
    return give_file(decision.paper, shown=(decision.number or "quyet-dinh").replace("/", "-"))


@staff_page(Act.SEE_STAFF_PAGES)
def draft_paper(request: HttpRequest, draft_pk: int) -> HttpResponseBase:
    """The scanned paper of a draft."""
    draft = draft_of(acting_user(request), draft_pk)
    return give_file(draft.paper, shown=draft.paper_name)
