"""Why an advisory team cannot be founded or seated, and why nothing can be written down for it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import Place, PlaceLevel, User
from core.permissions.acts import why_not_act
from core.roles import Act
from evaluations.enums import TAKES_PAPERS, EntryStatus
from evaluations.models import AdvisoryTeam, Probe, RoundEntry, TeamMember
from evaluations.permissions.dossiers import why_not_run
from evaluations.permissions.intake import why_not_day
from evaluations.permissions.rounds import why_not_here
from evaluations.queries.advisory import advises_at, takes_probes
from products.enums import LevelMode


# ------------------------------------------------------------------ the team
def why_not_found_team(user: User, place: Place, founded_on: date) -> list[Reason]:
    """Why an advisory team cannot be founded in a place: it works for a council."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, place)
    if place.level == PlaceLevel.COMMUNE:
        reasons.append(Reason(_("Tổ tư vấn giúp hội đồng của huyện hoặc tỉnh; xã không có hội đồng."), "place"))
    return reasons + why_not_day(founded_on, "founded_on")


def why_not_change_team(user: User, team: AdvisoryTeam) -> list[Reason]:
    """Why a team cannot be changed: one that ended stays as it was."""
    reasons = why_not_here(user, Act.RUN_COUNCIL, team.place_id)
    if team.ended_on is not None:
        reasons.append(Reason(_("“%(team)s” đã thôi hoạt động.") % {"team": team}))
    return reasons


def why_not_seat_adviser(user: User, team: AdvisoryTeam, account: User | None) -> list[Reason]:
    """Why somebody cannot be given a seat on a team."""
    reasons = why_not_change_team(user, team)
    if account is not None:
        if not account.may(Act.ADVISE):
            reasons.append(Reason(_("Tài khoản này đã khóa hoặc không giúp tổ tư vấn được."), "account"))
        elif TeamMember.objects.filter(team=team, user=account, left_on__isnull=True).exists():
            reasons.append(Reason(_("Người này đã là thành viên của tổ."), "account"))
    return reasons


# ------------------------------------------------------------------ what it writes down
def why_not_advise(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a person writes nothing for the team: it takes a seat on the team, or running the council there."""
    return _why_not_write(user, entry, is_open=entry.status in TAKES_PAPERS)


def why_not_look(user: User, entry: RoundEntry) -> list[Reason]:
    """Why no survey or test can be asked for or attached: marks that were signed rest on what was there.

    Between two passes it can: what members disagree on is looked into before they mark again.
    """
    return _why_not_write(user, entry, is_open=takes_probes(entry))


def _why_not_write(user: User, entry: RoundEntry, *, is_open: bool) -> list[Reason]:
    reasons = why_not_act(user, Act.ADVISE)
    if not reasons and not advises_at(user, entry.place_id):
        if not user.may(Act.RUN_COUNCIL):
            return [Reason(_("Việc này của thành viên tổ tư vấn và người điều hành hội đồng."))]
        reasons = why_not_run(user, entry)
    if entry.level.mode != LevelMode.SCORE:
        reasons.append(Reason(_("%(level)s không có tổ tư vấn.") % {"level": entry.level.name}))
    elif not is_open:  # members score on what was there when they began
        facts = {"entry": entry, "status": entry.state}
        reasons.append(Reason(_("“%(entry)s” %(status)s: tổ tư vấn không ghi thêm được.") % facts))
        reasons += why_wait(entry)
    return reasons


def why_wait(entry: RoundEntry) -> list[Reason]:
    """Where new evidence goes while members mark: to a later round, with the dossier."""
    if entry.status != EntryStatus.SCORING:
        return []
    return [Reason(_("Cần thêm căn cứ mới chấm được thì hoãn hồ sơ sang đợt sau."))]


def why_not_report_team(user: User, entry: RoundEntry, dated_on: date) -> list[Reason]:
    """Why the team's report cannot be written down."""
    return why_not_advise(user, entry) + why_not_day(dated_on, "dated_on", entry)


def why_not_probe(user: User, entry: RoundEntry, due_on: date | None) -> list[Reason]:
    """Why no survey or test can be asked for."""
    reasons = why_not_look(user, entry)
    if due_on is not None and due_on < today():
        reasons.append(Reason(_("Hạn có kết quả trước ngày làm việc hiện tại."), "due_on"))
    return reasons


def why_not_attach(user: User, probe: Probe, done_on: date) -> list[Reason]:
    """Why the result of a survey or test cannot be attached."""
    reasons = why_not_look(user, probe.entry) + why_not_day(done_on, "done_on", probe.entry)
    if probe.done_at is not None:
        reasons.append(Reason(_("Kết quả của “%(probe)s” đã ghi.") % {"probe": probe.what}))
    return reasons


def why_not_note_samples(user: User, entry: RoundEntry, received_on: date) -> list[Reason]:
    """Why samples cannot be written down: the score sheet says how many come with a dossier (26/2026 art. 6.2d).

    They come with it, so none is noted once members mark, nor between two passes.
    """
    reasons = why_not_run(user, entry) + why_not_day(received_on, "received_on", entry)
    if entry.level.mode != LevelMode.SCORE:
        reasons.append(Reason(_("“%(entry)s” không chờ sản phẩm mẫu ở cấp này.") % {"entry": entry}))
    elif entry.status not in TAKES_PAPERS:
        facts = {"entry": entry, "status": entry.state}
        reasons.append(Reason(_("“%(entry)s” %(status)s: mẫu gửi kèm hồ sơ, ghi trước khi chấm.") % facts))
        reasons += why_wait(entry)
    elif not entry.dossier.criteria_set.samples:
        words = _("Hồ sơ theo bộ “%(set)s” không nộp sản phẩm mẫu.")
        reasons.append(Reason(words % {"set": entry.dossier.criteria_set.name}))
    return reasons
