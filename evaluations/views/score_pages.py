"""Pages of a member: the own list, the word before a dossier opens, the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.parse import parse_key
from core.roles import Act
from evaluations.actions.sheets import declare_conflict
from evaluations.forms.scoring import CommentForm, ConflictForm
from evaluations.queries.advisory import team_work, written_since
from evaluations.queries.evidence import evidence_of, handed_since
from evaluations.queries.marking import Task, next_task, opinion_of, tasks_of
from evaluations.queries.sheets import may_see_points
from evaluations.queries.ties import likely_ties
from evaluations.views.score_desk import Desk, desk_at
from evaluations.views.score_lines import LineView, verdict_of, views_of
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs


@staff_page(Act.SCORE)
def score_list(request: HttpRequest) -> HttpResponse:
    """The dossiers of the rounds in which the person has a seat; `sau` leads to the next one that waits."""
    tasks = tasks_of(acting_user(request))
    if after := parse_key(request.GET.get("sau", "")):
        return _on_from(request, tasks, after)
    context = {
        "heading": _("Chấm điểm"),
        "crumbs": staff_crumbs((_("Chấm điểm"), "")),
        "help_url": reverse("staff:help", args=["cham-diem"]),
        "rounds": [(found, list(group)) for found, group in groupby(tasks, key=lambda task: task.entry.round)],
        "done": sum(task.is_done for task in tasks),
        "total": len(tasks),
        "next": next_task(tasks),
    }
    return render(request, "evaluations/score_list.html", context)


def _on_from(request: HttpRequest, tasks: list[Task], after: int) -> HttpResponse:
    if task := next_task(tasks, after):
        return redirect("staff:score-sheet", entry_pk=task.entry.pk)
    messages.info(request, _("Không còn hồ sơ nào khác chờ bạn lúc này."))
    return redirect("staff:score-list")


@staff_page(Act.SCORE)
def score_sheet(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """The sheet of a member for a dossier; before that, its word on a conflict of interest."""
    user = acting_user(request)
    desk = desk_at(user, entry_pk)
    if not desk.has_spoken:
        return _declaring(request, user, desk)
    if desk.closed_words:
        return render(request, "evaluations/score_closed.html", desk_context(desk))
    return sheet_page(request, desk)


def _declaring(request: HttpRequest, user: User, desk: Desk) -> HttpResponse:
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            said = declare_conflict(desk.entry, desk.member, what=form.cleaned_data["what"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            if not said.is_conflict:
                messages.success(request, _("Đã ghi: bạn không liên quan đến “%(entry)s”.") % {"entry": desk.entry})
            return redirect("staff:score-sheet", entry_pk=desk.entry.pk)
    found = likely_ties([desk.member], [desk.entry], to_editor=user.may(Act.EDIT_REGISTER))
    ties = [str(tie.label) for tied in found for tie in tied.ties]
    return render(request, "evaluations/score_declare.html", {**desk_context(desk), "form": form, "ties": ties})


def desk_context(desk: Desk) -> dict[str, Any]:
    """What every page of a sheet shows: the dossier, and where it stands on the own list."""
    name = desk.entry.dossier.product.name
    last = _("Phiếu giấy của %(name)s") % {"name": desk.member.full_name} if desk.is_of_paper else name
    return {
        "desk": desk,
        "entry": desk.entry,
        "place": desk.place,
        "heading": name,
        "crumbs": staff_crumbs(*desk.crumbs, (last, "")),
        "help_url": reverse("staff:help", args=["cham-diem"]),
    }


def sheet_page(
    request: HttpRequest,
    desk: Desk,
    refused: Mapping[int, LineView] | None = None,
    comment: CommentForm | None = None,
) -> HttpResponse:
    """The sheet to fill in or, once signed, to read; `refused` stands in for lines that were not saved."""
    sheet = desk.begun if desk.may_mark else desk.sheet
    views = [(refused or {}).get(view.node.pk, view) for view in views_of(desk.nodes, desk.lines)]
    beside, work = evidence_of(desk.entry, today()), team_work(desk.entry)
    for view in views:
        view.evidence = beside.get(view.node.code, [])
    opinion = opinion_of(desk.nodes, desk.lines, desk.bands)
    given = {"comment": sheet.comment, "revision": sheet.comment_revision} if sheet else {}
    context = {
        **desk_context(desk),
        "rows": views,
        "sheet": sheet,
        "has_evidence": bool(beside),
        "handed_again": handed_since(beside, desk.sheet.created_at) if desk.sheet else {},
        "work": work,
        "late_probes": written_since(work.probes, desk.sheet.created_at) if desk.sheet else [],
        "opinion": opinion,
        "verdict": verdict_of(opinion),
        "criterion_count": opinion.answered + len(opinion.missing),
        "first_missing": opinion.missing[0].code if opinion.missing else "",
        "comment_form": comment or CommentForm(initial=given, prefix="all"),
        "comment_theirs": sheet.comment if comment is not None and sheet else "",
        "errors": _errors(views, comment),
        "others": _others(desk),
    }
    return render(request, "evaluations/score_sheet.html" if desk.may_mark else "evaluations/score_read.html", context)


def _errors(views: list[LineView], comment: CommentForm | None) -> list[dict[str, str]]:
    found = [
        {"text": f"{view.node.code}: {text}", "href": f"#tieu-chi-{view.node.code}"}
        for view in views
        for text in [*view.errors, *([_("đã được lưu ở cửa sổ khác, chọn giữ bản nào")] if view.theirs else [])]
    ]
    said = [str(text) for texts in comment.errors.values() for text in texts] if comment is not None else []
    return found + [{"text": text, "href": "#nhan-xet"} for text in said]


def _others(desk: Desk) -> list[dict[str, Any]]:
    """The totals of the council, once the regulation shows them to the member."""
    found = desk.entry.round
    assert found is not None
    assert found.council is not None  # a desk stands only in rounds of a council
    if not may_see_points(desk.standing, desk.reader, found.council.reveal):
        return []
    sheets = {sheet.member_id: sheet.total for sheet in desk.standing.signed}
    return [{"name": member.full_name, "total": sheets.get(member.pk)} for member in desk.standing.counting]
