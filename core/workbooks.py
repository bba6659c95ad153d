"""Lists as sheets of a workbook: real numbers and days, written row by row and never whole in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from core.exports import defused

DAY, MOMENT = "dd/mm/yyyy", "hh:mm dd/mm/yyyy"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add_sheet(book: Workbook, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> None:
    """One list: columns are heads with their widths, and stay in sight."""
    sheet = book.create_sheet(title)
    for number, (_head, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_head_cell(sheet, head) for head, _width in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _head_cell(sheet: Any, head: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=_plain(head))
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """A value as a spreadsheet keeps it: numbers and days as such, texts that are never formulas."""
    if isinstance(value, bool):
        return _("có") if value else None
    if isinstance(value, date):
        moment = localtime(value).replace(tzinfo=None) if isinstance(value, datetime) else value
        cell = WriteOnlyCell(sheet, value=moment)
        cell.number_format = MOMENT if isinstance(value, datetime) else DAY
        return cell
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str | None:
    return defused(ILLEGAL_CHARACTERS_RE.sub("", text)) or None
