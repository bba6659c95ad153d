"""Why a dossier cannot go up to the next level: of one, and of several that are looked at together."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.enums import EntryStatus, Outcome
from evaluations.models import Result, RoundEntry
from evaluations.permissions.rounds import why_not_here_each
from evaluations.permissions.screening import what_screening_owes
from evaluations.permissions.sheets import why_closed_each
from evaluations.queries.entries import ends_of_way_up
from evaluations.rules.outcomes import lacks_points, passes_up
from evaluations.rules.reasons import points_words
from products.enums import Answer, LevelMode

ENDED: dict[str, Promise] = {
    Answer.WITHDRAWN: gettext_lazy("“%(entry)s”: chủ thể không còn đề nghị 5 sao."),
    Answer.ANNULLED: gettext_lazy(
        "“%(entry)s”: quyết định phê duyệt điểm đã bị hủy bỏ, không chuyển cấp trên được (%(article)s)."
    ),
}


def why_not_forward(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier cannot go up: a level that only screens sends it, a council when its points say so."""
    return why_not_forward_each(user, [entry])[entry.pk]


def why_not_forward_each(user: User, entries: Collection[RoundEntry]) -> dict[int, list[Reason]]:
    """Why each of some dossiers cannot go up, by the key of its entry.

    Entries come with their level and result; four queries at most.
    """
    here = why_not_here_each(user, Act.RUN_COUNCIL, [entry.place_id for entry in entries])
    ends, owed = ends_of_way_up(entries), what_screening_owes(entries)
    return {
        entry.pk: here[entry.place_id] + _why_no_way_up(entry, ends.get(entry.pk, "")) + owed.get(entry.pk, [])
        for entry in entries
    }


def any_goes_up(user: User, entries: Collection[RoundEntry]) -> bool:
    """True when one of some dossiers may go up now, and is not closed to who sends it."""
    against = why_not_forward_each(user, entries)
    ready = [entry for entry in entries if not against[entry.pk]]
    return len(why_closed_each(user, {entry.dossier_id for entry in ready})) < len(ready)


def _why_no_way_up(entry: RoundEntry, ended: str) -> list[Reason]:
    result: Result | None = getattr(entry, "result", None)
    goes = {
        EntryStatus.ACCEPTED: entry.level.mode == LevelMode.SCREEN,
        EntryStatus.SCORED: result is not None and passes_up(result, entry.level),
        EntryStatus.DECIDED: result is not None and result.outcome == Outcome.POTENTIAL and not ended,
    }
    if goes.get(EntryStatus(entry.status), False):
        return []
    facts = {
        "entry": entry,
        "status": entry.state,
        "article": entry.level.article,
        "points": points_words(result.shown) if result is not None else "",
        "reason": result.reason if result is not None else "",
    }
    return [Reason(_words_of(entry, result, ended) % facts)]


def _words_of(entry: RoundEntry, result: Result | None, ended: str) -> str:
    """What keeps a dossier that does not go up: what is still waited for, its points, or that it is no time for it."""
    if ended:
        return str(ENDED[ended])
    is_scored = result is not None and entry.status == EntryStatus.SCORED
    is_potential = result is not None and result.outcome == Outcome.POTENTIAL
    if is_scored and is_potential:
        return _("“%(entry)s” chờ quyết định phê duyệt điểm rồi mới chuyển cấp trên được (%(article)s).")
    if result is not None and is_scored and lacks_points(result, entry.level):
        return _("“%(entry)s” được %(points)s điểm: không chuyển cấp trên được (%(article)s).")
    if is_scored and entry.level.mode == LevelMode.SCORE:
        return _("“%(entry)s” không chuyển cấp trên được: %(reason)s (%(article)s).")
    return _("“%(entry)s” %(status)s: không chuyển cấp trên được (%(article)s).")
