"""Why a council cannot be founded, changed or seated otherwise."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import Place, PlaceLevel, User
from core.roles import Act
from evaluations.enums import EntryStatus, RoundStatus
from evaluations.models import Council, CouncilMember, Round
from evaluations.permissions.absence import why_not_excuse
from evaluations.permissions.rounds import why_not_here
from evaluations.queries.councils import is_scoring, missed_by, standings_of
from producers.permissions.acts import why_not_reason
from producers.rules.identifiers import clean_phone


def why_not_found_council(user: User, place: Place) -> list[Reason]:
    """Why a council cannot be founded in a place."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, place)
    if place.level == PlaceLevel.COMMUNE:
        reasons.append(Reason(_("Hội đồng chấm điểm ở cấp huyện hoặc cấp tỉnh: xã chỉ đánh giá hồ sơ."), "place"))
    return reasons


def why_not_regulate(council: Council) -> list[Reason]:
    """Why a council cannot work by a regulation: what its columns take, whoever writes them."""
    try:
        council.clean_fields(exclude={"place"})
    except ValidationError as problem:
        return [Reason(text, name) for name, texts in problem.message_dict.items() for text in texts]
    return []


def why_not_change_council(user: User, council: Council) -> list[Reason]:
    """Why the regulation or the seats of a council cannot be changed."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, council.place_id)
    if is_scoring(council):
        reasons.append(Reason(_("Hội đồng đang chấm một đợt: đổi quy chế hoặc thành viên sau khi chốt điểm.")))
    return reasons


def why_not_unseat(user: User, member: CouncilMember) -> list[Reason]:
    """Why a seat cannot end: while its council scores, every seat counts for the quorum, of who is away too."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, member.council.place_id)
    scoring = member.council.rounds.filter(status=RoundStatus.SCORING).select_related("level", "place")
    return reasons + [_still_counts(user, found, member) for found in scoring]


def _still_counts(user: User, scoring: Round, member: CouncilMember) -> Reason:
    """The word of a round that needs a seat; it names the absence only where that can be noted."""
    words = _("%(round)s đang chấm, ghế của %(name)s tính vào số thành viên cần có: thôi sau khi chốt điểm.")
    if _can_be_excused(user, scoring, member):
        words = _(
            "%(round)s đang chấm, ghế của %(name)s tính vào số thành viên cần có: thôi sau khi chốt điểm, "
            "vắng thì ghi vắng ở phiên họp."
        )
    return Reason(words % {"round": scoring, "name": member.full_name})


def _can_be_excused(user: User, scoring: Round, member: CouncilMember) -> bool:
    entries = scoring.entries.filter(status=EntryStatus.SCORING).select_related("dossier__product", "round")
    missed = [standing.entry for standing in standings_of(scoring, entries) if missed_by(standing, member)]
    return not why_not_excuse(user, scoring, member, missed)


def why_not_note_contacts(user: User | None, council: Council, phone: str) -> list[Reason]:
    """Why what a seat is compared with producers by cannot be noted: a number that is none."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, council.place_id)
    if clean_phone(phone) is None:
        reasons.append(Reason(_("“%(text)s” không phải một số điện thoại.") % {"text": phone}, "phone"))
    return reasons


def why_not_correct_name(user: User, place: Place | int, full_name: str, why: str) -> list[Reason]:
    """Why the name of a seat on a council or a team of a place cannot be put right."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, place) + why_not_reason(why)
    if not full_name.strip():
        reasons.append(Reason(_("Cần họ và tên."), "full_name"))
    return reasons


def why_not_seat(user: User, council: Council, account: User | None) -> list[Reason]:
    """Why somebody cannot be given a seat."""
    reasons = why_not_change_council(user, council)
    if account is not None:
        if not account.is_active or not account.may(Act.SCORE):
            reasons.append(Reason(_("Tài khoản này không chấm điểm được: đã khóa hoặc không có quyền."), "account"))
        elif CouncilMember.objects.filter(council=council, user=account, left_on__isnull=True).exists():
            reasons.append(Reason(_("Người này đã là thành viên của hội đồng."), "account"))
    return reasons
