"""Open data: the page /du-lieu-mo/, and the files of its sets."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.publishing import current_generation
from core.templatetags.formats import number
from core.workbooks import XLSX
from products.filters import readable
from reports.exports.columns import KINDS
from reports.exports.dcat import Told, catalogue_words
from reports.exports.open_data import csv_for_machines, csv_for_people, json_stream, write_workbook
from reports.filters.lists import ListQuestion, list_question
from reports.views.open_sets import BY_KEY, BY_STEM, OPEN_SETS, OpenSet

Question = ListQuestion[Any]
View = Callable[..., HttpResponseBase]
FORMS = {
    "csv": gettext_lazy("CSV cho người đọc: tên cột và giá trị bằng tiếng Việt"),
    "csv-machine": gettext_lazy("CSV cho máy: tên cột cố định, ngày dạng năm-tháng-ngày, dấu chấm thập phân"),
    "xlsx": gettext_lazy("XLSX cho bảng tính: ngày và số là ngày và số"),
    "json": gettext_lazy("JSON cho máy, kèm mô tả danh sách"),
}


def open_data(request: HttpRequest) -> HttpResponse:
    """What there is to take away, of the list that the address asks for, and what its columns mean."""
    stem = readable(request.GET.get("bo", ""))
    of = BY_STEM.get(stem, OPEN_SETS[0])
    question = list_question(request.GET, of.asked, "bo")
    if stem and stem not in BY_STEM:
        question.problems.append(_("Không có bộ dữ liệu “%(value)s”.") % {"value": stem})
    query = urlencode(question.pairs)
    facts = {"count": number(of.count(question.asked)), "day": date_format(question.on)}
    return render(
        request,
        "reports/open_data.html",
        {
            "of": of,
            "tabs": [_tab(each, of) for each in OPEN_SETS],
            "question": question,
            "counted": of.counted % facts,
            "keep": [*_chosen(of), *(pair for pair in question.pairs if pair[0] != "ngay")],
            "wider_url": _page_of(of) if question.pairs else "",
            "list_url": reverse(of.list_page),
            "files": [(_with_query(f"data:{of.key}-{form}", query), label) for form, label in FORMS.items()],
            "columns": [(column, KINDS[column.kind]) for column in of.columns],
            "recorded": localtime(current_generation().changed_at),
            "citation": request.build_absolute_uri(
                _with_query("reports:open-data", urlencode([*_chosen(of), *question.pairs]))
            ),
        },
    )


def _chosen(of: OpenSet) -> list[tuple[str, str]]:
    """The pair that says which set is meant; the first goes without."""
    return [] if of is OPEN_SETS[0] else [("bo", of.stem)]


def _page_of(each: OpenSet) -> str:
    return _with_query("reports:open-data", urlencode(_chosen(each)))


def _tab(each: OpenSet, chosen: OpenSet) -> dict[str, Any]:
    return {"label": each.name, "url": _page_of(each), "current": each is chosen}


def _with_query(name: str, query: str) -> str:
    return f"{reverse(name)}?{query}" if query else reverse(name)


def open_to_all_sites(view: View) -> View:
    """Let scripts of other sites read what a view answers: the same to everybody, and no cookie comes along."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return opened


@open_to_all_sites
def open_file(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """A list as a file. It must not hold more than was asked for: an address that cannot be read whole is refused."""
    of = BY_KEY[key]
    question = list_question(request.GET, of.asked)
    if question.problems:
        return HttpResponse("\n".join([*question.problems, ""]), status=400, content_type="text/plain; charset=utf-8")
    return _WRITERS[form](request, of, question)


def _csv(request: HttpRequest, of: OpenSet, question: Question) -> HttpResponseBase:
    return csv_for_people(_name_of(of, question), of.columns, of.rows(request, question.asked))


def _csv_machine(request: HttpRequest, of: OpenSet, question: Question) -> HttpResponseBase:
    return csv_for_machines(f"{_name_of(of, question)}-may", of.columns, of.rows(request, question.asked))


def _xlsx(request: HttpRequest, of: OpenSet, question: Question) -> HttpResponseBase:
    """Made in a file of the system's own that goes when it was sent."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(file, str(of.name), of.columns, of.rows(request, question.asked))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{_name_of(of, question)}.xlsx", content_type=XLSX)


def _json(request: HttpRequest, of: OpenSet, question: Question) -> HttpResponseBase:
    return json_stream(_head(request, of, question), of.columns, of.rows(request, question.asked))


_WRITERS: dict[str, Callable[[HttpRequest, OpenSet, Question], HttpResponseBase]] = {
    "csv": _csv,
    "csv-machine": _csv_machine,
    "xlsx": _xlsx,
    "json": _json,
}


@open_to_all_sites
def dcat(request: HttpRequest) -> JsonResponse:
    """The data described for catalogues of data (DCAT)."""
    sets = [Told(each.key, each.stem, each.title, each.about, _page_of(each)) for each in OPEN_SETS]
    words = catalogue_words(request.build_absolute_uri, current_generation().changed_at, sets, FORMS)
    return JsonResponse(words, json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")


def _name_of(of: OpenSet, question: Question) -> str:
    return f"{of.stem}-ocop-{question.on.isoformat()}"


def _head(request: HttpRequest, of: OpenSet, question: Question) -> dict[str, Any]:
    portal = settings.PORTAL
    return {
        "title": of.title % {"province": portal["province"]},
        "publisher": portal["agency"],
        "licence": portal["licence"],
        "date": question.on,
        "recorded_until": localtime(current_generation().changed_at).isoformat(),
        "query": question.pairs,
        "source": request.build_absolute_uri(),
    }
