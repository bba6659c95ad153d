"""Pages of a member: the own list, the word before a dossier opens, the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from evaluations.actions.sheets import declare_conflict
from evaluations.enums import EntryStatus, SheetStatus
from evaluations.forms.scoring import CommentForm, ConflictForm
from evaluations.models import Conflict, CouncilMember, CriterionNode, RoundEntry, ScoreSheet
from evaluations.queries.councils import Standing
from evaluations.queries.criteria import nodes_of
from evaluations.queries.marking import lines_to_mark, opinion_of, place_on_list, seat_at, tasks_of
from evaluations.queries.sheets import may_see_points
from evaluations.views.score_lines import LineView, verdict_of, views_of
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs
from products.queries.law import bands_of


@dataclass(frozen=True)
class Desk:
    """A member in front of a dossier."""

    standing: Standing
    member: CouncilMember

    @property
    def entry(self) -> RoundEntry:
        """The dossier."""
        return self.standing.entry

    @property
    def has_spoken(self) -> bool:
        """True when the member has said whether it has an interest in the dossier."""
        return self.member not in self.standing.undeclared

    @property
    def conflict(self) -> Conflict | None:
        """The interest that closes the dossier to the member."""
        return next((said for said in self.standing.in_conflict if said.member_id == self.member.pk), None)

    @property
    def sheet(self) -> ScoreSheet | None:
        """The member's sheet of this pass."""
        return self.standing.sheets.get(self.member.pk)

    @property
    def is_signed(self) -> bool:
        """True when the sheet is locked."""
        return self.sheet is not None and self.sheet.status == SheetStatus.SIGNED

    @property
    def may_mark(self) -> bool:
        """True when the sheet takes marks from the member; what it takes is judged again when it is sent."""
        on_paper = self.sheet is not None and self.sheet.on_paper
        return self.entry.status == EntryStatus.SCORING and not self.is_signed and not on_paper

    @cached_property
    def nodes(self) -> list[CriterionNode]:
        """The criteria set of the dossier."""
        return nodes_of(self.entry.dossier.criteria_set)


def desk_at(user: User, entry_pk: int) -> Desk:
    """The place of a person at a dossier; who has no seat there finds nothing, whatever the territory."""
    entries = RoundEntry.objects.filter(round__council__isnull=False).select_related(
        "round__council", "dossier__product__producer", "dossier__criteria_set", "dossier__regime", "level"
    )
    found = seat_at(user, get_object_or_404(entries, pk=entry_pk))
    if found is None:
        raise Http404
    return Desk(*found)


@staff_page(Act.SCORE)
def score_list(request: HttpRequest) -> HttpResponse:
    """The dossiers of the rounds in which the person has a seat."""
    tasks = tasks_of(acting_user(request))
    context = {
        "heading": _("Chấm điểm"),
        "crumbs": staff_crumbs((_("Chấm điểm"), "")),
        "help_url": reverse("staff:help", args=["cham-diem"]),
        "rounds": [(found, list(group)) for found, group in groupby(tasks, key=lambda task: task.entry.round)],
        "done": sum(task.is_done for task in tasks),
        "total": len(tasks),
        "next": next((task for task in tasks if task.waits), None),
    }
    return render(request, "evaluations/score_list.html", context)


@staff_page(Act.SCORE)
def score_sheet(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """The sheet of a member for a dossier; before that, its word on a conflict of interest."""
    user = acting_user(request)
    desk = desk_at(user, entry_pk)
    if not desk.has_spoken:
        return _declaring(request, user, desk)
    if desk.conflict is not None:
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
    return render(request, "evaluations/score_declare.html", {**desk_context(desk), "form": form})


def desk_context(desk: Desk) -> dict[str, Any]:
    """What every page of a dossier shows to the member: where it stands on the own list."""
    return {
        "desk": desk,
        "entry": desk.entry,
        "place": place_on_list(desk.entry, desk.member),
        "heading": desk.entry.dossier.product.name,
        "crumbs": staff_crumbs((_("Chấm điểm"), reverse("staff:score-list")), (desk.entry.dossier.product.name, "")),
        "help_url": reverse("staff:help", args=["cham-diem"]),
    }


def sheet_page(
    request: HttpRequest,
    desk: Desk,
    refused: Mapping[int, LineView] | None = None,
    comment: CommentForm | None = None,
) -> HttpResponse:
    """The sheet to fill in or, once signed, to read; `refused` stands in for lines that were not saved."""
    sheet = desk.sheet
    lines = lines_to_mark(desk.entry, desk.member, sheet)
    views = [(refused or {}).get(view.node.pk, view) for view in views_of(desk.nodes, lines)]
    opinion = opinion_of(desk.nodes, lines, bands_of(desk.entry.dossier.regime))
    given = {"comment": sheet.comment, "revision": sheet.comment_revision} if sheet else {}
    context = {
        **desk_context(desk),
        "rows": views,
        "sheet": sheet,
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
    assert found.council is not None  # desk_at finds only rounds of a council
    if not may_see_points(desk.standing, desk.member, found.council.reveal):
        return []
    sheets = {sheet.member_id: sheet.total for sheet in desk.standing.signed}
    return [{"name": member.full_name, "total": sheets.get(member.pk)} for member in desk.standing.counting]
