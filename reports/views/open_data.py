"""Open data: the page /du-lieu-mo/, and the lists that it offers as files."""

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
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.publishing import current_generation
from core.templatetags.formats import number
from core.workbooks import XLSX
from reports.exports.dcat import catalogue_words
from reports.exports.open_data import csv_for_machines, csv_for_people, json_stream, write_workbook
from reports.exports.product_columns import KINDS, PRODUCT_COLUMNS
from reports.filters.lists import ListQuestion, list_question
from reports.queries.open_products import Addresses, product_rows

FILES = {
    "products-csv": gettext_lazy("CSV cho người đọc: tên cột và giá trị bằng tiếng Việt"),
    "products-csv-machine": gettext_lazy("CSV cho máy: tên cột cố định, ngày dạng năm-tháng-ngày, dấu chấm thập phân"),
    "products-xlsx": gettext_lazy("XLSX cho bảng tính: ngày và số là ngày và số"),
    "products-json": gettext_lazy("JSON cho máy, kèm mô tả danh sách"),
}
ListView = Callable[[HttpRequest, ListQuestion], HttpResponseBase]


def open_data(request: HttpRequest) -> HttpResponse:
    """What there is to take away, of the list that the address asks for, and what its columns mean."""
    question = list_question(request.GET)
    query = urlencode(question.pairs)
    return render(
        request,
        "reports/open_data.html",
        {
            "question": question,
            "count": number(question.count()),
            "keep": [pair for pair in question.pairs if pair[0] != "ngay"],
            "is_narrowed": bool(question.pairs),
            "files": [(_with_query(f"data:{name}", query), label) for name, label in FILES.items()],
            "columns": [(column, KINDS[column.kind]) for column in PRODUCT_COLUMNS],
            "recorded": localtime(current_generation().changed_at),
            "citation": request.build_absolute_uri(_with_query("reports:open-data", query)),
        },
    )


def _with_query(name: str, query: str) -> str:
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _of_a_list(view: ListView) -> Callable[[HttpRequest], HttpResponseBase]:
    """A file for machines must not hold more than was asked for: an address that cannot be read whole is refused."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponseBase:
        question = list_question(request.GET)
        if question.problems:
            return HttpResponse(
                "\n".join([*question.problems, ""]), status=400, content_type="text/plain; charset=utf-8"
            )
        return view(request, question)

    return answered


@_of_a_list
def products_csv(request: HttpRequest, question: ListQuestion) -> HttpResponseBase:
    """The list for people."""
    return csv_for_people(_name_of(question), PRODUCT_COLUMNS, _rows(request, question))


@_of_a_list
def products_csv_machine(request: HttpRequest, question: ListQuestion) -> HttpResponseBase:
    """The list for programs."""
    return csv_for_machines(f"{_name_of(question)}-may", PRODUCT_COLUMNS, _rows(request, question))


@_of_a_list
def products_xlsx(request: HttpRequest, question: ListQuestion) -> HttpResponseBase:
    """The list for spreadsheets, made in a file of the system's own that goes when it was sent."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(file, _("Sản phẩm OCOP"), PRODUCT_COLUMNS, _rows(request, question))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{_name_of(question)}.xlsx", content_type=XLSX)


@_of_a_list
def products_json(request: HttpRequest, question: ListQuestion) -> HttpResponseBase:
    """The list with what there is to say about it."""
    return json_stream(_head(request, question), PRODUCT_COLUMNS, _rows(request, question))


def dcat(request: HttpRequest) -> JsonResponse:
    """The data described for catalogues of data (DCAT)."""
    words = catalogue_words(request.build_absolute_uri, current_generation().changed_at)
    answer = JsonResponse(words, json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _name_of(question: ListQuestion) -> str:
    return f"san-pham-ocop-{question.on.isoformat()}"


def _rows(request: HttpRequest, question: ListQuestion) -> Any:
    lists = ("product-list", "producer-list", "decision-list", "verify")
    with override(settings.LANGUAGE_CODE):
        addresses = Addresses(*(request.build_absolute_uri(reverse(f"products:{name}")) for name in lists))
    return product_rows(question.asked.catalogue, question.products(), addresses)


def _head(request: HttpRequest, question: ListQuestion) -> dict[str, Any]:
    portal = settings.PORTAL
    return {
        "title": _("Sản phẩm OCOP %(province)s") % {"province": portal["province"]},
        "publisher": portal["agency"],
        "licence": portal["licence"],
        "date": question.on,
        "recorded_until": localtime(current_generation().changed_at).isoformat(),
        "query": question.pairs,
        "source": request.build_absolute_uri(),
    }
