"""Reading words on conflicts of interest: an interest holds for its account at every attempt and level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass

from django.db.models import F, QuerySet

from core.models import User
from evaluations.models import Conflict, CouncilMember, RoundEntry


@dataclass(frozen=True)
class Spoken:
    """A word with the key of its dossier and of the account on the seat; None for a seat without one."""

    word: Conflict
    dossier: int
    account: int | None


def words_about(dossiers: Collection[int] | QuerySet, by: User | None = None) -> QuerySet[Conflict]:
    """The words on some dossiers at whatever attempt and level, as they were said; those of one account alone."""
    words = Conflict.objects.filter(entry__dossier__in=dossiers).select_related("said_by").order_by("pk")
    return words if by is None else words.filter(member__user=by)


def spoken_in(words: QuerySet[Conflict]) -> dict[int, list[Spoken]]:
    """Words by dossier, in their order: one query."""
    found: dict[int, list[Spoken]] = defaultdict(list)
    for word in words.annotate(dossier=F("entry__dossier"), account=F("member__user")):
        found[word.dossier].append(Spoken(word, word.dossier, word.account))
    return found


def interests_in(spoken: Iterable[Spoken]) -> dict[int, Conflict]:
    """By account, the interests in a dossier that stand: the last word of each, wherever it was said."""
    last = {each.account: each.word for each in spoken if each.account is not None}
    return {account: word for account, word in last.items() if word.is_conflict}


def holding(entry: RoundEntry, seats: Sequence[CouncilMember], spoken: Iterable[Spoken]) -> dict[int, list[Conflict]]:
    """The words that count at an entry by the key of the seat, in the order in which they were said; the last stands.

    An interest that the same person declared before, at another attempt or level or from another seat, comes first: it
    holds until it is corrected here. That there is none holds for its entry alone and is asked anew. `spoken` are all
    words on the dossier; those of later entries change nothing here.
    """
    by_key = {seat.pk: seat for seat in seats}
    by_account = {seat.user_id: seat for seat in seats if seat.user_id is not None}
    here: dict[int, list[Conflict]] = defaultdict(list)
    before: dict[int, Conflict] = {}
    for each in spoken:
        word, account = each.word, by_account.get(each.account) if each.account is not None else None
        seat = by_key.get(word.member_id, account)
        if seat is None or word.entry_id > entry.pk:
            continue
        if (word.entry_id, word.member_id) == (entry.pk, seat.pk):
            word.member = seat
            here[seat.pk].append(word)
        else:
            before[seat.pk] = word
    for key, word in before.items():
        is_corrected = key in here and here[key][0].version > 1
        if word.is_conflict and (is_corrected or key not in here):
            held = copy(word)
            held.member = by_key[key]
            here[key].insert(0, held)
    return here


def word_of(entry: RoundEntry, member: CouncilMember) -> Conflict | None:
    """The word of a member that stands at an entry: said there, or an interest from before; one query."""
    spoken = spoken_in(words_about([entry.dossier_id])).get(entry.dossier_id, [])
    return next(reversed(holding(entry, [member], spoken).get(member.pk, [])), None)
