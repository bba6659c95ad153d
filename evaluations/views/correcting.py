"""Mending what was published, and what is written down about a row later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.roles import Act
from core.templatetags.formats import score as score_text
from evaluations.forms.correcting import ApprovalAnswerForm, RatingRestateForm, RatingVoidForm
from evaluations.queries.decisions import outcome_of_row
from evaluations.rules.outcomes import stars_of
from evaluations.views.confirming import confirm_page
from evaluations.views.grid import choices_of
from evaluations.views.reach import approval_of, decision_of, rating_of
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs
from products.actions.correcting import (
    add_to_decision,
    answer_approval,
    enter_rightly,
    void_approval,
    void_decision,
    void_rating,
)
from products.enums import Answer, RatingKind
from products.models import Decision, Recognition, ScoreApproval
from products.paper import Line

Row = Recognition | ScoreApproval


def home_url(row: Row) -> str:
    """The page of the row's decision, or of its product where no decision is known."""
    if row.decision_id is not None:
        return reverse("staff:decision-detail", args=[row.decision_id])
    return reverse("staff:product-detail", args=[row.product.slug])


def said_of(row: Row) -> str:
    """A row in one line."""
    score = (
        _("%(score)s điểm") % {"score": score_text(row.score)} if row.score is not None else _("không công bố điểm")
    )
    return " · ".join([row.product_name, row.producer_name, str(outcome_of_row(row).label), score])


def done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Do the act; a refusal goes to the fields of the form."""
    try:
        act()
    except ActionRefused as refusal:
        add_reasons(form, refusal)
        return False
    return True


def _void(request: HttpRequest, row: Row, act: Callable[..., None]) -> HttpResponse:
    user = acting_user(request)
    form = RatingVoidForm(request.POST or None)
    back = home_url(row)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if done(form, lambda: act(row, why=why, by=user)):
            messages.success(request, _("Đã vô hiệu dòng “%(row)s”.") % {"row": row})
            return redirect(back)
    return confirm_page(
        request,
        heading=_("Vô hiệu dòng nhập sai"),
        crumbs=[
            (_("Quyết định"), reverse("staff:decision-list")),
            (str(row.decision or row), back),
            (_("Vô hiệu"), ""),
        ],
        help_url=reverse("staff:help", args=["sua-sai"]),
        intro=said_of(row),
        consequences=[
            _("Dòng này không tính là đã công nhận kể từ bây giờ; số liệu trích dẫn trước đó không đổi."),
            _("Hạng hoặc điểm phê duyệt mà dòng này đã làm thôi hiệu lực có lại hiệu lực."),
            _("Người kiểm tra vẫn xem được dòng cũ và lý do."),
        ],
        form=form,
        submit_label=_("Vô hiệu dòng này"),
        cancel_url=back,
        cancel_label=_("Không vô hiệu"),
        correction=_("Nếu quyết định có sản phẩm này nhưng gõ sai số, dùng “Nhập lại cho đúng” thay vì vô hiệu."),
        danger=True,
    )


@staff_page(Act.CORRECT_REGISTER)
def rating_void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a rating that was entered by mistake."""
    return _void(request, rating_of(acting_user(request), pk), void_rating)


@staff_page(Act.CORRECT_REGISTER)
def approval_void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a score approval that was entered by mistake."""
    return _void(request, approval_of(acting_user(request), pk), void_approval)


@staff_page(Act.CORRECT_REGISTER)
def decision_void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a paper whose head was entered wrongly, with all that it did."""
    user = acting_user(request)
    decision = decision_of(user, pk)
    form = RatingVoidForm(request.POST or None)
    back = reverse("staff:decision-detail", args=[decision.pk])
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if done(form, lambda: void_decision(decision, why=why, by=user)):
            messages.success(request, _("Đã vô hiệu quyết định “%(decision)s”.") % {"decision": decision})
            return redirect("staff:decision-list")
    return confirm_page(
        request,
        heading=_("Vô hiệu quyết định nhập sai"),
        crumbs=[(_("Quyết định"), reverse("staff:decision-list")), (str(decision), back), (_("Vô hiệu"), "")],
        help_url=reverse("staff:help", args=["sua-sai"]),
        intro=f"{decision} · {decision.issuing_body} · {decision.day_words}",
        consequences=[
            _("Mọi dòng của quyết định này không còn tính kể từ bây giờ; số liệu trích dẫn trước đó không đổi."),
            _("Hạng, điểm phê duyệt mà quyết định này đã làm thôi hiệu lực có lại hiệu lực."),
            _("Số, ký hiệu được dùng lại: nhập quyết định cho đúng ở mục “Nhập quyết định”."),
            _("Người kiểm tra vẫn xem được quyết định cũ và lý do."),
        ],
        form=form,
        submit_label=_("Vô hiệu quyết định này"),
        cancel_url=back,
        cancel_label=_("Không vô hiệu"),
        correction=_("Nếu chỉ sai một dòng, vô hiệu hoặc nhập lại dòng đó thay vì cả quyết định."),
        danger=True,
    )


