"""Reading what a member's next sheet begins with."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from evaluations.enums import SheetStatus
from evaluations.models import CouncilMember, RoundEntry, ScoreLine, ScoreSheet
from evaluations.queries.sheets import lines_of


def sheet_before(
    entry: RoundEntry, member: CouncilMember, since: datetime, *, on_paper: bool = False
) -> ScoreSheet | None:
    """The sheet that the next one goes on from.

    It is what was begun in this pass until an absence or a stop set it aside, else the last one of the passes before.
    None of before `since`, the member's last word on an interest: who was out marks from the beginning. A paper that
    was dropped is nobody's marks, and a new one is entered from itself.
    """
    mine = ScoreSheet.objects.filter(entry=entry, member=member, created_at__gte=since)
    wanted = Q(pass_number__lt=entry.passes)
    if not on_paper:
        wanted |= Q(pass_number=entry.passes, status=SheetStatus.SET_ASIDE)
    dropped = Q(status=SheetStatus.SET_ASIDE, on_paper=True)
    return mine.filter(wanted).exclude(dropped).order_by("-pass_number", "-version").first()


def next_sheet(entry: RoundEntry, member: CouncilMember, before: ScoreSheet | None) -> ScoreSheet:
    """A sheet as it begins, not saved; revisions go on, so that a window that was left open never fits by chance."""
    sheet = ScoreSheet(entry=entry, member=member, pass_number=entry.passes)
    if before is not None:
        sheet.comment_revision = before.comment_revision + 1
        sheet.comment = before.comment if before.pass_number == entry.passes else ""
    return sheet


def lines_after(before: ScoreSheet | None) -> dict[int, ScoreLine]:
    """The lines that a sheet begins with, by criterion, as the copies will be."""
    lines = lines_of(before) if before else {}
    for line in lines.values():
        line.revision += 1
    return lines
