"""Reporting a label that may be false: /bao-cao-nhan/, for anybody, without a script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.errors import ActionRefused
from core.files.doors import takes_files
from core.limits import seconds_to_wait
from core.views.too_often import too_often
from producers.forms.reasons import add_reasons
from products.actions.label_reports import report_label
from products.files import LABEL_PHOTO
from products.forms.label_reports import CONSENT, LabelReportForm
from products.rules.codes import clean_code, printed_code

# An input that people do not see and machines fill in.
TRAP = "website"


@takes_files(LABEL_PHOTO, of_strangers=True)
@never_cache
def label_report(request: HttpRequest) -> HttpResponse:
    """The form; what is sent is counted before a file is opened, for opening one costs."""
    if request.method != "POST":
        return _page(request, LabelReportForm(initial={"code": _shown(request.GET.get("ma", ""))}))
    if request.POST.get(TRAP):
        return redirect("products:label-report-done")
    form = LabelReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    if wait := seconds_to_wait("label_report", request) or seconds_to_wait("label_reports_of_all"):
        return too_often(
            wait,
            _("Đã có quá nhiều báo cáo được gửi trong một giờ."),
            _("Nếu việc gấp, hãy gọi cơ quan quản lý thị trường hoặc ủy ban nhân dân xã, phường nơi bán."),
        )
    given = dict(form.cleaned_data)
    agreed = given.pop("has_consent")
    try:
        report_label(**given, consent_text=str(CONSENT) if agreed else "")
    except ActionRefused as refusal:
        add_reasons(form, refusal)
        return _page(request, form)
    return redirect("products:label-report-done")


def _shown(text: str) -> str:
    code = clean_code(text)
    return printed_code(code) if code else text[:40]


def _page(request: HttpRequest, form: LabelReportForm) -> HttpResponse:
    return render(request, "products/label_report.html", {"form": form, "trap": TRAP, "crumbs": _crumbs()})


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Trang chủ"), "url": reverse("home")},
        {"label": _("Xác minh"), "url": reverse("products:verify")},
        {"label": _("Báo cáo nhãn sai"), "url": ""},
    ]


@never_cache
def label_report_done(request: HttpRequest) -> HttpResponse:
    """What happens with a report that was handed in."""
    return render(request, "products/label_report_done.html", {"crumbs": _crumbs()})
