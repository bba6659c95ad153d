"""Why a dossier cannot go up to the next level: of one, and of several that are looked at together."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from core.roles import Act
from evaluations.enums import EntryStatus, Outcome
from evaluations.models import Result, RoundEntry
from evaluations.permissions.rounds import why_not_here_each
from evaluations.permissions.screening import what_screening_owes
from evaluations.permissions.sheets import why_closed_each
from evaluations.queries.entries import declined_of
from evaluations.rules.outcomes import lacks_points, passes_up
from evaluations.rules.reasons import points_words
from products.enums import LevelMode


def why_not_forward(user: User, entry: RoundEntry) -> list[Reason]:
    """Why a dossier cannot go up: a level that only screens sends it, a council when its points say so."""
    return why_not_forward_each(user, [entry])[entry.pk]


def why_not_forward_each(user: User, entries: Collection[RoundEntry]) -> dict[int, list[Reason]]:
    """Why each of some dossiers cannot go up, by the key of its entry.

    Entries come with their level and result; four queries at most.
    """
    here = why_not_here_each(user, Act.RUN_COUNCIL, [entry.place_id for entry in entries])
    declined, owed = declined_of(entries), what_screening_owes(entries)
    return {
        entry.pk: here[entry.place_id] + _why_no_way_up(entry, entry.pk in declined) + owed.get(entry.pk, [])
        for entry in entries
    }


def any_goes_up(user: User, entries: Collection[RoundEntry]) -> bool:
    """True when one of some dossiers may go up now, and is not closed to who sends it."""
    against = why_not_forward_each(user, entries)
    ready = [entry for entry in entries if not against[entry.pk]]
    return len(why_closed_each(user, {entry.dossier_id for entry in ready})) < len(ready)


def _why_no_way_up(entry: RoundEntry, is_declined: bool) -> list[Reason]:
    result: Result | None = getattr(entry, "result", None)
    goes = {
        EntryStatus.ACCEPTED: entry.level.mode == LevelMode.SCREEN,
        EntryStatus.SCORED: result is not None and passes_up(result, entry.level),
        EntryStatus.DECIDED: result is not None and result.outcome == Outcome.POTENTIAL and not is_declined,
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
    return [Reason(_words_of(entry, result) % facts)]


def _words_of(entry: RoundEntry, result: Result | None) -> str:
    """What keeps a dossier that does not go up: what is still waited for, its points, or that it is no time for it."""
    is_scored = result is not None and entry.status == EntryStatus.SCORED
    is_potential = result is not None and result.outcome == Outcome.POTENTIAL
    if is_scored and is_potential:
        return _("“%(entry)s” chờ quyết định phê duyệt điểm rồi mới chuyển cấp trên được (%(article)s).")
    if result is not None and is_scored and lacks_points(result, entry.level):
        return _("“%(entry)s” được %(points)s điểm: không chuyển cấp trên được (%(article)s).")
    if is_scored and entry.level.mode == LevelMode.SCORE:
        return _("“%(entry)s” không chuyển cấp trên được: %(reason)s (%(article)s).")
    if is_potential and entry.status == EntryStatus.DECIDED:
        return _("“%(entry)s”: chủ thể không còn đề nghị 5 sao.")
    return _("“%(entry)s” %(status)s: không chuyển cấp trên được (%(article)s).")
