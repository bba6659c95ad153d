"""What is taken out of a council's round: empty sheets to print, its workbook; and the own empty sheet of a member."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.guards import acting_user, staff_page
from core.models import User
from core.roles import Act
from core.workbooks import XLSX
from evaluations.actions.leaving import note_round_export
from evaluations.exports.sheet_pack import write_pack
from evaluations.exports.workbook import write_workbook
from evaluations.forms.leaving import PackForm
from evaluations.models import Round
from evaluations.permissions.leaving import why_not_export_round, why_not_print_sheets
from evaluations.queries.sheet_packs import Sheet, nodes_of_sets, sheets_to_mark
from evaluations.views.meeting import meeting_of
from evaluations.views.score_pages import desk_at
from producers.views.pages import staff_crumbs

TAKE_AWAY = "tai-ve"
PDF = "application/pdf"


@staff_page(Act.RUN_COUNCIL)
def meeting_papers(request: HttpRequest, round_pk: int) -> HttpResponseBase:
    """What there is to print and to take away of a round; the same address gives it out."""
    user, wanted = acting_user(request), request.GET.get(TAKE_AWAY)
    found = meeting_of(user, round_pk)
    if wanted == "xlsx" and not why_not_export_round(user, found):
        note_round_export(found, by=user)
        return give_workbook(found)
    form = PackForm(request.GET if wanted == "pdf" else None, sheets=sheets_to_mark(found))
    if form.is_valid() and not why_not_print_sheets(user, found, count=len(form.chosen())):
        return give_pack(found, form.chosen())
    return render(request, "evaluations/meeting_papers.html", _papers_context(user, found, form))


def _papers_context(user: User, found: Round, form: PackForm) -> dict[str, Any]:
    count = len(form.chosen()) if form.is_bound and form.is_valid() else len(form.sheets)
    return {
        "round": found,
        "heading": _("In và tải về"),
        "crumbs": staff_crumbs(
            (_("Đợt đánh giá"), reverse("staff:round-list")),
            (str(found), reverse("staff:round-detail", args=[found.pk])),
            (_("In và tải về"), ""),
        ),
        "help_url": reverse("staff:help", args=["hoi-dong"]),
        "form": form,
        "count": len(form.sheets),
        "no_sheets": why_not_print_sheets(user, found, count=count),
        "no_workbook": why_not_export_round(user, found),
    }


def give_pack(found: Round, sheets: list[Sheet]) -> FileResponse:
    """Empty sheets as a PDF to keep."""
    nodes = nodes_of_sets(entry.dossier.criteria_set_id for entry, _member in sheets)
    return _given(lambda file: write_pack(file, found, sheets, nodes), f"phieu-cham-{_name_of(found)}.pdf", PDF)


def give_workbook(found: Round) -> FileResponse:
    """The workbook of a round to keep."""
    return _given(lambda file: write_workbook(file, found), f"ket-qua-cham-{_name_of(found)}.xlsx", XLSX)


def _name_of(found: Round) -> str:
    return f"dot-{found.ordinal}-{found.year}"


def _given(write: Callable[[IO[bytes]], None], name: str, kind: str) -> FileResponse:
    """A file that is written to the disk, sent from there in parts and gone afterwards."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


@staff_page(Act.SCORE)
def score_paper(request: HttpRequest, entry_pk: int) -> HttpResponseBase:
    """The empty sheet of a member for a dossier that is open to it; before that, its word on a conflict."""
    desk = desk_at(acting_user(request), entry_pk)
    if not desk.has_spoken or desk.closed_words:
        return redirect("staff:score-sheet", entry_pk=desk.entry.pk)
    assert desk.entry.round is not None  # desk_at finds only dossiers of a round
    return give_pack(desk.entry.round, [(desk.entry, desk.member)])
