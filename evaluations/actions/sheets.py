"""Verbs of score sheets: declaring, opening, marking line by line, signing, opening again."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import ActionRefused, Reason, refuse_if
from core.history import record
from core.models import User
from core.workflow import move
from evaluations.actions.falling import let_agreed_fall, set_sheets_aside
from evaluations.actions.opening import opened
from evaluations.enums import SHEETS_THAT_COUNT, SheetStatus
from evaluations.models import Conflict, CouncilMember, CriterionNode, Option, RoundEntry, ScoreLine, ScoreSheet
from evaluations.permissions.sheets import (
    why_not_correct_conflict,
    why_not_declare,
    why_not_mark,
    why_not_note,
    why_not_open_sheet,
    why_not_reopen_sheet,
)
from evaluations.queries.beginning import lines_after, next_sheet, sheet_before
from evaluations.queries.conflicts import word_of
from evaluations.queries.entries import locked_entry
from evaluations.rules.scoring import Unanswered, total_of


class StaleLine(ActionRefused):
    """Another window saved the line meanwhile; `theirs` is the line as it stands, None when it was never saved."""

    def __init__(self, theirs: ScoreLine | None) -> None:
        super().__init__(_("Dòng này đã được lưu ở cửa sổ khác: chọn giữ bản nào."))
        self.theirs = theirs


class StaleComment(ActionRefused):
    """Another window saved the remark meanwhile."""

    def __init__(self) -> None:
        super().__init__(Reason(_("Nhận xét đã được lưu ở cửa sổ khác."), "comment"))


def declare_conflict(entry: RoundEntry, member: CouncilMember, *, what: str, by: User) -> Conflict:
    """Take a member's word before a dossier opens: an empty text is “no conflict”. Raises ActionRefused."""
    with transaction.atomic():
        entry = locked_entry(entry)
        refuse_if(why_not_declare(by, entry, member))
        said = Conflict.objects.create(
            entry=entry, member=member, is_conflict=bool(what.strip()), what=what.strip(), said_by=by
        )
        record(said, "declare_conflict", by=by, member=member.full_name, is_conflict=said.is_conflict)
    return said


def correct_conflict(entry: RoundEntry, member: CouncilMember, *, what: str, why: str, by: User) -> Conflict:
    """Put another word in the place of a wrong one, which stays; an empty text is “no conflict”.

    An interest from an earlier attempt or another level is corrected where the dossier is now; what was said there
    stays. A member who now has an interest loses the sheet of this pass. Whenever it changes who counts, what was
    agreed on falls: it rested on other sheets. Raises ActionRefused, without a reason too.
    """
    with transaction.atomic():
        entry, what, why = opened(entry, by), what.strip(), why.strip()
        stands = word_of(entry, member)
        refuse_if(why_not_correct_conflict(by, entry, member, stands, what))
        assert stands is not None  # refused above
        if not why:
            raise ActionRefused(Reason(_("Sửa lời khai cần lý do."), "why"))
        said = Conflict.objects.create(
            entry=entry,
            member=member,
            version=stands.version + 1,
            is_conflict=bool(what),
            what=what,
            why=why,
            said_by=by,
        )
        record(said, "correct_conflict", by=by, why=why, member=member.full_name, is_conflict=said.is_conflict)
        if said.is_conflict != stands.is_conflict:
            set_sheets_aside(entry, member, why, by)
            let_agreed_fall(entry)
    return said


def open_sheet(entry: RoundEntry, member: CouncilMember, *, by: User) -> ScoreSheet:
    """The sheet of a member in the current pass, begun when there is none: with its own last marks, if it has any.

    Whoever runs the council begins it as one from paper. Raises ActionRefused.
    """
    with transaction.atomic():
        entry = locked_entry(entry)
        refuse_if(why_not_open_sheet(by, entry, member))
        this_pass = ScoreSheet.objects.filter(entry=entry, member=member, pass_number=entry.passes)
        found = this_pass.filter(status__in=SHEETS_THAT_COUNT).first()
        if found is not None:
            return found
        said = word_of(entry, member)
        assert said is not None  # refused above
        on_paper = member.user_id != by.pk
        before = sheet_before(entry, member, said.said_at, on_paper=on_paper)
        sheet = next_sheet(entry, member, before)
        sheet.version = (this_pass.aggregate(last=Max("version"))["last"] or 0) + 1
        sheet.on_paper = on_paper
        sheet.save()
        _go_on_from(before, sheet)
    return sheet


def _go_on_from(before: ScoreSheet | None, sheet: ScoreSheet) -> None:
    lines = list(lines_after(before).values())
    for line in lines:
        line.pk, line.sheet = None, sheet
    ScoreLine.objects.bulk_create(lines)


def save_line(
    sheet: ScoreSheet,
    criterion: CriterionNode,
    *,
    option: Option | None = None,
    points: Decimal | None = None,
    knocked_out: bool = False,
    note: str = "",
    revision: int,
    by: User,
) -> ScoreLine:
    """Save one criterion: an option, or points where the sheet has no options; neither takes the answer back.

    `revision` is that of the line as the person saw it, 0 for none; raises StaleLine when it is another one by now,
    ActionRefused otherwise. Saving what stands there already changes nothing.
    """
    with transaction.atomic():
        sheet = locked_sheet(sheet)
        refuse_if(why_not_mark(by, sheet) + _why_not_answer(sheet, criterion, option, points) + why_not_note(note))
        line = ScoreLine.objects.filter(sheet=sheet, criterion=criterion).first()
        facts = {
            "option_id": option.pk if option else None,
            "points": Decimal(option.points) if option else points,
            "knocked_out": knocked_out and criterion.knock_out,
            "note": note.strip(),
        }
        if line is not None and all(getattr(line, name) == value for name, value in facts.items()):
            return line
        if revision != (line.revision if line else 0):
            raise StaleLine(line)
        line = line or ScoreLine(sheet=sheet, criterion=criterion, revision=0)
        for name, value in facts.items():
            setattr(line, name, value)
        line.revision += 1
        line.save()
    return line


