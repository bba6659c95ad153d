"""Rows of the grid: saving (by a script or without one), pasting, taking out, making a product in place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.parse import parse_key
from core.roles import Act
from evaluations.actions.results import ResultConflict, remove_result, save_result
from evaluations.forms.results import ResultRowForm
from evaluations.models import PaperResult, Round
from evaluations.permissions.results import why_not_remove_result
from evaluations.queries.grid import Home, home_of, rows_of
from evaluations.views.confirming import confirm_page
from evaluations.views.grid import (
    choices_of,
    errors_of,
    grid_url,
    row_of_form,
    saved_answer,
    versions_of,
)
from evaluations.views.grid_pages import grid_page
from evaluations.views.reach import home_at, wants_json
from producers.forms.reasons import add_reasons


@require_POST
@staff_page(Act.ENTER_RESULTS)
def result_save(request: HttpRequest, round_pk: int | None = None, draft_pk: int | None = None) -> HttpResponse:
    """Save one row of a grid; a script gets JSON, a form the grid again."""
    user = acting_user(request)
    home = home_at(user, round_pk, draft_pk)
    form = ResultRowForm(request.POST, user=user)
    result = _row(home, form)
    if form.is_valid():
        try:
            saved = save_result(home, form.entry(), by=user, result=result, version=form.cleaned_data["version"])
        except ResultConflict as conflict:
            return _conflict(request, user, home, form, conflict)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            return _saved(request, home, saved)
    return _refused(request, user, home, form, result)


def _row(home: Home, form: ResultRowForm) -> PaperResult | None:
    return rows_of(home).filter(pk=parse_key(form.data.get("result", ""))).first()


def _saved(request: HttpRequest, home: Home, saved: PaperResult) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(saved_answer(saved, home))
    messages.success(request, _("Đã lưu “%(product)s”.") % {"product": saved.product})
    return redirect(f"{grid_url(home)}#dong-{saved.pk}")


def _refused(
    request: HttpRequest, user: User, home: Home, form: ResultRowForm, result: PaperResult | None
) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"errors": errors_of(form), "choices": choices_of(form.choices_found)}, status=422)
    return grid_page(request, user, home, row_of_form(form, result, _number(home, result)))


def _number(home: Home, result: PaperResult | None) -> int | None:
    if result is None:
        return None
    keys = list(rows_of(home).values_list("pk", flat=True))
    return keys.index(result.pk) + 1


def _conflict(
    request: HttpRequest, user: User, home: Home, form: ResultRowForm, conflict: ResultConflict
) -> HttpResponse:
    both = versions_of(conflict)
    if wants_json(request):
        return JsonResponse({"conflict": both, "says": str(conflict)}, status=409)
    row = row_of_form(form, conflict.theirs, _number(home, conflict.theirs))
    row.version, row.theirs, row.says = both["version"], both, str(conflict)
    return grid_page(request, user, home, row)


@staff_page(Act.ENTER_RESULTS)
def result_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a row out of its grid, after asking."""
    user = acting_user(request)
    result = get_object_or_404(
        PaperResult.objects.select_related("round__level__regime", "draft__level__regime", "decision", "product"),
        pk=pk,
    )
    home = home_of(result)
    home = home_at(user, home.pk, None) if isinstance(home, Round) else home_at(user, None, home.pk)
    refusals = [reason.text for reason in why_not_remove_result(user, result)]
    if request.method == "POST" and not refusals:
        try:
            remove_result(result, by=user)
        except ActionRefused as refusal:
            refusals = [reason.text for reason in refusal.reasons]
        else:
            messages.success(request, _("Đã bỏ “%(product)s” khỏi bảng.") % {"product": result.product})
            return redirect(grid_url(home))
    return confirm_page(
        request,
        heading=_("Bỏ dòng khỏi bảng"),
        crumbs=[(str(home), grid_url(home)), (_("Bỏ dòng"), "")],
        help_url=reverse("staff:help", args=["nhap-ket-qua"]),
        intro=_("Bỏ “%(product)s” khỏi bảng kết quả?") % {"product": result.product},
        consequences=[
            _("Điểm và kết quả của dòng này không còn trong bảng; nhật ký vẫn giữ lại."),
            _("Sản phẩm và chủ thể không bị xóa."),
        ],
        refusals=refusals,
        submit_label=_("Bỏ dòng"),
        cancel_url=grid_url(home),
        correction=_("Bỏ nhầm thì nhập lại sản phẩm vào bảng."),
        danger=True,
    )
