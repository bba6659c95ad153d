"""Reporting a label that may be false: /bao-cao-nhan/, for anybody, without a script."""

from __future__ import annotations

from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.errors import ActionRefused
from core.files.doors import takes_files
from core.limits import seconds_to_wait
from producers.forms.reasons import add_reasons
from products.actions.label_reports import report_label
from products.files import LABEL_PHOTO
from products.forms.label_reports import CONSENT, LabelReportForm
from products.rules.codes import clean_code, printed_code
from products.views.addresses import url_of

# An input that people do not see and machines fill in; no browser knows what to put under such a name.
TRAP = "khong-dien"


@takes_files(LABEL_PHOTO, of_strangers=True)
@never_cache
def label_report(request: HttpRequest) -> HttpResponse:
    """The form; what is sent is counted before a file is opened, for opening one costs."""
    if request.method != "POST":
        return _page(request, LabelReportForm(initial={"code": _shown(request.GET.get("ma", ""))}))
    form = LabelReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    if request.POST.get(TRAP):
        return _once_more(
            request, form, _("Một ô ẩn dành để nhận ra máy đã bị điền. Ô ấy nay đã trống: hãy bấm gửi lại.")
        )
    if wait := seconds_to_wait("label_report", request) or seconds_to_wait("label_reports_of_all"):
        return _later(request, form, wait)
    given = dict(form.cleaned_data)
    agreed = given.pop("has_consent")
    try:
        report_label(**given, consent_text=str(CONSENT) if agreed else "")
    except ActionRefused as refusal:
        add_reasons(form, refusal)
        return _page(request, form)
    return redirect("products:label-report-done")


def _later(request: HttpRequest, form: LabelReportForm, seconds: int) -> HttpResponse:
    """429 with all that was typed, the time to wait and where to turn to meanwhile."""
    words = _("Đã có quá nhiều báo cáo được gửi trong một giờ. Hãy đợi %(minutes)s phút rồi bấm gửi lại ở trang này.")
    advice = _("Nếu việc gấp, hãy gọi cơ quan quản lý thị trường hoặc ủy ban nhân dân xã, phường nơi bán.")
    response = _once_more(request, form, words % {"minutes": ceil(seconds / 60)}, advice)
    response.status_code, response["Retry-After"] = 429, str(seconds)
    return response


def _once_more(request: HttpRequest, form: LabelReportForm, *words: str) -> HttpResponse:
    """The form as it was sent, to be sent again; no browser sends a photo twice by itself."""
    for said in words:
        form.add_error(None, said)
    if form.cleaned_data.get("photo"):
        form.add_error("photo", _("Hãy chọn lại ảnh trước khi gửi lại."))
    return _page(request, form)


def _shown(text: str) -> str:
    code = clean_code(text)
    return printed_code(code) if code else text[:40]


def _page(request: HttpRequest, form: LabelReportForm) -> HttpResponse:
    return render(request, "products/label_report.html", {"form": form, "trap": TRAP, "crumbs": _crumbs()})


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Trang chủ"), "url": url_of("home")},
        {"label": _("Xác minh"), "url": url_of("products:verify")},
        {"label": _("Báo cáo nhãn sai"), "url": ""},
    ]


@never_cache
def label_report_done(request: HttpRequest) -> HttpResponse:
    """What happens with a report that was handed in."""
    return render(request, "products/label_report_done.html", {"crumbs": _crumbs()})
