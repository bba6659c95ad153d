"""Why a member cannot declare, mark or sign, and why a sheet cannot be opened again."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from core.access import is_in_territory
from core.errors import Reason
from core.models import User
from core.permissions.acts import why_not_act
from core.roles import Act
from core.rules.lengths import LONGEST_NOTE
from evaluations.enums import OPEN_TO_MEMBERS, SHEETS_THAT_COUNT, EntryStatus, SheetStatus
from evaluations.models import Conflict, CouncilMember, Dossier, RoundEntry, ScoreSheet
from evaluations.permissions.rounds import why_not_here
from evaluations.queries.conflicts import word_of
from evaluations.queries.councils import Standing
from evaluations.queries.sheets import closed_to, may_show_points


def runs_council(user: User, entry: RoundEntry) -> bool:
    """True for officers and secretaries of the place where the dossier is dealt with."""
    return user.may(Act.RUN_COUNCIL) and is_in_territory(user, entry.place_id)


def why_closed(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier is closed to a person who sits on its council, whatever other rights that person has."""
    return [_closed(entry)] if closed_to(user, [entry]) else []


def why_any_closed(user: User, entries: Collection[RoundEntry]) -> list[Reason]:
    """Why somebody does not act on several dossiers at once: one of them is closed."""
    return [_closed(entry) for entry in closed_to(user, entries)]


def _closed(entry: RoundEntry) -> Reason:
    return Reason(_("Bạn ở hội đồng chấm “%(entry)s”: hồ sơ chỉ mở sau khi khai không liên quan.") % {"entry": entry})


def closing_entry(user: User, dossier: Dossier) -> RoundEntry | None:
    """The entry that closes a dossier to a person who scores it, at whatever level; None where it is open."""
    closed = closed_to(user, dossier.entries.select_related("round", "dossier__product").order_by("pk"))
    return closed[-1] if closed else None


def why_closed_at_all(user: User, dossier: Dossier) -> list[Reason]:
    """Why a dossier is closed to a person who acts on it at one level: what an interest closes is closed at all."""
    closing = closing_entry(user, dossier)
    return [_closed(closing)] if closing is not None else []


def why_closed_each(user: User, dossiers: Iterable[int]) -> dict[int, list[Reason]]:
    """The same of several dossiers, by the key of each that is closed; three queries at most."""
    ways = RoundEntry.objects.filter(dossier__in=dossiers).select_related("round", "dossier__product").order_by("pk")
    return {entry.dossier_id: [_closed(entry)] for entry in closed_to(user, ways)}


