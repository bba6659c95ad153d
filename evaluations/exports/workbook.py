"""A concluded round as one workbook."""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook

from core.workbooks import add_sheet
from evaluations.exports.round_rows import (
    agreed_options,
    dossiers_of,
    said_at_meeting,
    sheets_of,
    signed_by_member,
    totals_by_member,
)
from evaluations.exports.round_story import story_of
from evaluations.models import Round


def write_workbook(file: IO[bytes], found: Round) -> None:
    """Write the seven sheets of a round into a file: a score of queries, whatever the number of dossiers and marks."""
    book = Workbook(write_only=True)
    add_sheet(book, _("Hồ sơ"), *dossiers_of(found))
    add_sheet(book, _("Phiếu"), *sheets_of(found))
    add_sheet(book, _("Phiếu chấm"), *signed_by_member(found))
    add_sheet(book, _("Tổng hợp"), *totals_by_member(found))
    add_sheet(book, _("Tiêu chí thống nhất"), *agreed_options(found))
    add_sheet(book, _("Biên bản"), *said_at_meeting(found))
    add_sheet(book, _("Diễn biến"), *story_of(found))
    book.save(file)