def _restate(request: HttpRequest, row: Row) -> HttpResponse:
    user = acting_user(request)
    initial = {
        "product": row.product_id,
        "product_text": row.product.name,
        "kind": row.kind,
        "score": row.score,
        "outcome": outcome_of_row(row),
    }
    form = RatingRestateForm(request.POST or None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            enter_rightly(
                row,
                product=data["found"],
                stars=stars_of(data["outcome"]),
                score=data["score"],
                kind=RatingKind(data["kind"]),
                why=data["why"],
                by=user,
            )

        if done(form, act):
            messages.success(request, _("Đã vô hiệu dòng cũ và nhập lại cho đúng."))
            return redirect(home_url(row))
    return _row_page(
        request, form, heading=_("Nhập lại cho đúng"), before=said_of(row), back=home_url(row), decision=row.decision
    )


def _row_page(request: HttpRequest, form: RatingRestateForm, *, heading: str, **more: Any) -> HttpResponse:
    decision: Decision | None = more["decision"]
    context = {
        "form": form,
        "heading": heading,
        "choices": choices_of(form.choices_found),
        "crumbs": staff_crumbs(
            (_("Quyết định"), reverse("staff:decision-list")), (str(decision or ""), more["back"]), (heading, "")
        ),
        "help_url": reverse("staff:help", args=["sua-sai"]),
        **more,
    }
    return render(request, "evaluations/rating_restate.html", context)


@staff_page(Act.CORRECT_REGISTER)
def rating_restate(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a rating and enter it rightly."""
    return _restate(request, rating_of(acting_user(request), pk))


@staff_page(Act.CORRECT_REGISTER)
def approval_restate(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a score approval and enter it rightly."""
    return _restate(request, approval_of(acting_user(request), pk))


@staff_page(Act.CORRECT_REGISTER)
def decision_row_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a row that the paper names and that was forgotten."""
    user = acting_user(request)
    decision = decision_of(user, pk)
    form = RatingRestateForm(request.POST or None, user=user)
    back = reverse("staff:decision-detail", args=[decision.pk])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        line = Line(data["found"], stars_of(data["outcome"]), RatingKind(data["kind"]), data["score"])
        if done(form, lambda: add_to_decision(decision, line, why=data["why"], by=user)):
            messages.success(request, _("Đã bổ sung “%(product)s” vào quyết định.") % {"product": line.product})
            return redirect(back)
    return _row_page(request, form, heading=_("Bổ sung dòng bị sót"), before="", back=back, decision=decision)


@staff_page(Act.PUBLISH_DECISION)
def approval_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the ministry's answer to an approved score."""
    user = acting_user(request)
    approval = approval_of(user, pk)
    form = ApprovalAnswerForm(request.POST or None)
    back = home_url(approval)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kind = Answer(data["answer"])
        facts = {"on": data["on"], "paper": data["paper"], "note": data["note"]}
        if done(form, lambda: answer_approval(approval, kind, **facts, by=user)):
            messages.success(request, _("Đã ghi trả lời cho “%(row)s”.") % {"row": approval.product_name})
            return redirect(back)
    return confirm_page(
        request,
        heading=_("Ghi trả lời của cấp trung ương"),
        crumbs=[
            (_("Quyết định"), reverse("staff:decision-list")),
            (str(approval.decision or approval), back),
            (_("Trả lời"), ""),
        ],
        help_url=reverse("staff:help", args=["tra-loi"]),
        intro=said_of(approval),
        consequences=[
            _("Sản phẩm thôi là tiềm năng 5 sao từ ngày trả lời."),
            _("Hạng sao đang có hiệu lực của sản phẩm, nếu có, giữ nguyên."),
        ],
        form=form,
        submit_label=_("Ghi trả lời"),
        cancel_url=back,
        cancel_label=_("Chưa ghi"),
    )
