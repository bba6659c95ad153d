"""Lists as CSV for machines: dots in numbers, ISO dates, UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from core.batches import batches
from core.queries.history import Line

LINES_TOGETHER = 200
CSV = "text/csv; charset=utf-8"
Response = TypeVar("Response", bound=HttpResponseBase)
# A cell that begins with one of these would be a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Written:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file to keep; texts that a spreadsheet would run as formulas are defused."""
    return _named(name, HttpResponse("".join(_lines(head, rows)), content_type=CSV))


def csv_stream(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """The same for a list of any length: sent some rows at a time, never whole in memory."""
    parts = map("".join, batches(_lines(head, rows), LINES_TOGETHER))
    return _named(name, StreamingHttpResponse(parts, content_type=CSV))


def _named(name: str, response: Response) -> Response:
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Written())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([_plain(value) for value in row])


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return defused(str(value))


def defused(text: str) -> str:
    """A text that a spreadsheet takes for nothing else, whoever opens it or saves it anew."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_of_history(lines: Iterable[Line]) -> StreamingHttpResponse:
    """The book of acts, as the page shows it."""
    head = ["number", "at", "account", "person", "verb", "act", "kind", "thing", "label", "why", "changes", "details"]
    return csv_stream("nhat-ky", [*head, "request"], map(_history_row, lines))


def _history_row(line: Line) -> list[Any]:
    entry = line.entry
    return [
        entry.pk,
        entry.at,
        entry.by.username if entry.by else "",
        line.who,
        entry.verb,
        line.what,
        entry.subject_type.model,
        entry.subject_id,
        entry.label,
        entry.why,
        "; ".join(str(change) for change in line.changes),
        "; ".join(line.details),
        entry.request,
    ]
