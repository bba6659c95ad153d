"""Reading what a member's next sheet begins with."""

from __future__ import annotations

from datetime import datetime

from evaluations.models import CouncilMember, RoundEntry, ScoreLine, ScoreSheet
from evaluations.queries.sheets import lines_of


def sheet_before(entry: RoundEntry, member: CouncilMember, since: datetime) -> ScoreSheet | None:
    """The sheet whose marks the next one goes on from: the last one of the passes before.

    None of before `since`, the member's last word on an interest: who was out marks from the beginning.
    """
    mine = ScoreSheet.objects.filter(entry=entry, member=member, created_at__gte=since)
    return mine.filter(pass_number__lt=entry.passes).order_by("-pass_number", "-version").first()


def next_sheet(entry: RoundEntry, member: CouncilMember, before: ScoreSheet | None) -> ScoreSheet:
    """A sheet as it begins, not saved; revisions go on, so that a window that was left open never fits by chance."""
    revision = before.comment_revision + 1 if before else 0
    return ScoreSheet(entry=entry, member=member, pass_number=entry.passes, comment_revision=revision)


def lines_after(before: ScoreSheet | None) -> dict[int, ScoreLine]:
    """The lines that a sheet begins with, by criterion, as the copies will be."""
    lines = lines_of(before) if before else {}
    for line in lines.values():
        line.revision += 1
    return lines
