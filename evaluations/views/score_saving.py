"""Saving a sheet, line by line for a script or whole for a form, and signing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.parse import parse_key
from core.roles import Act
from evaluations.actions.sheets import StaleComment, StaleLine, open_sheet, save_comment, save_line, sign_sheet
from evaluations.forms.scoring import CommentForm, LineForm
from evaluations.models import CriterionNode, ScoreLine, ScoreSheet
from evaluations.permissions.sheets import why_not_mark, why_not_open_sheet
from evaluations.queries.marking import opinion_of
from evaluations.queries.sheets import lines_of
from evaluations.rules.reasons import points_words
from evaluations.views.confirming import confirm_page
from evaluations.views.reach import wants_json
from evaluations.views.score_desk import Desk, desk_at
from evaluations.views.score_lines import LineView, refused_view, saved_words, verdict_of, version_of, words_of
from evaluations.views.score_pages import sheet_page


@require_POST
@staff_page(Act.SCORE)
def score_save(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Save one line for a script, which gets JSON, or all lines of a form."""
    user = acting_user(request)
    return save_at(request, user, desk_at(user, entry_pk))


def save_at(request: HttpRequest, user: User, desk: Desk) -> HttpResponse:
    """Save what was sent from a desk."""
    try:
        sheet = desk.sheet or open_sheet(desk.entry, desk.member, by=user)
    except ActionRefused as refusal:
        return _closed(request, desk, refusal)
    if not wants_json(request):
        refusals = why_not_mark(user, sheet)
        return _closed(request, desk, ActionRefused(refusals)) if refusals else _save_whole(request, user, desk, sheet)
    node = _node(desk, request.POST.get("criterion", ""))
    return _save_comment(request, user, sheet) if node is None else _save_line(request, user, desk, sheet, node)


def _closed(request: HttpRequest, desk: Desk, refusal: ActionRefused) -> HttpResponse:
    """The sheet takes nothing: it was signed meanwhile, or its time is over."""
    if wants_json(request):
        return JsonResponse({"errors": [reason.text for reason in refusal.reasons]}, status=422)
    messages.error(request, str(refusal))
    return redirect(desk.url)


def _node(desk: Desk, key: str) -> CriterionNode | None:
    number = parse_key(key)
    return next((node for node in desk.nodes if node.pk == number), None)


# ------------------------------------------------------------------ for the script
def _save_line(request: HttpRequest, user: User, desk: Desk, sheet: ScoreSheet, node: CriterionNode) -> HttpResponse:
    form = LineForm(request.POST, node=node)
    if not form.is_valid():
        return JsonResponse({"errors": _texts(form)}, status=422)
    try:
        line = save_line(sheet, node, **form.cleaned_data, by=user)
    except StaleLine as stale:
        return JsonResponse({"conflict": _both(form, stale.theirs), "says": str(stale)}, status=409)
    except ActionRefused as refusal:
        return JsonResponse({"errors": [reason.text for reason in refusal.reasons]}, status=422)
    opinion = opinion_of(desk.nodes, lines_of(sheet), desk.bands)
    return JsonResponse(
        {
            "revision": line.revision,
            "saved_at": saved_words(line),
            "total": points_words(opinion.total),
            "answered": opinion.answered,
            "reason": verdict_of(opinion),
        }
    )


def _texts(form: LineForm | CommentForm) -> list[str]:
    return [str(text) for texts in form.errors.values() for text in texts]


def _both(form: LineForm, theirs: ScoreLine | None) -> dict[str, Any]:
    given, node = form.cleaned_data, form.node
    points = points_words(given["points"]) if given["points"] is not None else ""
    mine = words_of(node, given["option"], points, given["knocked_out"], given["note"])
    return {"theirs": version_of(node, theirs), "mine": {"text": mine}}


def _save_comment(request: HttpRequest, user: User, sheet: ScoreSheet) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": _texts(form)}, status=422)
    try:
        saved = save_comment(sheet, **form.cleaned_data, by=user)
    except StaleComment as stale:
        sheet.refresh_from_db()
        theirs = {"revision": sheet.comment_revision, "comment": sheet.comment, "text": sheet.comment, "when": ""}
        both = {"theirs": theirs, "mine": {"text": form.cleaned_data["comment"]}}
        return JsonResponse({"conflict": both, "says": str(stale)}, status=409)
    except ActionRefused as refusal:
        return JsonResponse({"errors": [reason.text for reason in refusal.reasons]}, status=422)
    now = date_format(timezone.localtime(), "H:i")
    return JsonResponse({"revision": saved.comment_revision, "saved_at": now})


# ------------------------------------------------------------------ for the form
@dataclass
class Saving:
    """What became of a sheet that was sent whole."""

    refused: dict[int, LineView] = field(default_factory=dict)
    comment: CommentForm | None = None

    @property
    def is_whole(self) -> bool:
        """True when everything was saved."""
        return not self.refused and self.comment is None


