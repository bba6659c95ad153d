"""Verbs of dossiers: filing, checking, taking into a round, on, back, out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import ActionRefused, Reason, refuse_if
from core.history import record
from core.models import Place, User
from core.workflow import move, move_all
from evaluations.actions.falling import set_sheets_aside
from evaluations.actions.opening import opened
from evaluations.actions.slips import next_slip
from evaluations.enums import ENDED_ENTRIES, DossierStatus, EntryStatus, Outcome, RoundStatus, SheetStatus
from evaluations.models import CriteriaSet, Dossier, PaperResult, Round, RoundEntry
from evaluations.permissions.dossiers import (
    why_not_accept,
    why_not_change_kind,
    why_not_file,
    why_not_moved_on,
    why_not_run,
    why_not_send_down,
    why_not_take,
    why_not_take_out,
    why_not_unanswered,
    why_not_withdraw,
    why_nowhere,
)
from evaluations.permissions.going_up import why_not_forward
from evaluations.permissions.sheets import why_closed_at_all
from evaluations.queries.entries import deciding_place, level_below, next_level
from evaluations.rules.naming import naming
from products.models import Level, Product, Regime


def file_dossier(
    product: Product,
    *,
    regime: Regime,
    criteria_set: CriteriaSet,
    kind: str,
    place: Place,
    filed_on: date,
    aims_at: int | None = None,
    note: str = "",
    by: User,
) -> Dossier:
    """File a dossier; it arrives at the lowest level of its regime. Raises ActionRefused."""
    with transaction.atomic():
        Product.objects.select_for_update(no_key=True).get(pk=product.pk)
        refuse_if(why_not_file(by, product, regime, criteria_set, kind, place, filed_on))
        dossier = Dossier.objects.create(
            product=product,
            regime=regime,
            criteria_set=criteria_set,
            kind=kind,
            place=place,
            filed_on=filed_on,
            aims_at=aims_at,
            note=note,
            created_by=by,
        )
        record(dossier, "file_dossier", by=by, regime=regime.code, set=criteria_set.code)
        first = regime.levels.order_by("position").first()
        if first is None:
            raise ActionRefused(Reason(_("%(regime)s chưa có cấp nào.") % {"regime": regime}, "regime"))
        arrive(dossier, first, filed_on, by=by)
    return dossier


def change_kind(dossier: Dossier, kind: str, *, why: str, by: User) -> Dossier:
    """Let a dossier come for something else, for its product was rated meanwhile or it was filed wrongly.

    A result that waits for its decision comes along. Raises ActionRefused, without a reason too.
    """
    with transaction.atomic():
        # Before the dossier, as everything that ends scoring does: a result never misses the change.
        list(dossier.entries.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
        dossier = (
            Dossier.objects.select_related("product", "regime").select_for_update(of=("self",)).get(pk=dossier.pk)
        )
        refuse_if(why_closed_at_all(by, dossier) + why_not_change_kind(by, dossier, kind))
        if not why.strip():
            raise ActionRefused(Reason(_("Đổi lần đánh giá cần lý do."), "why"))
        before, dossier.kind = dossier.kind, kind
        dossier.save(update_fields=["kind"])
        PaperResult.objects.filter(entry__dossier=dossier, decision__isnull=True).update(
            kind=kind, version=F("version") + 1
        )
        record(dossier, "change_kind", by=by, why=why.strip(), before=before, after=kind)
    return dossier


def arrive(dossier: Dossier, level: Level, on: date, *, complete_on: date | None = None, by: User) -> RoundEntry:
    """Let a dossier arrive at a level: a new attempt there, with its slip.

    `complete_on` is the day on which it was whole there already: the law counts from the full dossier, whatever the
    attempt (26/2026 art. 7.6g). Raises ActionRefused when no unit of that tier exists.
    """
    with transaction.atomic():
        place = deciding_place(level, dossier.place, on)
        if place is None:
            raise ActionRefused(why_nowhere(level, dossier.place, on))
        last = dossier.entries.filter(level=level).aggregate(last=Max("attempt"))["last"] or 0
        slip = next_slip(level, place, dossier.place, on)
        entry = RoundEntry.objects.create(
            dossier=dossier,
            level=level,
            attempt=last + 1,
            place=place,
            arrived_on=on,
            complete_on=complete_on,
            **slip,
        )
        record(entry, "arrive", by=by, level=level.key, attempt=entry.attempt, slip=entry.slip)
    return entry


def accept_dossier(entry: RoundEntry, *, by: User, why: str = "") -> RoundEntry:
    """Find a dossier complete at a level: it can go into a round, or on from a level that only screens."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_accept(by, entry))
        move(entry, EntryStatus.ACCEPTED, by=by, why=why)
        entry.complete_on = entry.complete_on or today()
        entry.save(update_fields=["complete_on"])
    return entry


def take_into_round(entry: RoundEntry, found: Round, *, by: User) -> RoundEntry:
    """Put an accepted dossier on the list of a round; raises ActionRefused."""
    with transaction.atomic():
        found = Round.objects.select_for_update().get(pk=found.pk)
        entry = opened(entry, by)
        refuse_if(why_not_take(by, entry, found))
        last = found.entries.aggregate(last=Max("position"))["last"] or 0
        entry.round, entry.position, entry.listed_on = found, last + 1, today()
        entry.save(update_fields=["round", "position", "listed_on"])
        record(entry, "take_into_round", by=by, round=found.pk)
    return entry


