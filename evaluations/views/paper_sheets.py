"""Pages of sheets done on paper: taking up a member's paper, entering its marks, locking them, its scan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core.errors import ActionRefused
from core.files.doors import takes_files
from core.files.serving import give_file
from core.forms.reasons import ReasonForm
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.actions.paper_sheets import attach_scan, begin_paper_sheet, drop_paper_sheet
from evaluations.actions.sheets import declare_conflict
from evaluations.files import SHEET
from evaluations.forms.paper_sheets import PaperWordForm, ScanForm
from evaluations.models import Conflict, CouncilMember, RoundEntry
from evaluations.permissions.sheets import why_closed, why_not_enter_paper, why_not_read_paper
from evaluations.queries.councils import standing_of
from evaluations.views.confirming import confirm_page
from evaluations.views.meeting_entry import entry_at_meeting
from evaluations.views.reach import own_word_first, wants_json
from evaluations.views.score_desk import PaperDesk, paper_desk_at
from evaluations.views.score_pages import sheet_page
from evaluations.views.score_saving import save_at, sign_at
from evaluations.views.stepping import Step, step_page
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs


@takes_files(SHEET)
@staff_page(Act.RUN_COUNCIL)
def paper_sheet_new(request: HttpRequest, entry_pk: int, seat_pk: int) -> HttpResponse:
    """Take up a member's paper: its word on a conflict, unless it was said, and the scan of its sheet."""
    user = acting_user(request)
    entry = entry_at_meeting(user, entry_pk)
    if closed := own_word_first(request, user, entry):
        return closed
    seats = CouncilMember.objects.filter(council__rounds=entry.round_id, left_on__isnull=True, scores=True)
    member = get_object_or_404(seats.select_related("user"), pk=seat_pk)
    said = standing_of(entry).said.get(member.pk)
    kind = PaperWordForm if said is None else ScanForm
    form = kind(request.POST, request.FILES) if request.method == "POST" else kind()
    if request.method == "POST" and form.is_valid():
        try:
            return _take_up(request, entry, member, said, form, user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
    return render(request, "evaluations/paper_sheet_new.html", _new_context(entry, member, said, form))


def _take_up(
    request: HttpRequest,
    entry: RoundEntry,
    member: CouncilMember,
    said: Conflict | None,
    form: ScanForm | PaperWordForm,
    user: User,
) -> HttpResponse:
    """The word is kept even when the scan is refused: it was said."""
    given = form.cleaned_data
    if said is None and declare_conflict(entry, member, what=given["what"], by=user).is_conflict:
        messages.success(request, _("Đã ghi: %(name)s có liên quan, không chấm.") % {"name": member.full_name})
        return redirect("staff:meeting-entry", entry_pk=entry.pk)
    sheet = begin_paper_sheet(entry, member, given["scan"], by=user)
    return redirect("staff:paper-sheet", sheet_pk=sheet.pk)


def _new_context(
    entry: RoundEntry, member: CouncilMember, said: Conflict | None, form: ScanForm | PaperWordForm
) -> dict[str, object]:
    name = entry.dossier.product.name
    back = reverse("staff:meeting-entry", args=[entry.pk])
    return {
        "entry": entry,
        "member": member,
        "said": said,
        "form": form,
        "heading": _("Phiếu giấy của %(name)s") % {"name": member.full_name},
        "crumbs": staff_crumbs(
            (_("Phiên họp"), reverse("staff:meeting", args=[entry.round_id])), (name, back), (_("Phiếu giấy"), "")
        ),
        "help_url": reverse("staff:help", args=["cham-diem"]),
        "cancel_url": back,
    }


def _closed(request: HttpRequest, user: User, desk: PaperDesk) -> HttpResponse | None:
    """Why a sheet is not for the person's eyes now, and the way back; None when it is."""
    refusals = [reason.text for reason in why_not_read_paper(user, desk.paper, desk.standing)]
    if not refusals:
        return None
    if wants_json(request):
        return JsonResponse({"errors": refusals}, status=422)
    if why_closed(user, desk.entry):
        messages.error(request, refusals[0])
        return redirect("staff:score-sheet", entry_pk=desk.entry.pk)
    return confirm_page(
        request,
        heading=_("Phiếu giấy của %(name)s") % {"name": desk.member.full_name},
        crumbs=[*desk.crumbs, (_("Phiếu giấy"), "")],
        help_url=reverse("staff:help", args=["cham-diem"]),
        refusals=refusals,
        cancel_url=reverse("staff:meeting-entry", args=[desk.entry.pk]),
        cancel_label=_("Quay lại phiên họp"),
    )


@staff_page(Act.RUN_COUNCIL)
@require_safe
def paper_sheet(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """A sheet from paper, to enter or, once locked, to read."""
    user = acting_user(request)
    desk = paper_desk_at(user, sheet_pk)
    return _closed(request, user, desk) or sheet_page(request, desk)


@require_POST
@staff_page(Act.RUN_COUNCIL)
def paper_sheet_save(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """Save one line of a paper for a script, or all of them."""
    user = acting_user(request)
    desk = paper_desk_at(user, sheet_pk)
    return _closed(request, user, desk) or save_at(request, user, desk)


@staff_page(Act.RUN_COUNCIL)
def paper_sheet_sign(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """Lock a sheet as the paper says it."""
    user = acting_user(request)
    desk = paper_desk_at(user, sheet_pk)
    return _closed(request, user, desk) or sign_at(request, user, desk)


@staff_page(Act.RUN_COUNCIL)
@require_safe
def paper_sheet_scan(request: HttpRequest, sheet_pk: int) -> HttpResponseBase:
    """The scan of a sheet, for whoever may read the sheet."""
    user = acting_user(request)
    desk = paper_desk_at(user, sheet_pk, also_past=True)
    return _closed(request, user, desk) or give_file(desk.paper.scan, shown=f"phieu-{desk.paper.pk}")


@takes_files(SHEET)
@staff_page(Act.RUN_COUNCIL)
def paper_sheet_rescan(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """Put another scan in the place of a wrong one while the sheet is being entered."""
    user = acting_user(request)
    desk = paper_desk_at(user, sheet_pk)
    if closed := _closed(request, user, desk):
        return closed
    form = ScanForm(request.POST, request.FILES) if request.method == "POST" else ScanForm()
    if request.method == "POST" and form.is_valid():
        try:
            attach_scan(desk.paper, form.cleaned_data["scan"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã thay bản quét."))
            return redirect(desk.url)
    return confirm_page(
        request,
        heading=_("Thay bản quét"),
        crumbs=[*desk.crumbs, (str(desk.member), desk.url), (_("Thay bản quét"), "")],
        help_url=reverse("staff:help", args=["cham-diem"]),
        intro=str(desk.entry),
        refusals=[reason.text for reason in why_not_enter_paper(user, desk.paper)],
        form=form,
        multipart=True,
        submit_label=_("Thay bản quét"),
        cancel_url=desk.url,
        cancel_label=_("Quay lại phiếu"),
    )


DROP = Step(
    gettext_lazy("Bỏ phiếu đang nhập"),
    drop_paper_sheet,
    gettext_lazy("Đã bỏ phiếu giấy đang nhập dở."),
    form=ReasonForm,
    consequences=(
        gettext_lazy("Những gì đã nhập từ phiếu giấy này không tính."),
        gettext_lazy("Thành viên tự chấm trên cổng được, hoặc nhập lại phiếu giấy từ đầu."),
    ),
    danger=True,
)


@staff_page(Act.RUN_COUNCIL)
def paper_sheet_drop(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """Drop a sheet that was begun from paper by mistake."""
    user = acting_user(request)
    desk = paper_desk_at(user, sheet_pk)
    if closed := _closed(request, user, desk):
        return closed
    return step_page(
        request,
        DROP,
        desk.paper,
        back=reverse("staff:meeting-entry", args=[desk.entry.pk]),
        crumbs=[*desk.crumbs, (str(desk.member), desk.url)],
        refusals=[reason.text for reason in why_not_enter_paper(user, desk.paper)],
    )