def _save_whole(request: HttpRequest, user: User, desk: Desk, sheet: ScoreSheet) -> HttpResponse:
    saving, lines = Saving(), lines_of(sheet)
    for node in desk.nodes:
        form = LineForm(request.POST, node=node, prefix=str(node.pk))
        if node.is_criterion and form.is_posted and (not form.is_valid() or form.changes(lines.get(node.pk))):
            _take_line(saving, form, sheet, lines.get(node.pk), user)
    comment = CommentForm(request.POST, prefix="all")
    if comment.is_posted:
        _take_comment(saving, comment, sheet, user)
    desk = desk.again(user)
    if not saving.is_whole:
        messages.warning(request, _("Các dòng khác đã lưu; những dòng dưới đây thì chưa."))
        return sheet_page(request, desk, saving.refused, saving.comment)
    messages.success(request, _("Đã lưu phiếu “%(entry)s”.") % {"entry": desk.entry})
    return redirect(_after(desk, request.POST.get("then", "")))


def _take_line(saving: Saving, form: LineForm, sheet: ScoreSheet, line: ScoreLine | None, user: User) -> None:
    node = form.node
    if not form.is_valid():
        saving.refused[node.pk] = refused_view(form, line)
        return
    try:
        save_line(sheet, node, **form.cleaned_data, by=user)
    except StaleLine as stale:
        saving.refused[node.pk] = refused_view(form, stale.theirs, stale=True)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        saving.refused[node.pk] = refused_view(form, line)


def _take_comment(saving: Saving, form: CommentForm, sheet: ScoreSheet, user: User) -> None:
    if form.is_valid():
        try:
            save_comment(sheet, **form.cleaned_data, by=user)
        except ActionRefused as refusal:
            form.add_error("comment", str(refusal))
    if form.errors:
        saving.comment = form


def _after(desk: Desk, then: str) -> str:
    """Where a button leads after saving."""
    if then == "sign":
        return desk.sign_url
    if then == "next":
        return f"{reverse('staff:score-list')}?sau={desk.entry.pk}"
    return desk.url


# ------------------------------------------------------------------ signing
@staff_page(Act.SCORE)
def score_sign(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Lock the own sheet, after a page that says what that means."""
    user = acting_user(request)
    return sign_at(request, user, desk_at(user, entry_pk))


def sign_at(request: HttpRequest, user: User, desk: Desk) -> HttpResponse:
    """Lock the sheet of a desk, after a page that says what that means."""
    if desk.is_signed:
        return redirect(desk.url)
    if closed := why_not_open_sheet(user, desk.entry, desk.member):
        return _sign_page(request, desk, intro=str(desk.entry), refusals=[reason.text for reason in closed])
    refusals: list[str] = []
    if request.method == "POST":
        try:
            sheet = sign_sheet(open_sheet(desk.entry, desk.member, by=user), by=user)
        except ActionRefused as refusal:
            refusals = [reason.text for reason in refusal.reasons]
        else:
            facts = {"entry": desk.entry, "total": points_words(sheet.total)}
            messages.success(request, _("Đã ký phiếu “%(entry)s”: %(total)s điểm.") % facts)
            return redirect(desk.url)
    return _signing(request, desk, refusals)


def _signing(request: HttpRequest, desk: Desk, refusals: list[str]) -> HttpResponse:
    """What the sheet comes to before it is signed, or which criteria are unanswered."""
    opinion = opinion_of(desk.nodes, desk.lines, desk.bands)
    if opinion.missing and not refusals:
        refusals = [_("Còn %(count)s tiêu chí chưa chấm.") % {"count": len(opinion.missing)}]
    unanswered = [
        {"text": f"{node.code} {node.label}", "url": f"{desk.url}#tieu-chi-{node.code}"} for node in opinion.missing
    ]
    consequences = [
        _("Phiếu khóa lại với tổng %(total)s điểm và được tính vào điểm trung bình của hội đồng.")
        % {"total": points_words(opinion.total)},
        _("Phiếu ghi là theo phiếu giấy của %(name)s, kèm bản quét.") % {"name": desk.member.full_name}
        if desk.is_of_paper
        else _("Bạn không sửa phiếu được nữa."),
    ]
    return _sign_page(
        request,
        desk,
        intro=_("“%(entry)s”: %(verdict)s.") % {"entry": desk.entry, "verdict": verdict_of(opinion)},
        consequences=[] if refusals else consequences,
        groups=[{"title": _("Tiêu chí chưa chấm"), "names": unanswered}] if unanswered else [],
        refusals=refusals,
    )


def _sign_page(request: HttpRequest, desk: Desk, **context: Any) -> HttpResponse:
    label = _("Khóa phiếu theo giấy") if desk.is_of_paper else _("Ký phiếu")
    correction = _("Ký nhầm thì báo thư ký hội đồng: thư ký mở lại phiếu, có ghi lý do.")
    return confirm_page(
        request,
        heading=label if desk.is_of_paper else _("Ký phiếu chấm"),
        crumbs=[*desk.crumbs, (str(desk.entry), desk.url), (label, "")],
        help_url=reverse("staff:help", args=["cham-diem"]),
        submit_label=label,
        cancel_url=desk.url,
        cancel_label=_("Quay lại phiếu"),
        correction=_("Nhập nhầm thì mở lại phiếu ở phiên họp, có ghi lý do.") if desk.is_of_paper else correction,
        **context,
    )
