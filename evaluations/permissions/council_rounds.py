"""Why a council's round cannot be planned, begin to receive, be scored or be concluded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import Place, User
from core.roles import Act
from evaluations.enums import ROUNDS_TO_CONCLUDE, MemberRole, RoundStatus
from evaluations.models import Council, CouncilMember, Round, RoundEntry
from evaluations.permissions.rounds import why_not_here, why_taken
from evaluations.queries.councils import Standing, scoring_members, sitting
from evaluations.queries.meeting_room import Meeting
from evaluations.queries.sheets import may_show_points
from evaluations.rules.days import working_days_between
from evaluations.rules.naming import naming
from evaluations.rules.opinions import Given, why_meet
from products.enums import LevelMode
from products.models import Level


def why_not_plan_round(
    user: User,
    level: Level,
    place: Place,
    council: Council,
    year: int,
    ordinal: int,
    opened_on: date,
    *,
    is_extra: bool,
    besides: Round | None = None,
) -> list[Reason]:
    """Why a round of a council cannot be planned so; `besides` is the round whose plan is mended."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, place)
    if level.mode != LevelMode.SCORE or place.level != level.key:
        reasons.append(Reason(_("%(level)s không có hội đồng ở địa bàn này.") % {"level": level.name}, "level"))
    if council.place_id != place.pk:
        reasons.append(Reason(_("Hội đồng này thuộc địa bàn khác."), "council"))
    elif council.founded_on > opened_on:
        facts = {"day": date_format(council.founded_on)}
        reasons.append(Reason(_("Hội đồng thành lập ngày %(day)s, sau ngày mở đợt.") % facts, "opened_on"))
    if not place.is_in_force(opened_on):
        facts = {"place": place.name, "day": date_format(opened_on)}
        reasons.append(Reason(_("%(place)s không tồn tại vào ngày %(day)s.") % facts, "place"))
    if is_extra and not council.allows_extra_rounds:
        reasons.append(Reason(_("Quy chế của hội đồng không cho tổ chức thêm đợt."), "is_extra"))
    return reasons + why_taken(level, place, year, ordinal, besides=besides)


def why_not_run_round(user: User, found: Round) -> list[Reason]:
    """Why somebody may not run a round at all."""
    return why_not_here(user, Act.RUN_COUNCIL, found.place_id)


def why_not_receive(user: User, found: Round) -> list[Reason]:
    """Why a planned round cannot begin to receive dossiers."""
    assert found.council is not None  # constraint round_status_fits_way
    reasons = why_not_run_round(user, found)
    roles = {member.role for member in sitting(found.council)}
    if MemberRole.CHAIR not in roles:
        reasons.append(Reason(_("Hội đồng chưa có chủ tịch.")))
    if not scoring_members(found.council):
        reasons.append(Reason(_("Hội đồng chưa có thành viên nào chấm điểm.")))
    return reasons


def why_not_send(user: User, found: Round, unsent: Iterable[RoundEntry], on: date) -> list[Reason]:
    """Why the members cannot have been given dossiers on a day: none is sent before it came, was whole and listed."""
    reasons = why_not_run_round(user, found)
    if found.status != RoundStatus.RECEIVING or on > today():
        reasons.append(Reason(_("Chỉ ghi được ngày gửi đến hôm nay, trong lúc đợt đang nhận hồ sơ."), "on"))
        return reasons
    for entry in unsent:
        first = max(filter(None, (entry.arrived_on, entry.complete_on, entry.listed_on)))
        if on < first:
            facts = {"entry": entry, "day": date_format(first)}
            words = _("“%(entry)s” đủ điều kiện và vào đợt ngày %(day)s: không gửi thành viên trước ngày đó.")
            reasons.append(Reason(words % facts, "on"))
    return reasons


