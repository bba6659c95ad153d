"""Reading likely ties: only that something is the same, never what; representatives come through their own door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluations.enums import Tie
from evaluations.models import CouncilMember, RoundEntry
from evaluations.rules.ties import Maker, Scorer, ties_of
from producers.models import Producer
from producers.rules.identifiers import is_personal


@dataclass(frozen=True)
class Tied:
    """A member and a dossier that have something in common; nothing follows from it."""

    member: CouncilMember
    entry: RoundEntry
    ties: list[Tie]


def likely_ties(
    members: Iterable[CouncilMember],
    entries: Iterable[RoundEntry],
    representatives: Mapping[int, Sequence[str]] | None = None,
    *,
    to_editor: bool,
) -> list[Tied]:
    """What members and dossiers have in common, in the order of the list; no query.

    Entries come with their producer and its place.

    `representatives` are names by producer, from whoever may read them. A citizen's number is compared for those who
    see it, `to_editor`: everybody else could note one guess after the other on a seat.
    """
    known, members = representatives or {}, list(members)
    found = [
        Tied(member, entry, ties_of(_scorer(member), _maker(producer, known.get(producer.pk, ()), to_editor)))
        for entry in entries
        for producer in [entry.dossier.product.producer]
        for member in members
    ]
    return [tied for tied in found if tied.ties]


def _scorer(member: CouncilMember) -> Scorer:
    email = member.user.email if member.user else ""
    return Scorer(member.full_name, member.unit, email, member.phone, member.address, member.tax_code)


def _maker(producer: Producer, representatives: Sequence[str], to_editor: bool) -> Maker:
    return Maker(
        names=[producer.name, *producer.other_names],
        email=producer.email,
        representatives=representatives,
        phone=producer.phone,
        address=producer.address,
        place=producer.place.name if producer.place else "",
        tax_code=producer.code if to_editor or not is_personal(producer.code) else "",
    )
