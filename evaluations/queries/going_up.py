"""Reading what may go up to the next level, and until when an approved score goes up in time for its next round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from core.models import User
from evaluations.enums import EntryStatus, Outcome
from evaluations.models import PaperResult, Result, Round, RoundEntry
from evaluations.queries.entries import ENDS_WAY_UP, said_of_approval
from evaluations.rules.days import Window, window_in
from evaluations.rules.outcomes import lies_under
from products.enums import EndReason, LevelMode, RatingKind
from products.models import FilingWindow, Recognition

ONE = timedelta(days=1)
WAITS_TO_GO_UP = Q(status=EntryStatus.DECIDED, row__outcome=Outcome.POTENTIAL)
# What ends at a council of ours, recognised or not, asks for no way up; a body above sends back down.
MAY_GO_UP = (
    Q(status=EntryStatus.ACCEPTED, level__mode=LevelMode.SCREEN)
    | Q(status=EntryStatus.SCORED, level__mode=LevelMode.SCORE, result__outcome__in=["", Outcome.POTENTIAL])
    | WAITS_TO_GO_UP
)


def waiting_to_go_up(user: User, found: Round | None = None) -> list[RoundEntry]:
    """What a level has done with and what has a way up, of a territory or of a round, with what its page shows.

    A result under what its level deals with goes down (148: under 70 at the province).
    """
    waiting = RoundEntry.objects.visible_to(user).filter(MAY_GO_UP)
    if found is not None:
        waiting = waiting.filter(round=found)
    waiting = waiting.select_related(
        "dossier__product__producer",
        "dossier__criteria_set",
        "level__regime",
        "place",
        "result",
        "row__decision",
    ).order_by("level__position", "place_id", "round_id", "position", "pk")
    return [entry for entry in waiting if not _goes_down(entry)]


def _goes_down(entry: RoundEntry) -> bool:
    result: Result | None = getattr(entry, "result", None)
    return result is not None and lies_under(result, entry.level)


def five_star_again(entries: Iterable[RoundEntry]) -> set[int]:
    """The keys of those of some entries that are re-ratings of five stars; one query, none without a re-rating.

    The newest stars of the filing day count, also when they have expired; not those that were revoked or annulled.
    """
    again = [entry.pk for entry in entries if entry.dossier.kind == RatingKind.RE_RATING]
    if not again:
        return set()
    ratings = Recognition.objects.filter(
        product=OuterRef("dossier__product"), starts_on__lte=OuterRef("dossier__filed_on"), voided_at__isnull=True
    ).exclude(end_reason__in=[EndReason.REVOKED, EndReason.ANNULLED])
    newest = Subquery(ratings.order_by("-starts_on").values("stars")[:1])
    found = RoundEntry.objects.filter(pk__in=again).alias(held=newest).filter(held=5)
    return set(found.values_list("pk", flat=True))


def days_to_go_up(entries: Iterable[RoundEntry]) -> Iterator[tuple[RoundEntry, str, date]]:
    """The last day for each score that was approved and not sent up yet; none once no approval stands any more.

    Counted from the decision: the first round of the level above that still takes files then. Two queries or none.
    """
    decided = {entry.pk: entry for entry in entries if entry.status == EntryStatus.DECIDED}
    if not decided:
        return
    windows = list(FilingWindow.objects.select_related("level").order_by("level__position", "ordinal"))
    for row in _approved(decided):
        entry = decided[row.entry_id or 0]
        above = _above(entry, windows)
        signed_on = row.decision.signed_on if row.decision else None
        if signed_on is not None and (first := _first_after(above, signed_on)) is not None:
            level = above[0].level.name
            words = _("chuyển lên %(level)s kịp đợt %(ordinal)s") % {"level": level.lower(), "ordinal": first.ordinal}
            yield entry, words, first.files_before - ONE


def _approved(decided: Iterable[int]) -> Iterable[PaperResult]:
    going = RoundEntry.objects.filter(pk__in=decided).alias(said=said_of_approval()).exclude(said__in=ENDS_WAY_UP)
    rows = PaperResult.objects.filter(entry__in=going, outcome=Outcome.POTENTIAL, decision__isnull=False)
    return rows.select_related("decision").order_by("entry")


def _above(entry: RoundEntry, windows: Iterable[FilingWindow]) -> list[FilingWindow]:
    """The windows of the next level that has any, of windows in the order of their levels."""
    level = entry.level
    found = [
        each for each in windows if each.level.regime_id == level.regime_id and each.level.position > level.position
    ]
    return [each for each in found if each.level_id == found[0].level_id]


def _first_after(windows: Iterable[FilingWindow], day: date) -> Window | None:
    """The nearest yearly round that still takes files after a day."""
    found = [
        window_in(year, each.ordinal, (each.files_month, each.files_day), (each.ends_month, each.ends_day))
        for each in windows
        for year in (day.year, day.year + 1)
    ]
    return min((each for each in found if each.files_before > day), key=lambda each: each.files_before, default=None)