def leave_round(entry: RoundEntry, *, by: User, why: str = "") -> RoundEntry:
    """Take a dossier off the list of a round that has not begun to score."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_run(by, entry))
        if entry.status != EntryStatus.ACCEPTED or entry.round is None:
            raise ActionRefused(_("“%(entry)s” không đưa ra khỏi đợt được nữa.") % {"entry": entry})
        record(entry, "leave_round", by=by, why=why, round=entry.round_id)
        after = entry.round.entries.filter(position__gt=entry.position)
        after.update(position=F("position") - 1)  # every page and paper numbers dossiers by their place on the list
        entry.round, entry.listed_on, entry.sent_to_members_on, entry.in_writing = None, None, None, False
        entry.excused = {}
        entry.save(update_fields=["round", "listed_on", "sent_to_members_on", "in_writing", "excused"])
    return entry


def forward_dossier(entry: RoundEntry, *, on: date, by: User, why: str = "") -> RoundEntry:
    """Send a dossier to the next level; returns its entry there. Raises ActionRefused."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_forward(by, entry) + why_not_moved_on(entry, on))
        above = next_level(entry.level)
        if above is None:
            raise ActionRefused(_("%(level)s là cấp cao nhất.") % {"level": entry.level.name})
        move(entry, EntryStatus.FORWARDED, by=by, why=why)
        return arrive(entry.dossier, above, on, by=by)


def forward_dossiers(entries: Iterable[RoundEntry], *, on: date, by: User, why: str = "") -> list[RoundEntry]:
    """Send dossiers to the next level together, all or none; returns their entries there, as they once came.

    Raises ActionRefused with everything that is in the way, each reason naming its dossier.
    """
    above: list[RoundEntry] = []
    reasons: list[Reason] = []
    with transaction.atomic():
        # All of them before the first slip: who sends one of them alone waits here and not in between.
        keys = [entry.pk for entry in entries]
        chosen = RoundEntry.objects.select_for_update(of=("self",)).select_related("dossier__product").order_by("pk")
        for entry in list(chosen.filter(pk__in=keys)):
            try:
                above.append(forward_dossier(entry, on=on, by=by, why=why))
            except ActionRefused as refusal:
                reasons += (naming(reason, [str(entry)]) for reason in refusal.reasons)
        refuse_if(reasons)
    return above


def send_down(entry: RoundEntry, *, on: date, by: User, why: str = "") -> RoundEntry:
    """Send a dossier back to the level below, which decides on it in a new attempt (148: under 70 at the province)."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_send_down(by, entry) + why_not_unanswered(entry) + why_not_moved_on(entry, on))
        below = level_below(entry.level)
        if below is None:
            raise ActionRefused(_("%(level)s là cấp thấp nhất.") % {"level": entry.level.name})
        move(entry, EntryStatus.RETURNED, by=by, why=why)
        return arrive(entry.dossier, below, on, by=by)


def decide_entries(rows: Iterable[PaperResult], *, by: User) -> None:
    """Move on the dossiers whose rows a decision published: an approved score waits for the level above."""
    rows = list(rows)
    entries = {row: row.entry for row in rows if row.entry is not None}
    move_all(list(entries.values()), EntryStatus.DECIDED, by=by)
    done = [entry.dossier for row, entry in entries.items() if row.outcome != Outcome.POTENTIAL]
    move_all(done, DossierStatus.DECIDED, by=by)
    for found in Round.objects.filter(entries__row__in=rows).distinct():
        finish_round(found, by=by)


def finish_round(found: Round, *, by: User) -> None:
    """Let a concluded round be done when nothing waits in it; no decision says what is not recognised.

    Locked first: two who take the last rows at once would each see the other's still waiting.
    """
    found = Round.objects.select_for_update().get(pk=found.pk)
    waiting = found.entries.filter(row__isnull=False, row__decision__isnull=True).exclude(row__outcome=Outcome.NONE)
    if found.status == RoundStatus.CONCLUDED and not waiting.exists():
        move(found, RoundStatus.DECIDED, by=by)


def return_dossier(entry: RoundEntry, *, why: str, by: User) -> RoundEntry:
    """Send a dossier back to the producer: this way through the levels ends."""
    return _end(entry, EntryStatus.RETURNED, DossierStatus.RETURNED, why, by)


def withdraw_dossier(entry: RoundEntry, *, why: str, by: User) -> RoundEntry:
    """Note that the producer took the dossier back."""
    return _end(entry, EntryStatus.WITHDRAWN, DossierStatus.WITHDRAWN, why, by)


def _end(entry: RoundEntry, status: EntryStatus, ended: DossierStatus, why: str, by: User) -> RoundEntry:
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if((why_not_withdraw if status == EntryStatus.WITHDRAWN else why_not_take_out)(by, entry))
        move(entry, status, by=by, why=why)
        set_sheets_aside(entry, None, why, by, [SheetStatus.OPEN])  # nobody marks on
        end_if_over(entry, ended, why=why, by=by)
    return entry


def end_if_over(entry: RoundEntry, ended: DossierStatus, *, why: str, by: User) -> None:
    """End a dossier that is on no level's desk any more."""
    if not entry.dossier.entries.exclude(status__in=ENDED_ENTRIES).exists():
        move(entry.dossier, ended, by=by, why=why)