def why_not_start_scoring(user: User, found: Round, entries: Iterable[RoundEntry]) -> list[Reason]:
    """Why scoring cannot begin: members must have had the dossiers for the days that the regulation names."""
    assert found.council is not None
    reasons = why_not_run_round(user, found)
    entries = list(entries)
    if not entries:
        reasons.append(Reason(_("Đợt chưa có hồ sơ nào.")))
    for entry in entries:
        sent, wanted = entry.sent_to_members_on, found.council.days_before
        if sent is None:
            reasons.append(Reason(_("“%(entry)s” chưa gửi cho thành viên hội đồng.") % {"entry": entry}))
        elif working_days_between(sent, today()) < wanted:
            facts = {"entry": entry, "day": date_format(sent), "days": wanted}
            words = _("“%(entry)s” gửi ngày %(day)s: thành viên phải có hồ sơ trước %(days)s ngày làm việc.")
            reasons.append(Reason(words % facts))
        if entry.in_writing and not found.council.allows_writing:
            words = _("“%(entry)s” lấy ý kiến bằng văn bản mà quy chế của hội đồng không cho: đưa ra phiên họp trước.")
            reasons.append(Reason(words % {"entry": entry}))
    return reasons


def why_not_back_to_receiving(user: User, found: Round, *, has_signed: bool) -> list[Reason]:
    """Why scoring cannot be stopped again: a signed sheet stays."""
    reasons = why_not_run_round(user, found)
    if has_signed:
        reasons.append(Reason(_("Đã có phiếu chấm được ký: không quay lại nhận hồ sơ được.")))
    return reasons


def why_not_delegate(user: User, found: Round, deputy: CouncilMember, paper: str, on: date) -> list[Reason]:
    """Why the chair's delegation cannot be written down: to a deputy of the council, by a paper, before the end."""
    reasons = why_not_run_round(user, found)
    if found.status not in ROUNDS_TO_CONCLUDE:
        reasons.append(Reason(_("Đợt này %(status)s.") % {"status": found.get_status_display()}))
    if deputy.council_id != found.council_id or deputy.left_on is not None or deputy.role != MemberRole.DEPUTY:
        words = _("%(name)s không phải phó chủ tịch của hội đồng này.")
        reasons.append(Reason(words % {"name": deputy.full_name}, "deputy"))
    if not paper.strip():
        reasons.append(Reason(_("Ghi số văn bản ủy quyền."), "paper"))
    if on > today():
        reasons.append(Reason(_("Ngày ủy quyền sau ngày làm việc hiện tại."), "on"))
    return reasons


def why_not_take_back(user: User, found: Round) -> list[Reason]:
    """Why a delegation cannot be taken back."""
    reasons = why_not_run_round(user, found)
    if found.delegated_to_id is None:
        reasons.append(Reason(_("Đợt này không có ủy quyền nào.")))
    elif found.status not in ROUNDS_TO_CONCLUDE:
        reasons.append(Reason(_("Đợt này %(status)s.") % {"status": found.get_status_display()}))
    return reasons


def why_no_quorum(found: Round, seats: list[CouncilMember], present: set[int]) -> list[Reason]:
    """Why a meeting is not one: too few members, or nobody to lead it.

    The chair leads, or the deputy to whom the chair delegated it by the council's regulation.
    """
    assert found.council is not None
    here = [member for member in seats if member.pk in present]
    wanted = found.council.quorum_percent
    reasons = []
    if len(here) * 100 < wanted * len(seats):
        facts = {"here": len(here), "all": len(seats), "percent": wanted}
        reasons.append(Reason(_("Có mặt %(here)s/%(all)s thành viên, chưa đủ %(percent)s%%.") % facts, "present"))
    if not any(member.role == MemberRole.CHAIR or member.pk == found.delegated_to_id for member in here):
        words = _("Không có chủ tịch hội đồng, cũng không có phó chủ tịch được ủy quyền chủ trì.")
        reasons.append(Reason(words, "present"))
    return reasons


def why_no_meeting(
    found: Round, seats: list[CouncilMember], standings: list[Standing], present: set[int]
) -> list[Reason]:
    """Why a meeting cannot deal with dossiers: those to whom one is closed count for nothing in its quorum.

    Who is excused from one is not there for it, though the seat counts. What is dealt with in writing needs no
    meeting. What is in the way of some dossiers alone names them, with the key of the first in the field.
    """
    groups: dict[tuple[frozenset[int], frozenset[int]], list[RoundEntry]] = defaultdict(list)
    for standing in standings:
        if not standing.entry.in_writing:
            groups[frozenset(standing.out), frozenset(standing.away)].append(standing.entry)
    is_of_all = (frozenset(), frozenset()) in groups
    reasons = why_no_quorum(found, seats, present) if is_of_all else []
    said = {reason.text for reason in reasons}
    for (out, away), entries in groups.items():
        counted = [member for member in seats if member.pk not in out]
        own = why_no_quorum(found, counted, present - away)
        names, key = [str(entry) for entry in entries], str(entries[0].pk)
        reasons += (replace(naming(reason, names), field=key) for reason in own if reason.text not in said)
    return reasons


