"""A person's data in one place: found, shown, handed out, and the way to correct each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.clock import today
from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import HistoryEntry, User
from core.roles import Act
from producers.forms.reasons import add_reasons
from producers.models import Producer
from producers.views.pages import staff_crumbs
from reports.actions.personal_data import answer_request, find_person, receive_request, show_personal_data
from reports.enums import Right
from reports.forms import DataRequestForm, FindPersonForm
from reports.queries.data_requests import open_requests, requests_of
from reports.queries.held import files_of
from reports.queries.personal_data import MOST

PAGE = "staff:personal-data"
JSON, PRINT = "json", "in"
# Where each kind of thing is corrected: name of the address, label; the thing's slug or number goes into it.
# What is corrected in the admin is so by those who may enter it.
CORRECTIONS = {
    "chu-the": (
        ("staff:producer-edit", "slug", gettext_lazy("Sửa chủ thể")),
        ("staff:producer-consent", "slug", gettext_lazy("Đồng ý công khai")),
        ("staff:producer-representatives", "slug", gettext_lazy("Người đại diện")),
    ),
    "tai-khoan": (("admin:core_user_change", "pk", gettext_lazy("Sửa tài khoản")),),
    "thanh-vien": (
        ("staff:seat-name", "pk", gettext_lazy("Sửa tên, đơn vị")),
        ("staff:seat-contacts", "pk", gettext_lazy("Liên hệ của thành viên")),
    ),
    "to-tu-van": (("staff:adviser-name", "pk", gettext_lazy("Sửa tên, đơn vị")),),
    "quyet-dinh": (("staff:decision-detail", "pk", gettext_lazy("Mở quyết định")),),
    "du-thao": (("staff:draft-edit", "pk", gettext_lazy("Mở dự thảo")),),
    "bao-cao-nhan": (
        ("staff:label-report-detail", "pk", gettext_lazy("Mở báo cáo nhãn")),
        ("staff:label-report-forget", "pk", gettext_lazy("Xóa liên hệ của người báo")),
    ),
}


@never_cache
@staff_page(Act.HANDLE_PERSONAL_DATA)
@require_http_methods(["GET", "HEAD", "POST"])
def personal_data(request: HttpRequest) -> HttpResponse:
    """Look for a person for a reason; the requests that wait for an answer."""
    form = FindPersonForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = find_person(**form.cleaned_data, by=acting_user(request))
        except ActionRefused as refusal:
            add_reasons(form, refusal)
    return _page(request, form=form, found=found, most=MOST)


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    heading = _("Dữ liệu cá nhân")
    given = {
        "heading": heading,
        "help_url": reverse("staff:help", args=["du-lieu-ca-nhan"]),
        "crumbs": staff_crumbs((heading, "")),
        "waiting": [_waiting(entry) for entry in open_requests(acting_user(request))],
        "request_form": DataRequestForm(),
        **context,
    }
    return render(request, "reports/personal_data.html", given)


def _waiting(entry: HistoryEntry) -> dict[str, Any]:
    due = date.fromisoformat(entry.data["due"])
    return {
        "pk": entry.pk,
        "label": entry.label,
        "right": Right(entry.data["right"]).label,
        "why": entry.why,
        "due": date_format(due),
        "is_late": due < today(),
    }


@never_cache
@staff_page(Act.HANDLE_PERSONAL_DATA)
@require_POST
def personal_data_show(request: HttpRequest) -> HttpResponse:
    """All that is held about what was ticked: as a page, as a sheet to print, or as a file."""
    refs, why, form = request.POST.getlist("refs"), request.POST.get("why", ""), request.POST.get("form", "")
    user = acting_user(request)
    try:
        found = show_personal_data(refs, why=why, by=user, form=form if form in (JSON, PRINT) else "page")
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(PAGE)
    if form == JSON:
        return _file(found, why)
    context = {
        "heading": _("Dữ liệu đang giữ"),
        "help_url": reverse("staff:help", args=["du-lieu-ca-nhan"]),
        "crumbs": staff_crumbs((_("Dữ liệu cá nhân"), reverse(PAGE)), (_("Dữ liệu đang giữ"), "")),
        "things": [_thing(user, *row) for row in found],
        "refs": refs,
        "why": why,
        "by": user,
        "now": timezone.localtime(),
        "back_url": reverse(PAGE),
        "request_form": DataRequestForm(),
    }
    template = "personal_data_print" if form == PRINT else "personal_data_show"
    return render(request, f"reports/{template}.html", context)


def _thing(reader: User, kind: Any, thing: Any, sections: Iterable[Any]) -> dict[str, Any]:
    links = [
        {"label": label, "url": reverse(name, args=[getattr(thing, column)])}
        for name, column, label in CORRECTIONS[kind.key]
        if reader.is_staff or not name.startswith("admin:")
    ]
    if isinstance(thing, Producer):
        for file in files_of(thing).filter(erased_at__isnull=True):
            words = _("Xóa tệp: %(file)s") % {"file": file}
            links.append({"label": words, "url": reverse("staff:paper-erase", args=[file.pk])})
    return {"kind": kind.label, "label": str(thing), "sections": sections, "links": links}


def _file(found: Iterable[Any], why: str) -> HttpResponse:
    things = [
        {
            "kind": str(kind.label),
            "label": str(thing),
            "sections": [{"title": part.title, "rows": [dict(row) for row in part.rows]} for part in sections],
        }
        for kind, thing, sections in found
    ]
    content = {"made_at": timezone.localtime().isoformat(timespec="seconds"), "reason": why, "held": things}
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="du-lieu-ca-nhan.json"'
    return response


@staff_page(Act.HANDLE_PERSONAL_DATA)
@require_POST
def data_request_receive(request: HttpRequest) -> HttpResponse:
    """Note a request with the day by which to answer."""
    form = DataRequestForm(request.POST)
    if form.is_valid():
        try:
            entry = receive_request(request.POST.getlist("refs"), by=acting_user(request), **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            day = date_format(date.fromisoformat(entry.data["due"]))
            messages.success(request, _("Đã ghi yêu cầu: trả lời trước hết ngày %(day)s.") % {"day": day})
            return redirect(PAGE)
    return _page(request, form=FindPersonForm(), request_form=form)


@staff_page(Act.HANDLE_PERSONAL_DATA)
@require_POST
def data_request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what was answered to a request of the own territory."""
    user = acting_user(request)
    entry = get_object_or_404(requests_of(user), pk=pk)
    try:
        answer_request(entry, why=request.POST.get("why", ""), by=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi việc trả lời."))
    return redirect(PAGE)
