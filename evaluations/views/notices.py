"""The letter about a result: who is still to be told, the sheet, writing down that it went out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.clock import today
from core.files.doors import takes_files
from core.guards import StaffPage, acting_user, staff_page
from core.roles import Act
from evaluations.actions.entry_reports import notify_result
from evaluations.enums import Outcome, ReportKind
from evaluations.forms.intake import LetterForm
from evaluations.models import RoundEntry
from evaluations.permissions.intake import why_not_notify
from evaluations.queries.drafts import in_sentence
from evaluations.queries.intake import report_of
from evaluations.queries.notices import known_among, to_notify
from evaluations.views.entry_reach import crumbs_to, dossier_url, entry_at, refusals_of
from evaluations.views.screening import document_of
from evaluations.views.stepping import Step, step_page
from producers.views.pages import page_of, query_without_page, staff_crumbs
from products.enums import RatingKind
from products.files import ENTRY_PAPER
from products.queries.register import held_ratings

HELP = "hoi-dong"
NOTICE = Step(
    gettext_lazy("Ghi đã gửi thông báo kết quả"), notify_result, gettext_lazy("Đã ghi thông báo của “%(thing)s”.")
)


class NoticeList(StaffPage, TemplateView):
    """The dossiers whose result is known and that no letter went out about."""

    template_name = "evaluations/notice_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        page = page_of(self.request, to_notify(user))
        context = {
            "heading": _("Thông báo kết quả"),
            "crumbs": staff_crumbs((_("Thông báo kết quả"), "")),
            "help_url": reverse("staff:help", args=[HELP]),
            "page_obj": page,
            "count": page.paginator.count,
            "query": query_without_page(self.request),
            "may_run": user.may(Act.RUN_COUNCIL),
        }
        return super().get_context_data(**{**kwargs, **context})


@takes_files(ENTRY_PAPER)
@staff_page(Act.RUN_COUNCIL)
def notice_note(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """The number and day of the letter that went out."""
    user = acting_user(request)
    entry = entry_at(user, entry_pk)
    form = LetterForm(request.POST, request.FILES) if request.method == "POST" else LetterForm()
    return step_page(
        request,
        _step_of(entry),
        entry,
        back=dossier_url(entry),
        crumbs=crumbs_to(entry),
        refusals=refusals_of(why_not_notify(user, entry, today())),
        form=form,
    )


def _step_of(entry: RoundEntry) -> Step:
    """A re-rating that recognises nothing ends an extension, too, which stands in the register (26/2026 art. 12.3)."""
    held = held_ratings([entry.dossier.product], today()).get(entry.dossier.product_id)
    is_known = hasattr(entry, "result") and entry.dossier.kind == RatingKind.RE_RATING
    ends = is_known and entry.outcome == Outcome.NONE
    if not ends or held is None or held.extended_at is None or held.ended_on is not None:
        return NOTICE
    words = _("Hạng %(stars)s sao đang được gia hạn đến %(day)s: ghi hết gia hạn ở trang của %(decision)s.")
    facts = {"stars": held.stars, "day": date_format(held.extended_until), "decision": held.decision or held}
    return replace(NOTICE, consequences=(words % facts,))


@staff_page(Act.SEE_STAFF_PAGES)
def notice_print(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """The letter to the commune and the producer (26/2026 art. 7.3g)."""
    user = acting_user(request)
    entry = entry_at(user, entry_pk)
    if entry.pk not in known_among([entry]):
        raise Http404
    letter = report_of(entry, ReportKind.NOTICE)
    context = document_of(entry, _("Thông báo kết quả đánh giá, phân hạng sản phẩm OCOP"), letter)
    decision = entry.row.decision if hasattr(entry, "row") else None
    commune = _("UBND %(place)s") % {"place": in_sentence(entry.dossier.place)}
    more = {"result": entry.result, "decision": decision, "next": next_of(entry), "commune": commune}
    return render(request, "evaluations/notice_print.html", context | more)


def next_of(entry: RoundEntry) -> str:
    """What comes after a result, in words."""
    if entry.outcome == Outcome.POTENTIAL:
        return _("Hồ sơ được chuyển lên cấp trên để đánh giá, phân hạng 5 sao.")
    if entry.outcome == Outcome.NONE:
        return _("Chủ thể hoàn thiện sản phẩm theo các nội dung nêu trên và nộp hồ sơ mới cho đợt sau.")
    return _("Hạng sao có giá trị %(months)s tháng kể từ ngày quyết định.") % {
        "months": entry.level.regime.validity_months
    }
