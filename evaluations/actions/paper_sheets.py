"""Verbs of sheets done on paper: begun with their scan, dropped while they are being entered."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.errors import refuse_if
from core.files.keeping import Kept, keeping, remove_files
from core.history import record
from core.models import User
from core.workflow import move
from evaluations.actions.opening import opened
from evaluations.actions.sheets import locked_sheet, open_sheet
from evaluations.enums import SheetStatus
from evaluations.files import SHEET
from evaluations.models import CouncilMember, RoundEntry, ScoreSheet
from evaluations.permissions.sheets import why_closed_at_all, why_not_begin_paper, why_not_enter_paper


def begin_paper_sheet(entry: RoundEntry, member: CouncilMember, upload: UploadedFile, *, by: User) -> ScoreSheet:
    """Begin a member's sheet with the scan of its paper; the marks are entered from it. Raises ActionRefused."""
    refuse_if(why_closed_at_all(by, entry.dossier) + why_not_begin_paper(by, entry, member))
    with keeping(upload, SHEET, about=entry, by=by) as kept, transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_begin_paper(by, entry, member))
        sheet = open_sheet(entry, member, by=by)
        _name_scan(sheet, kept, by)
    return sheet


def attach_scan(sheet: ScoreSheet, upload: UploadedFile, *, by: User) -> ScoreSheet:
    """Keep another scan with a sheet that is being entered; raises ActionRefused."""
    refuse_if(why_not_enter_paper(by, sheet))
    with keeping(upload, SHEET, about=sheet.entry, by=by) as kept, transaction.atomic():
        sheet = locked_sheet(sheet)
        refuse_if(why_not_enter_paper(by, sheet))
        before = sheet.scan
        _name_scan(sheet, kept, by)
        # A signed version that was opened again keeps the scan that it was entered from.
        if before and not ScoreSheet.objects.filter(scan=before).exists():
            transaction.on_commit(lambda: remove_files([before]))
    return sheet


def _name_scan(sheet: ScoreSheet, kept: Kept, by: User) -> None:
    sheet.scan, sheet.scan_sha256 = kept.name, kept.sha256
    sheet.save(update_fields=["scan", "scan_sha256"])
    record(sheet, "enter_paper_sheet", by=by, file=kept.original, sha256=kept.sha256)


def drop_paper_sheet(sheet: ScoreSheet, *, why: str, by: User) -> ScoreSheet:
    """Drop a sheet that was begun from paper by mistake; the member can begin anew. Raises ActionRefused."""
    with transaction.atomic():
        opened(sheet.entry, by)  # before the sheet, as everything that ends scoring does
        sheet = locked_sheet(sheet)
        refuse_if(why_not_enter_paper(by, sheet))
        return move(sheet, SheetStatus.SET_ASIDE, by=by, why=why)
