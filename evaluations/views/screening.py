"""Pages of the commune's screening, of what is asked for, and the sheets for A4 that go with them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import today
from core.files.doors import takes_files
from core.files.serving import give_file
from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.actions.asking import answer_item
from evaluations.actions.entry_reports import report_screening
from evaluations.actions.screening import say_findings
from evaluations.enums import ReportKind, Topic
from evaluations.forms.intake import AnswerForm, FindingsForm, LetterForm
from evaluations.models import AskItem, EntryReport, Probe, RoundEntry
from evaluations.permissions.intake import why_not_answer, why_not_report_screening, why_not_screen
from evaluations.permissions.papers import may_read_team_work
from evaluations.queries.drafts import default_body
from evaluations.queries.entries import readable_dossiers
from evaluations.queries.intake import findings_of, report_of
from evaluations.views.entry_reach import crumbs_to, dossier_url, entry_at, refusals_of
from evaluations.views.stepping import Step, step_page
from products.enums import LevelMode
from products.files import ENTRY_PAPER

OPEN_NUMBER = "………"  # written by hand, or once the number is known
FINDINGS = Step(gettext_lazy("Ghi đánh giá của xã"), say_findings, gettext_lazy("Đã ghi đánh giá của xã."))
REPORT = Step(gettext_lazy("Ghi báo cáo của xã"), report_screening, gettext_lazy("Đã ghi báo cáo của xã."))
ANSWER = Step(gettext_lazy("Ghi bổ sung"), answer_item, gettext_lazy("Đã ghi bổ sung: “%(thing)s”."))


@staff_page(Act.RUN_COUNCIL)
def screening_edit(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """What the commune found, topic by topic."""
    user = acting_user(request)
    entry = entry_at(user, entry_pk)
    data = request.POST if request.method == "POST" else None
    return step_page(
        request,
        FINDINGS,
        entry,
        back=dossier_url(entry),
        crumbs=crumbs_to(entry),
        refusals=refusals_of(why_not_screen(user, entry)),
        form=FindingsForm(data, stands=findings_of(entry)),
    )


@takes_files(ENTRY_PAPER)
@staff_page(Act.RUN_COUNCIL)
def screening_report(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """The number and day of the commune's report."""
    user = acting_user(request)
    entry = entry_at(user, entry_pk)
    form = LetterForm(request.POST, request.FILES) if request.method == "POST" else LetterForm()
    return step_page(
        request,
        REPORT,
        entry,
        back=dossier_url(entry),
        crumbs=crumbs_to(entry),
        refusals=refusals_of(why_not_report_screening(user, entry, today())),
        form=form,
    )


@takes_files(ENTRY_PAPER)
@staff_page(Act.RUN_COUNCIL)
def ask_answer(request: HttpRequest, item_pk: int) -> HttpResponse:
    """What came for one thing that was asked for; where the dossier was filed may answer, too."""
    user = acting_user(request)
    items = AskItem.objects.filter(ask__entry__dossier__in=readable_dossiers(user))
    item = get_object_or_404(items.select_related("ask__entry__dossier__product", "ask__entry__level"), pk=item_pk)
    entry = entry_at(user, item.ask.entry_id)
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    return step_page(
        request,
        ANSWER,
        item,
        back=dossier_url(entry),
        crumbs=crumbs_to(entry),
        refusals=refusals_of(why_not_answer(user, item)),
        form=form,
    )


# ------------------------------------------------------------------ sheets for A4
@staff_page(Act.SEE_STAFF_PAGES)
def entry_slip(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """The slip that a dossier got when it came in."""
    entry = entry_at(acting_user(request), entry_pk)
    context = document_of(entry, _("Phiếu tiếp nhận hồ sơ"), None)
    context["document"] |= {"day": entry.arrived_on, "number": entry.slip}
    return render(request, "evaluations/entry_slip.html", context)


@staff_page(Act.SEE_STAFF_PAGES)
def screening_print(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """The commune's report with its findings (26/2026 App. III form 03)."""
    entry = entry_at(acting_user(request), entry_pk)
    if entry.level.mode != LevelMode.SCREEN:
        raise Http404
    said, report = findings_of(entry), report_of(entry, ReportKind.SCREENING)
    context = document_of(entry, _("Báo cáo đánh giá hồ sơ sản phẩm OCOP"), report)
    topics = [{"label": topic.label, "finding": said.get(topic)} for topic in Topic]
    doubts = [topic.label for topic in Topic if topic not in said or not said[topic].holds]
    return render(request, "evaluations/screening_print.html", context | {"topics": topics, "doubts": doubts})


def document_of(entry: RoundEntry, title: str, report: EntryReport | None) -> dict[str, Any]:
    """What a sheet about an entry begins with: issuer, place, and number and day once they are written down."""
    document = {
        "issuer": default_body(entry.level, entry.place),
        "number": report.number if report else OPEN_NUMBER,
        "place": entry.place.name,
        "day": report.dated_on if report else None,
        "title": title,
        "subtitle": entry.dossier.product.name,
    }
    return {"entry": entry, "document": document, "back_url": dossier_url(entry)}


# ------------------------------------------------------------------ files
# What may hold a PDF, by the word in the address, with the way to its entry.
FILES: dict[str, tuple[type[EntryReport | AskItem | Probe], str]] = {
    "bao-cao": (EntryReport, "entry"),
    "bo-sung": (AskItem, "ask__entry"),
    "khao-sat": (Probe, "entry"),
}


@staff_page(Act.SEE_STAFF_PAGES)
def entry_paper(request: HttpRequest, entry_pk: int, kind: str, paper_pk: int) -> HttpResponseBase:
    """A PDF that was handed in with a dossier, for those who may read it; what the team found also for who marks."""
    if kind not in FILES:
        raise Http404
    model, way = FILES[kind]
    row = get_object_or_404(model._default_manager.filter(**{way: entry_pk}), pk=paper_pk)
    user, entry = acting_user(request), get_object_or_404(RoundEntry.objects.select_related("dossier"), pk=entry_pk)
    if not (_is_of_team(row) and may_read_team_work(user, entry)):
        entry_at(user, entry_pk)
    return give_file(row.paper, shown=row.paper_name)


def _is_of_team(row: EntryReport | AskItem | Probe) -> bool:
    return isinstance(row, Probe) or (isinstance(row, EntryReport) and row.kind == ReportKind.TEAM)
