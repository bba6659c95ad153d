"""The queue of reports about labels: /staff/bao-cao-nhan/."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import ActionRefused
from core.files.serving import give_file
from core.forms.reasons import ReasonForm
from core.guards import acting_user, staff_page
from core.history import history_of, verb_words
from core.models import User
from core.roles import Act
from producers.forms.reasons import add_reasons
from producers.queries.acts import act_lines
from producers.views.pages import page_of, query_without_page, staff_crumbs
from products.actions.label_reports import close_report, forget_report_contact, take_report
from products.enums import ReportStatus
from products.forms.label_reports import CloseReportForm
from products.models import LabelReport
from products.queries.label_reports import report_counts, reports_of
from products.rules.codes import clean_code, printed_code
from products.views.words import code_url

STATUS_KEYS = {"moi": ReportStatus.NEW, "dang-xem-xet": ReportStatus.IN_HAND, "da-khep": ReportStatus.DONE}


@staff_page(Act.HANDLE_LABEL_REPORTS)
@require_safe
def label_report_list(request: HttpRequest) -> HttpResponse:
    """The reports of the territory, those that wait first; one tab for each status."""
    user = acting_user(request)
    chosen = request.GET.get("tinh-trang", "moi")
    status = STATUS_KEYS.get(chosen, ReportStatus.NEW)
    context = {
        "heading": _("Báo cáo nhãn sai"),
        "help_url": _help_url(),
        "crumbs": staff_crumbs((_("Báo cáo nhãn sai"), "")),
        "tabs": _tabs(user, status),
        "page_obj": page_of(request, reports_of(user, status)),
        "query": query_without_page(request),
    }
    return render(request, "products/staff_label_report_list.html", context)


def _help_url() -> str:
    return reverse("staff:help", args=["bao-cao-nhan"])


def _tabs(user: User, current: ReportStatus) -> list[dict[str, Any]]:
    counts, url = report_counts(user), reverse("staff:label-report-list")
    return [
        {
            "label": str(status.label).capitalize(),
            "url": f"{url}?tinh-trang={key}",
            "current": status == current,
            "count": counts[status],
        }
        for key, status in STATUS_KEYS.items()
    ]


def _report_of(user: User, pk: int) -> LabelReport:
    rows = LabelReport.objects.visible_to(user).select_related("product__place__parent")
    return get_object_or_404(rows, pk=pk)


@staff_page(Act.HANDLE_LABEL_REPORTS)
@require_safe
def label_report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One report with its photo, the next step and its acts."""
    report = _report_of(acting_user(request), pk)
    return _page(request, report, CloseReportForm())


def _page(request: HttpRequest, report: LabelReport, form: CloseReportForm) -> HttpResponse:
    heading = str(report)
    context = {
        "heading": heading,
        "help_url": _help_url(),
        "crumbs": staff_crumbs((_("Báo cáo nhãn sai"), reverse("staff:label-report-list")), (heading, "")),
        "report": report,
        "facts": _facts(report),
        "form": form if report.status == ReportStatus.IN_HAND else None,
        "is_new": report.status == ReportStatus.NEW,
        "acts": act_lines(history_of(report).exclude(verb="report_label"), verb_words()),
    }
    return render(request, "products/staff_label_report.html", context)


def _facts(report: LabelReport) -> list[dict[str, Any]]:
    code, product, place = clean_code(report.code_text), report.product, report.place
    return [
        {"term": _("Trạng thái"), "value": str(report.get_status_display()).capitalize()},
        {
            "term": _("Nhận lúc"),
            "value": date_format(timezone.localtime(report.reported_at), "H:i d/m/Y"),
            "note": _("chờ %(days)d ngày") % {"days": report.days_waited} if report.is_overdue else "",
        },
        {
            "term": _("Mã trên nhãn"),
            "value": printed_code(code) if code else report.code_text,
            "url": code_url(code) if code else "",
            "missing": _("không có"),
        },
        {
            "term": _("Sản phẩm của mã"),
            "value": product and product.name,
            "url": product and reverse("staff:product-detail", args=[product.slug]),
            "missing": _("mã không có trong sổ, hoặc không có mã"),
        },
        {"term": _("Địa bàn"), "value": place and str(place), "missing": _("cả tỉnh")},
        {"term": _("Điều đã thấy"), "value": report.seen},
        {"term": _("Nơi thấy nhãn"), "value": report.where},
        {"term": _("Liên hệ của người báo"), "value": report.contact, "missing": _("không để lại, hoặc đã xóa")},
        {"term": _("Kết quả"), "value": report.outcome and str(report.get_outcome_display()).capitalize()},
        {"term": _("Vì sao"), "value": report.outcome_why},
    ]


@require_POST
@staff_page(Act.HANDLE_LABEL_REPORTS)
def label_report_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report in hand."""
    user = acting_user(request)
    try:
        take_report(_report_of(user, pk), by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Bạn đang xem xét báo cáo này."))
    return redirect("staff:label-report-detail", pk=pk)


@require_POST
@staff_page(Act.HANDLE_LABEL_REPORTS)
def label_report_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a report with what it came to."""
    user = acting_user(request)
    report, form = _report_of(user, pk), CloseReportForm(request.POST)
    if form.is_valid():
        try:
            close_report(report, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã khép báo cáo."))
            return redirect("staff:label-report-detail", pk=pk)
    return _page(request, report, form)


@staff_page(Act.HANDLE_LABEL_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def label_report_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why; then remove the contact of who reported."""
    user = acting_user(request)
    report, form = _report_of(user, pk), ReasonForm(request.POST or None)
    back = reverse("staff:label-report-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            forget_report_contact(report, by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _("Đã xóa liên hệ của người báo."))
            return redirect(back)
    return _ask_to_forget(request, report, form, back)


def _ask_to_forget(request: HttpRequest, report: LabelReport, form: ReasonForm, back: str) -> HttpResponse:
    heading, queue = _("Xóa liên hệ của người báo"), (_("Báo cáo nhãn sai"), reverse("staff:label-report-list"))
    context = {
        "heading": heading,
        "help_url": _help_url(),
        "crumbs": staff_crumbs(queue, (str(report), back), (heading, "")),
        "intro": str(report),
        "consequences": [
            _("Liên hệ mất hẳn, không lấy lại được; báo cáo và lời đồng ý vẫn còn."),
            _("Nhật ký ghi việc xóa và lý do. Đừng chép liên hệ vào lý do."),
        ],
        "refusals": [] if report.contact else [_("Báo cáo này không giữ liên hệ nào.")],
        "form": form,
        "submit_label": heading,
        "cancel_url": back,
        "cancel_label": _("Quay lại"),
        "danger": True,
    }
    return render(request, "staff/confirm.html", context)


@staff_page(Act.HANDLE_LABEL_REPORTS)
@require_safe
def label_report_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photo of a report, for staff of its territory."""
    report = _report_of(acting_user(request), pk)
    if not report.photo:
        raise Http404
    return give_file(report.photo, shown=f"bao-cao-{report.pk}", inline=True)
