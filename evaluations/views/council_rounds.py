"""A council's round: planning it, its page, taking dossiers, its steps up to scoring."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.errors import ActionRefused
from core.forms.reasons import ReasonForm
from core.guards import acting_user, staff_page
from core.models import User
from core.parse import parse_key
from core.roles import Act
from evaluations.actions.council_rounds import (
    back_to_receiving,
    send_to_members,
    start_receiving,
    start_scoring,
    take_back_delegation,
)
from evaluations.actions.dossiers import take_into_round
from evaluations.actions.round_plans import cancel_round, edit_round, plan_round
from evaluations.enums import ROUNDS_TO_CONCLUDE, RoundStatus, RoundWay
from evaluations.forms.council_rounds import RoundEditForm, RoundPlanForm, SendForm
from evaluations.models import Council, Round, RoundEntry
from evaluations.views.reach import round_of
from evaluations.views.stepping import Step, step_page
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs

HELP = "hoi-dong"
COUNCIL_KEY = "hoi-dong"

STEPS: dict[str, Step] = {
    "nhan-ho-so": Step(
        gettext_lazy("Bắt đầu nhận hồ sơ"),
        start_receiving,
        gettext_lazy("Đợt đã bắt đầu nhận hồ sơ: đưa hồ sơ đủ điều kiện vào đợt."),
    ),
    "gui": Step(
        gettext_lazy("Gửi hồ sơ cho thành viên"),
        send_to_members,
        gettext_lazy("Đã ghi ngày gửi hồ sơ cho thành viên."),
        form=SendForm,
        consequences=(gettext_lazy("Ngày gửi được ghi cho mọi hồ sơ của đợt chưa có ngày gửi."),),
    ),
    "cham": Step(
        gettext_lazy("Bắt đầu chấm điểm"),
        start_scoring,
        gettext_lazy("Đã mở phiếu chấm cho các thành viên."),
        form=forms.Form,
        consequences=(
            gettext_lazy("Đợt không nhận thêm hồ sơ."),
            gettext_lazy("Quy chế, thành viên và bộ tiêu chí giữ nguyên đến khi chốt điểm."),
            gettext_lazy("Mẫu và báo cáo của tổ tư vấn không ghi thêm được nữa."),
            gettext_lazy("Khảo sát, kiểm nghiệm chỉ còn ghi được giữa hai lượt chấm."),
        ),
    ),
    "thoi-uy-quyen": Step(
        gettext_lazy("Thôi ủy quyền"),
        take_back_delegation,
        gettext_lazy("Đã ghi thôi ủy quyền: chủ tịch chủ trì phiên họp."),
        form=ReasonForm,
        consequences=(gettext_lazy("Phiên họp lại cần có chủ tịch hội đồng."),),
    ),
    "dung-cham": Step(
        gettext_lazy("Dừng chấm, nhận lại hồ sơ"),
        back_to_receiving,
        gettext_lazy("Đã dừng chấm: đợt lại nhận hồ sơ."),
        form=ReasonForm,
        consequences=(gettext_lazy("Các phiếu đang chấm dở không tính nữa."),),
        danger=True,
    ),
    "huy": Step(
        gettext_lazy("Hủy đợt"),
        cancel_round,
        gettext_lazy("Đã hủy đợt."),
        form=ReasonForm,
        consequences=(
            gettext_lazy("Chỉ hủy được đợt chưa có hồ sơ nào; đợt đã hủy vẫn giữ trong danh sách."),
            gettext_lazy("Số đợt này dùng lại được cho kế hoạch khác."),
        ),
        danger=True,
    ),
}


@staff_page(Act.RUN_COUNCIL)
def council_round_plan(request: HttpRequest) -> HttpResponse:
    """Plan a round of a council."""
    user = acting_user(request)
    asked = parse_key(request.GET.get(COUNCIL_KEY, ""))
    council = Council.objects.visible_to(user).select_related("place").filter(pk=asked).first()
    form = RoundPlanForm(request.POST or None, user=user, council=council)
    if request.method == "POST" and form.is_valid():
        try:
            found = plan_round(by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã lập kế hoạch %(round)s.") % {"round": found})
            return redirect("staff:round-detail", round_pk=found.pk)
    context = {
        "form": form,
        "heading": _("Lập kế hoạch đợt của hội đồng"),
        "crumbs": staff_crumbs((_("Đợt đánh giá"), reverse("staff:round-list")), (_("Lập kế hoạch đợt"), "")),
        "help_url": reverse("staff:help", args=[HELP]),
    }
    return render(request, "evaluations/council_round_plan.html", context)


@staff_page(Act.RUN_COUNCIL)
def council_round_edit(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Mend the plan of a round; while it is scored only the day of its meeting and the note."""
    user = acting_user(request)
    found = round_of(user, round_pk)
    if found.council is None:
        raise Http404
    detail = reverse("staff:round-detail", args=[found.pk])
    if found.status not in ROUNDS_TO_CONCLUDE:
        messages.error(request, _not_now(found))
        return redirect(detail)
    form = RoundEditForm(request.POST or None, user=user, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            edit_round(found, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã sửa kế hoạch đợt."))
            return redirect(detail)
    context = {
        "form": form,
        "round": found,
        "heading": _("Sửa kế hoạch đợt"),
        "crumbs": staff_crumbs(
            (_("Đợt đánh giá"), reverse("staff:round-list")), (str(found), detail), (_("Sửa kế hoạch"), "")
        ),
        "help_url": reverse("staff:help", args=[HELP]),
    }
    return render(request, "evaluations/council_round_edit.html", context)


@require_POST
@staff_page(Act.RUN_COUNCIL)
def round_take(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Put the dossiers that were chosen of those that wait on the list of a round."""
    user = acting_user(request)
    found = round_of(user, round_pk)
    keys = [key for text in request.POST.getlist("entry") if (key := parse_key(text)) is not None]
    chosen = RoundEntry.objects.visible_to(user).filter(pk__in=keys).select_related("dossier__product")
    taken = [entry for entry in chosen.order_by("complete_on", "pk") if _take(request, user, entry, found)]
    if not keys:
        messages.error(request, _("Chọn ít nhất một hồ sơ để đưa vào đợt."))
    elif not chosen:
        messages.error(request, _("Hồ sơ này không có hoặc không thuộc địa bàn của bạn."))
    elif len(taken) == 1:
        messages.success(request, _("Đã đưa “%(entry)s” vào đợt.") % {"entry": taken[0]})
    elif taken:
        messages.success(request, _("Đã đưa %(count)s hồ sơ vào đợt.") % {"count": len(taken)})
    return redirect("staff:round-detail", round_pk=found.pk)


def _take(request: HttpRequest, user: User, entry: RoundEntry, found: Round) -> bool:
    """Take one; what is refused is said and keeps nothing else back."""
    try:
        take_into_round(entry, found, by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


@staff_page(Act.RUN_COUNCIL)
def round_step(request: HttpRequest, round_pk: int, step: str) -> HttpResponse:
    """Do a step of a council's round; what needs a day or a reason asks for it first."""
    user = acting_user(request)
    found = round_of(user, round_pk)
    if step not in STEPS:
        raise Http404
    detail = reverse("staff:round-detail", args=[found.pk])
    return step_page(
        request,
        STEPS[step],
        found,
        back=reverse("staff:meeting", args=[found.pk]) if step == "thoi-uy-quyen" else detail,
        crumbs=[(_("Đợt đánh giá"), reverse("staff:round-list")), (str(found), detail)],
        refusals=[] if step in steps_of(found) else [_not_now(found)],
    )


def steps_of(found: Round) -> list[str]:
    """The steps that stand open in the status of a round; the permissions say what is in their way."""
    steps = {
        RoundStatus.PLANNED: ["nhan-ho-so", "huy"],
        RoundStatus.RECEIVING: ["gui", "cham", "huy"],
        RoundStatus.SCORING: ["dung-cham"],
    }.get(RoundStatus(found.status), [])
    return [*steps, "thoi-uy-quyen"] if steps and found.delegated_to_id is not None else steps


def _not_now(found: Round) -> str:
    if found.way == RoundWay.PAPER:
        return _("Đợt này nhập kết quả từ giấy, không có hội đồng chấm trên cổng.")
    return _("Đợt này %(status)s: lúc này không làm việc này được.") % {"status": found.get_status_display()}