def why_not_conclude(user: User, found: Round, meeting: Meeting) -> list[Reason]:
    """Why scoring cannot be closed; the reasons name the dossiers, and their keys in the field."""
    assert found.council is not None
    reasons = why_not_run_round(user, found)
    if found.status != RoundStatus.SCORING:
        reasons.append(Reason(_("Đợt này %(status)s.") % {"status": found.get_status_display()}))
    if any(standing.is_closed_to(user) for standing in meeting.standings):
        return [*reasons, Reason(_("Đợt có hồ sơ đóng với bạn: người khác điều hành việc chốt điểm."))]
    reasons += why_no_meeting(found, meeting.seats, meeting.standings, meeting.present)
    for standing in meeting.standings:
        reasons += (
            replace(reason, field=str(standing.entry.pk)) for reason in _why_not_ready(user, found, meeting, standing)
        )
    return reasons


def _why_not_ready(user: User, found: Round, meeting: Meeting, standing: Standing) -> list[Reason]:
    assert found.council is not None
    entry = standing.entry
    if standing.is_enough and standing.seat_of(user) in standing.waiting:
        reasons = [Reason(_("Bạn chưa ký phiếu “%(entry)s” của mình.") % {"entry": entry})]
    else:
        reasons = _why_not_whole(standing, found.council, meeting.opinions.get(entry.pk))
    heard = [] if entry.in_writing else [member for member in standing.silent if member.pk in meeting.present]
    if heard:
        facts = {"entry": entry, "names": ", ".join(member.full_name for member in heard)}
        words = _("“%(entry)s”: có mặt mà chưa khai có liên quan hay không: %(names)s.")
        reasons.append(Reason(words % facts))
    # before that it would tell that somebody proposes to exclude, and where
    if may_show_points(standing, user) and (codes := meeting.codes.get(entry.pk)):
        facts = {"entry": entry, "codes": ", ".join(codes)}
        reasons.append(Reason(_("“%(entry)s”: chưa thống nhất phương án ở tiêu chí %(codes)s.") % facts))
    return reasons


def _why_not_whole(standing: Standing, council: Council, opinions: list[Given] | None) -> list[Reason]:
    """`opinions` are those of a dossier that is dealt with in writing, None for every other one."""
    entry = standing.entry
    if not standing.counting:
        return [Reason(_("“%(entry)s”: không còn thành viên nào được chấm: hoãn hồ sơ.") % {"entry": entry})]
    if not standing.is_enough:
        return [_why_not_enough(standing)]
    if opinions is not None:
        words = _("“%(entry)s”: %(why)s: đưa ra phiên họp.")
        why = why_meet(opinions, council.spread_limit)
        return [Reason(words % {"entry": entry, "why": "; ".join(why)})] if why else []
    if standing.wants_pass(council):
        facts = {"entry": entry, "spread": standing.spread.normalize(), "limit": council.spread_limit.normalize()}
        words = _("“%(entry)s”: điểm chênh %(spread)s, quá %(limit)s điểm: thảo luận rồi chấm lượt tiếp theo.")
        return [Reason(words % {name: f"{value:f}" if name != "entry" else value for name, value in facts.items()})]
    return []


def _why_not_enough(standing: Standing) -> Reason:
    if standing.waiting:
        facts = {"entry": standing.entry, "names": ", ".join(member.full_name for member in standing.waiting)}
        return Reason(_("“%(entry)s”: chưa ký phiếu: %(names)s.") % facts)
    words = _("“%(entry)s”: vắng nhiều quá, mới có %(signed)s/%(all)s phiếu, chưa đủ %(percent)s%%.")
    facts = {"signed": len(standing.signed), "all": standing.seats, "percent": standing.quorum_percent}
    return Reason(words % {"entry": standing.entry, **facts})