def _why_not_answer(
    sheet: ScoreSheet, criterion: CriterionNode, option: Option | None, points: Decimal | None
) -> list[Reason]:
    reasons = []
    if criterion.criteria_set_id != sheet.entry.dossier.criteria_set_id or not criterion.is_criterion:
        reasons.append(Reason(_("Tiêu chí này không có trên phiếu."), "criterion"))
    if option is not None and option.criterion_id != criterion.pk:
        reasons.append(Reason(_("Phương án này thuộc tiêu chí khác."), "option"))
    if points is not None:
        if criterion.options.filter(is_failure=False).exists():
            reasons.append(Reason(_("Tiêu chí này chấm bằng phương án."), "points"))
        elif not (points.is_finite() and 0 <= points <= criterion.max_points and points == round(points, 2)):
            words = _("Điểm từ 0 đến %(most)s, nhiều nhất hai chữ số thập phân.")
            reasons.append(Reason(words % {"most": criterion.max_points}, "points"))
    return reasons


def save_comment(sheet: ScoreSheet, comment: str, *, revision: int, by: User) -> ScoreSheet:
    """Save the remark on the whole dossier, with a revision of its own; raises StaleComment, or ActionRefused."""
    with transaction.atomic():
        sheet = locked_sheet(sheet)
        refuse_if(why_not_mark(by, sheet))
        if comment.strip() == sheet.comment:
            return sheet
        if revision != sheet.comment_revision:
            raise StaleComment
        sheet.comment, sheet.comment_revision = comment.strip(), sheet.comment_revision + 1
        sheet.save(update_fields=["comment", "comment_revision"])
    return sheet


def sign_sheet(sheet: ScoreSheet, *, by: User) -> ScoreSheet:
    """Lock a whole sheet with its total; raises ActionRefused with every criterion that is unanswered."""
    with transaction.atomic():
        entry = locked_entry(sheet.entry)  # before the sheet, as everything that ends scoring does
        sheet = locked_sheet(sheet)
        refuse_if(why_not_mark(by, sheet))
        if sheet.on_paper and not sheet.scan:
            raise ActionRefused(Reason(_("Phiếu giấy cần bản quét."), "scan"))
        total = _total(sheet)
        now = timezone.now()
        ScoreSheet.objects.filter(pk=sheet.pk).update(
            total=total, signed_at=now, signed_by=by, status=SheetStatus.SIGNED
        )
        let_agreed_fall(entry)  # in writing the council may have spoken before the last one signed
        sheet.refresh_from_db()
        record(sheet, "status:signed", by=by, before=SheetStatus.OPEN.value, after=SheetStatus.SIGNED.value)
    return sheet


def _total(sheet: ScoreSheet) -> Decimal:
    given = dict(sheet.lines.values_list("criterion", "points"))
    criteria = sheet.entry.dossier.criteria_set.nodes.filter(is_criterion=True).order_by("position")
    try:
        return total_of({criterion.code: given.get(criterion.pk) for criterion in criteria})
    except Unanswered as unanswered:
        words = _("Chưa chấm tiêu chí %(codes)s.") % {"codes": ", ".join(unanswered.codes)}
        raise ActionRefused(Reason(words, "lines")) from unanswered


def reopen_sheet(sheet: ScoreSheet, *, why: str, by: User) -> ScoreSheet:
    """Let a member correct a signed sheet: the signed one stays as it was, a new version goes on from it.

    What was agreed on falls; the notes beside it are kept in what was said about the dossier. Raises ActionRefused,
    without a reason too.
    """
    with transaction.atomic():
        entry = opened(sheet.entry, by)  # before the sheet, as everything that ends scoring does
        sheet = locked_sheet(sheet)
        refuse_if(why_not_reopen_sheet(by, sheet))
        if not why.strip():
            raise ActionRefused(Reason(_("Mở lại phiếu cần lý do."), "why"))
        move(sheet, SheetStatus.REPLACED, by=by, why=why.strip())
        let_agreed_fall(entry)  # the council agrees anew once the sheet is signed again
        again = ScoreSheet.objects.create(
            entry=sheet.entry,
            member=sheet.member,
            pass_number=sheet.pass_number,
            version=sheet.version + 1,
            comment=sheet.comment,
            comment_revision=sheet.comment_revision + 1,
            on_paper=sheet.on_paper,
            scan=sheet.scan,
            scan_sha256=sheet.scan_sha256,
        )
        _go_on_from(sheet, again)
    return again


def locked_sheet(sheet: ScoreSheet) -> ScoreSheet:
    """The row of a sheet, locked, with what its rules look at."""
    return (
        ScoreSheet.objects.select_related("member", "entry__round__council", "entry__dossier__criteria_set")
        .select_for_update(of=("self",))
        .get(pk=sheet.pk)
    )
