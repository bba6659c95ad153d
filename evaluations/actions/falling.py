"""What falls when the marks of a dossier change, or those who count for it: sheets on the way, options agreed on."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from core.models import User
from core.workflow import move_all
from evaluations.enums import SHEETS_THAT_COUNT, SheetStatus
from evaluations.models import CouncilMember, RoundEntry, ScoreSheet


def set_sheets_aside(
    entry: RoundEntry,
    member: CouncilMember | None,
    why: str,
    by: User,
    statuses: Collection[SheetStatus] = SHEETS_THAT_COUNT,
) -> None:
    """Count the sheets of this pass no longer: those of a member, or of everybody."""
    sheets = ScoreSheet.objects.filter(entry=entry, pass_number=entry.passes, status__in=statuses)
    if member is not None:
        sheets = sheets.filter(member=member)
    move_all(list(sheets.select_related("member", "entry__dossier__product")), SheetStatus.SET_ASIDE, by=by, why=why)


def let_agreed_fall(entry: RoundEntry, *, with_pass: bool = False) -> None:
    """Forget what was agreed on, for it rested on other marks; the notes beside it stay in what was said.

    People typed them. `with_pass` says of which pass they were.
    """
    words = _("Lượt %(number)s, tiêu chí %(code)s: %(note)s") if with_pass else _("Tiêu chí %(code)s: %(note)s")
    lines = entry.agreed.exclude(note="").order_by("criterion__position").values_list("criterion__code", "note")
    notes = [words % {"number": entry.passes, "code": code, "note": note} for code, note in lines]
    if notes:
        entry.discussion = "\n".join([*([entry.discussion] if entry.discussion else []), *notes])
        entry.save(update_fields=["discussion"])
    entry.agreed.all().delete()
