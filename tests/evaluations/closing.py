"""A concluded round of the council room of tests: everybody marks, agrees, and the round is closed."""

from __future__ import annotations

from core.models import User
from evaluations.actions.meeting import agree, agree_where_all_do, conclude_round
from evaluations.models import Result, Round, RoundEntry
from evaluations.queries.councils import standing_of
from evaluations.queries.meeting import codes_to_agree
from tests.evaluations.council_room import Pick, best
from tests.evaluations.score_room import node_of, option_of, sign_at_once


def mark_all(entries: list[RoundEntry], pick: Pick = best, last: Pick | None = None) -> None:
    """Everybody who counts and has not signed yet signs each dossier; the last member by a rule of its own."""
    for entry in entries:
        standing = standing_of(entry)
        counting = standing.counting
        for member in standing.waiting:
            sign_at_once(entry, member, last if last and member == counting[-1] else pick)


def close(found: Round, entries: list[RoundEntry], officer: User) -> list[Result]:
    """Agree on what all chose alike, on *không đạt* where they did not, and conclude."""
    for entry in entries:
        agree_where_all_do(entry, by=officer)
        for code in codes_to_agree([entry])[entry.pk]:
            node = node_of(entry, code)
            agree(entry, node, option_of(node, 0), knocked_out=False, note="Hội đồng thống nhất", by=officer)
    return conclude_round(found, by=officer)
