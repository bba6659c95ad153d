"""Open data as files: for people, for spreadsheets, for machines; only a workbook is made before it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

from django.http import StreamingHttpResponse
from django.utils.formats import number_format
from openpyxl import Workbook

from core.batches import batches
from core.exports import csv_stream
from core.workbooks import add_sheet
from products.rules.days import day_text
from reports.exports.columns import Column

ROWS_TOGETHER = 200
Rows = Iterable[Sequence[Any]]


def csv_for_people(name: str, columns: Sequence[Column], rows: Rows) -> StreamingHttpResponse:
    """Vietnamese heads and words, days and decimals as they are written here."""
    heads = [str(column.label) for column in columns]
    return csv_stream(name, heads, ([_written(value) for value in row] for row in _in_words(columns, rows)))


def csv_for_machines(name: str, columns: Sequence[Column], rows: Rows) -> StreamingHttpResponse:
    """The same columns under their machine names: keys instead of words, ISO days, dots in numbers."""
    return csv_stream(name, [column.key for column in columns], rows)


def write_workbook(file: IO[bytes], title: str, columns: Sequence[Column], rows: Rows) -> None:
    """One sheet with real numbers and days."""
    book = Workbook(write_only=True)
    add_sheet(book, title, [(str(column.label), column.width) for column in columns], _in_words(columns, rows))
    book.save(file)


def json_stream(head: Mapping[str, Any], columns: Sequence[Column], rows: Rows) -> StreamingHttpResponse:
    """One object: what the list is, its rows, and at the end how many they were."""
    return StreamingHttpResponse(_json_parts(head, columns, rows), content_type="application/json")


def _json_parts(head: Mapping[str, Any], columns: Sequence[Column], rows: Rows) -> Iterator[str]:
    keys, count = [column.key for column in columns], 0
    yield _json(head)[:-1] + ', "rows": ['
    for some in batches(rows, ROWS_TOGETHER):
        texts = ",\n".join(_json(dict(zip(keys, row, strict=True))) for row in some)
        yield (",\n" if count else "\n") + texts
        count += len(some)
    yield f'\n], "count": {count}}}\n'


def _json(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)


def _in_words(columns: Sequence[Column], rows: Rows) -> Iterator[list[Any]]:
    """The rows with words instead of keys."""
    words = [{key: str(label) for key, label in column.words.items()} for column in columns]
    for row in rows:
        yield [known.get(value, value) if known else value for known, value in zip(words, row, strict=True)]


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return day_text(value)
    return number_format(value.normalize()) if isinstance(value, Decimal) else value