def why_not_sit(entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """Why a seat has nothing to do with a dossier; who gives no marks has a word to say, too."""
    found = entry.round
    if found is None or found.council_id != member.council_id or member.left_on is not None:
        return [Reason(_("%(name)s không chấm hồ sơ này.") % {"name": member.full_name}, "member")]
    return []


def _why_not_open(entry: RoundEntry) -> list[Reason]:
    """Why words on a conflict come too late; the entry is locked and says so even when its round was read before."""
    if entry.round is not None and entry.round.status not in OPEN_TO_MEMBERS:
        return [Reason(_("Đợt này %(status)s.") % {"status": entry.round.get_status_display()})]
    if entry.status not in (EntryStatus.ACCEPTED, EntryStatus.SCORING):
        words = _("“%(entry)s” %(status)s: lời khai không ghi được nữa.")
        return [Reason(words % {"entry": entry, "status": entry.state})]
    return []


def why_not_declare(user: User, entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """Why a member's word on a conflict of interest cannot be taken: it is said once, before the dossier opens.

    An interest is said once for the whole way of the dossier: another attempt, level or seat ends none.
    """
    reasons = why_not_sit(entry, member) + _why_not_for(user, entry, member)
    reasons = reasons or _why_not_open(entry)
    stands = word_of(entry, member)
    if stands is not None and stands.entry_id == entry.pk:
        reasons.append(Reason(_("%(name)s đã khai báo với hồ sơ này.") % {"name": member.full_name}, "member"))
    elif stands is not None:
        words = _(
            "%(name)s đã khai có liên quan đến hồ sơ này ở %(level)s, lần %(attempt)d: lời khai giữ nguyên ở mọi lần, "
            "mọi cấp. Khai nhầm hoặc không còn liên quan thì người điều hành hội đồng sửa, có ghi lý do."
        )
        facts = {"level": stands.entry.level.name.lower(), "attempt": stands.entry.attempt}
        reasons.append(Reason(words % {"name": member.full_name, **facts}, "member"))
    return reasons


def why_not_correct_conflict(
    user: User, entry: RoundEntry, member: CouncilMember, stands: Conflict | None, what: str
) -> list[Reason]:
    """Why a word on a conflict of interest cannot be corrected: `stands` is the one said last."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, entry.place_id) + why_closed(user, entry)
    reasons += why_not_sit(entry, member)
    reasons = reasons or _why_not_open(entry)
    if stands is None:
        reasons.append(Reason(_("%(name)s chưa khai báo với hồ sơ này.") % {"name": member.full_name}, "member"))
    elif stands.what == what:
        reasons.append(Reason(_("Lời khai đang ghi đúng như vậy: không có gì để sửa."), "answer"))
    return reasons


def _why_not_for(user: User, entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """A member speaks for itself; for a seat without an account, and on paper, whoever runs the council does."""
    if member.user_id == user.pk:
        return why_not_act(user, Act.SCORE)
    if runs_council(user, entry):
        return why_closed(user, entry)
    return [Reason(_("Đây là phiếu của %(name)s.") % {"name": member.full_name}, "member")]


def _why_not_first(user: User, entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """Who marks here too signs the own sheet before it reads somebody else's paper."""
    if member.user_id == user.pk or entry.round is None or not runs_council(user, entry):
        return []
    own = CouncilMember.objects.filter(council=entry.round.council_id, user=user, left_on__isnull=True, scores=True)
    signed = ScoreSheet.objects.filter(entry=entry, pass_number=entry.passes, status=SheetStatus.SIGNED)
    if not own.exists() or signed.filter(member__in=own).exists():
        return []
    return [Reason(_("Bạn cũng chấm “%(entry)s”: ký phiếu của mình trước khi nhập phiếu giấy.") % {"entry": entry})]


def why_not_open_sheet(user: User, entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """Why a member's sheet cannot be begun."""
    reasons = why_not_sit(entry, member) + _why_not_for(user, entry, member)
    if not reasons and not member.scores:
        reasons.append(Reason(_("%(name)s không chấm hồ sơ này.") % {"name": member.full_name}, "member"))
    if entry.status != EntryStatus.SCORING:
        reasons.append(Reason(_("“%(entry)s” không trong lúc chấm điểm.") % {"entry": entry}))
    if str(member.pk) in entry.excused:
        words = _("%(name)s được ghi vắng, không chấm “%(entry)s”: ghi có mặt lại trước.")
        reasons.append(Reason(words % {"name": member.full_name, "entry": entry}, "member"))
    reasons += _why_not_first(user, entry, member)
    said = word_of(entry, member)
    if said is None:
        words = _("%(name)s phải khai báo có liên quan hay không trước khi mở hồ sơ.")
        reasons.append(Reason(words % {"name": member.full_name}, "member"))
    elif said.is_conflict:
        words = _("%(name)s đã khai có liên quan: hồ sơ này đóng với thành viên đó.")
        reasons.append(Reason(words % {"name": member.full_name}, "member"))
    return reasons


def why_not_mark(user: User, sheet: ScoreSheet) -> list[Reason]:
    """Why a sheet cannot be written on: it is marked by the member, or from paper by whoever runs the council."""
    reasons = why_not_open_sheet(user, sheet.entry, sheet.member)
    if sheet.status != SheetStatus.OPEN:
        reasons.append(Reason(_("Phiếu này %(status)s.") % {"status": sheet.get_status_display()}))
    if sheet.pass_number != sheet.entry.passes:
        reasons.append(Reason(_("Phiếu này thuộc lượt chấm trước.")))
    if sheet.on_paper and not runs_council(user, sheet.entry):
        reasons.append(Reason(_("Phiếu giấy do thư ký nhập.")))
    if not sheet.on_paper and sheet.member.user_id != user.pk:
        reasons.append(Reason(_("Chỉ %(name)s ghi được phiếu này.") % {"name": sheet.member.full_name}))
    return reasons


def why_not_note(note: str) -> list[Reason]:
    """Why a note beside a criterion is not kept: it is never cut."""
    if len(note.strip()) <= LONGEST_NOTE:
        return []
    return [Reason(_("Ghi chú chỉ được dài %(most)d ký tự.") % {"most": LONGEST_NOTE}, "note")]


def why_not_begin_paper(user: User, entry: RoundEntry, member: CouncilMember) -> list[Reason]:
    """Why a sheet from paper cannot be begun: a member who began one marks it without paper."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, entry.place_id) + why_not_open_sheet(user, entry, member)
    if member.user_id == user.pk:
        reasons.append(Reason(_("Phiếu của chính bạn: chấm trên cổng."), "member"))
    begun = ScoreSheet.objects.filter(entry=entry, member=member, pass_number=entry.passes)
    if begun.filter(status__in=SHEETS_THAT_COUNT).exists():
        reasons.append(Reason(_("%(name)s đã có phiếu của lượt này.") % {"name": member.full_name}, "member"))
    return reasons


def why_not_enter_paper(user: User, sheet: ScoreSheet) -> list[Reason]:
    """Why a sheet from paper cannot be given another scan, nor be dropped: only while it is being entered."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, sheet.entry.place_id) + why_not_mark(user, sheet)
    if not sheet.on_paper:
        reasons.append(Reason(_("Phiếu này không nhập từ giấy.")))
    return reasons


def why_not_read_paper(user: User, sheet: ScoreSheet, standing: Standing) -> list[Reason]:
    """Why a sheet from paper is not shown to whoever runs the council: as all others, once all have signed.

    Who enters it, or has entered it, has seen its paper.
    """
    if closed := why_closed(user, sheet.entry):
        return closed
    if sheet.status == SheetStatus.OPEN:
        return why_not_enter_paper(user, sheet)
    if sheet.signed_by_id == user.pk or may_show_points(standing, user):
        return []
    return [Reason(_("Phiếu của %(name)s hiện khi mọi người đã ký.") % {"name": sheet.member.full_name})]


def why_not_read_sheet(user: User, sheet: ScoreSheet, standing: Standing) -> list[Reason]:
    """Why a signed sheet is not shown to whoever runs the council: as points are, and never past an interest."""
    if closed := why_closed_at_all(user, sheet.entry.dossier):
        return closed
    if may_show_points(standing, user):
        return []
    return [Reason(_("Phiếu của %(name)s hiện khi mọi người đã ký.") % {"name": sheet.member.full_name})]


def why_not_reopen_sheet(user: User, sheet: ScoreSheet) -> list[Reason]:
    """Why a signed sheet cannot be opened again."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, sheet.entry.place_id) + why_closed(user, sheet.entry)
    if sheet.status != SheetStatus.SIGNED or sheet.pass_number != sheet.entry.passes:
        reasons.append(Reason(_("Chỉ mở lại được phiếu đã ký của lượt chấm này.")))
    if sheet.entry.status != EntryStatus.SCORING:
        reasons.append(Reason(_("“%(entry)s” không trong lúc chấm điểm.") % {"entry": sheet.entry}))
    return reasons
