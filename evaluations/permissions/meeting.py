"""Why a meeting cannot write down an agreed option, nor begin another pass."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.enums import EntryStatus
from evaluations.models import AgreedLine, CriterionNode, Option, RoundEntry
from evaluations.permissions.rounds import why_not_here
from evaluations.permissions.sheets import why_closed, why_not_note
from evaluations.queries.councils import Standing, standing_of
from evaluations.queries.meeting import has_minimum


@dataclass(frozen=True)
class Said:
    """What a council says about one criterion; `seen` is the state that the writer saw, None for whatever stands."""

    criterion: CriterionNode
    option: Option | None
    knocked_out: bool | None = None
    note: str = ""
    seen: str | None = None


def why_not_agree(entry: RoundEntry, said: Said, proposed: Container[int], stands: AgreedLine | None) -> list[Reason]:
    """Why a council that may speak does not agree so: a minimum needs an option, a proposal to exclude an answer."""
    reasons, node = [], said.criterion
    if node.criteria_set_id != entry.dossier.criteria_set_id:
        reasons.append(Reason(_("Tiêu chí này thuộc bộ khác."), "criterion"))
    if said.option is None and has_minimum(node):
        reasons.append(Reason(_("Chọn phương án thống nhất."), "option"))
    if said.option is not None and said.option.criterion_id != node.pk:
        reasons.append(Reason(_("Phương án này thuộc tiêu chí khác."), "option"))
    if said.knocked_out is None and node.pk in proposed:
        reasons.append(Reason(_("Có đề nghị loại: ghi rõ loại hay không."), "knocked_out"))
    reasons += why_not_note(said.note)
    if said.seen is not None and said.seen != (stands.state if stands else ""):
        reasons.append(Reason(_("Tiêu chí này đã được ghi ở cửa sổ khác: xem bản đã ghi rồi ghi lại.")))
    return reasons


def why_not_second_pass(user: User, entry: RoundEntry) -> list[Reason]:
    """Why another pass cannot begin: only when the spread is over the limit and the regulation leaves a pass."""
    standing = standing_of(entry)
    reasons = why_not_settle(user, entry, standing)
    assert entry.round is not None
    assert entry.round.council is not None  # only rounds of a council have entries
    council = entry.round.council
    if entry.in_writing:
        reasons.append(Reason(_("“%(entry)s” lấy ý kiến bằng văn bản: đưa ra phiên họp trước.") % {"entry": entry}))
    if not reasons and not standing.is_over(council.spread_limit):
        reasons.append(Reason(_("Điểm các thành viên không chênh quá mức của quy chế.")))
    if entry.excluded_for:
        reasons.append(Reason(_("“%(entry)s” đã bị loại: không chấm lượt nữa.") % {"entry": entry}))
    if entry.passes >= council.passes:
        reasons.append(Reason(_("Quy chế chỉ cho chấm %(passes)s lượt.") % {"passes": council.passes}))
    return reasons


def why_not_exclude(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a council does not exclude a dossier as a whole: its score sheet has to name a ground for that."""
    reasons = why_not_settle(user, entry, standing_of(entry))
    if not entry.dossier.criteria_set.knock_out:
        reasons.append(Reason(_("Bộ tiêu chí này không có căn cứ loại cả hồ sơ.")))
    if entry.in_writing:
        reasons.append(Reason(_("“%(entry)s” lấy ý kiến bằng văn bản: đưa ra phiên họp trước.") % {"entry": entry}))
    if entry.excluded_for:
        reasons.append(Reason(_("“%(entry)s” đã bị loại.") % {"entry": entry}))
    return reasons


def why_not_take_back_exclusion(user: User, entry: RoundEntry) -> list[Reason]:
    """Why an exclusion cannot be taken back: there is none, or scoring is concluded."""
    reasons = why_not_discuss(user, entry)
    if not reasons and not entry.excluded_for:
        reasons.append(Reason(_("“%(entry)s” không bị loại.") % {"entry": entry}))
    return reasons


def why_not_postpone(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier is not put off: only while it is being scored; before, it is taken off the list of its round."""
    return why_not_discuss(user, entry)


def why_not_discuss(user: User, entry: RoundEntry) -> list[Reason]:
    """Why what was said about a dossier cannot be written down: only while it is being scored."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, entry.place_id) + why_closed(user, entry)
    if entry.status != EntryStatus.SCORING:
        reasons.append(Reason(_("“%(entry)s” không trong lúc chấm điểm.") % {"entry": entry}))
    return reasons


def why_not_settle(user: User, entry: RoundEntry, standing: Standing) -> list[Reason]:
    """Why a council decides nothing about a dossier: it speaks after all have signed; in writing, after a quorum."""
    reasons = why_not_discuss(user, entry)
    if entry.status != EntryStatus.SCORING:
        return reasons
    if not standing.is_enough:
        reasons.append(Reason(_("“%(entry)s”: chưa đủ phiếu đã ký.") % {"entry": entry}))
    elif standing.seat_of(user) in standing.waiting:
        reasons.append(Reason(_("Bạn chưa ký phiếu “%(entry)s” của mình.") % {"entry": entry}))
    return reasons
