"""Where a person sits at a dossier, with all that decides what the person may do there: one prepared statement."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from core.models import User
from core.rows import Tree, built, fetch_json, json_of
from evaluations.enums import ENDED_ENTRIES, OPEN_TO_MEMBERS, SHEETS_THAT_COUNT
from evaluations.models import Conflict, CouncilMember, RoundEntry, ScoreLine, ScoreSheet
from evaluations.queries.conflicts import Spoken
from evaluations.queries.councils import Standing, assembled
from products.models import Band
from products.rules.stars import BandRule

ENTRY: Tree = {
    "round": {"council": {}},
    "dossier": {"product": {"producer": {}}, "criteria_set": {}, "regime": {}},
    "level": {},
}


_STATES = {
    name: [str(each) for each in states]
    for name, states in (("counting", SHEETS_THAT_COUNT), ("open", OPEN_TO_MEMBERS), ("ended", ENDED_ENTRIES))
}


@dataclass(frozen=True)
class ScoringSeat:
    """A member in front of a dossier, and the star bands of the law that the dossier goes by.

    `lines` are those of the member's sheet by criterion, `on_list` the keys of the member's list in its order.
    """

    standing: Standing
    member: CouncilMember
    bands: list[BandRule]
    lines: dict[int, ScoreLine]
    on_list: list[int]


def scoring_seat(user: User, entry_pk: int) -> ScoringSeat | None:
    """The seat of a person at a dossier, to speak and to score; None for everybody else, whatever the territory."""
    told: Any = fetch_json(_statement(), {"entry": entry_pk, "user": user.pk, **_STATES})
    if told is None:
        return None
    entry = built(RoundEntry, told["entry"])
    assert entry.round is not None
    assert entry.round.council is not None  # the statement finds only dossiers of a council's round
    members = [built(CouncilMember, row) for row in told["seats"] or ()]
    dossier = entry.dossier_id
    words = [Spoken(built(Conflict, row["word"]), dossier, row["account"]) for row in told["words"] or ()]
    sheets = [built(ScoreSheet, row) for row in told["sheets"] or ()]
    (standing,) = assembled(entry.round.council, [entry], members, {dossier: words}, sheets)
    away = [each.member for each in standing.excused]
    seats = [*standing.counting, *standing.listening, *away, *(said.member for said in standing.in_conflict)]
    own = next((seat for seat in seats if seat.user_id == user.pk), None)
    bands = [BandRule(row["stars"], Decimal(row["floor"])) for row in told["bands"] or ()]
    if own is None:
        return None
    lines = [built(ScoreLine, row) for row in told["lines"] or ()]
    return ScoringSeat(standing, own, bands, {line.criterion_id: line for line in lines}, told["on_list"] or [])


@cache
def _statement() -> str:
    return f"""
SELECT jsonb_build_object(
    'entry', {json_of(RoundEntry, "e", ENTRY)},
    'seats', (
        SELECT jsonb_agg({json_of(CouncilMember, "m", {})} ORDER BY m.position, m.id)
        FROM evaluations_councilmember AS m
        WHERE m.council_id = r.council_id AND m.left_on IS NULL),
    'words', (
        SELECT jsonb_agg(
            jsonb_build_object('word', {json_of(Conflict, "w", {})}, 'account', s.user_id) ORDER BY w.id)
        FROM evaluations_roundentry AS a
        JOIN evaluations_conflict AS w ON w.entry_id = a.id
        JOIN evaluations_councilmember AS s ON s.id = w.member_id
        WHERE a.dossier_id = e.dossier_id),
    'sheets', (
        SELECT jsonb_agg({json_of(ScoreSheet, "h", {})})
        FROM evaluations_scoresheet AS h
        WHERE h.entry_id = e.id AND h.status = ANY(%(counting)s)),
    'lines', (
        SELECT jsonb_agg({json_of(ScoreLine, "l", {})})
        FROM evaluations_scoreline AS l
        JOIN evaluations_scoresheet AS h ON h.id = l.sheet_id
        JOIN evaluations_councilmember AS s ON s.id = h.member_id
        WHERE h.entry_id = e.id AND h.status = ANY(%(counting)s) AND h.pass_number = e.passes
            AND s.user_id = %(user)s AND s.left_on IS NULL),
    'on_list', (
        SELECT jsonb_agg(o.id ORDER BY o.round_id, o.position, o.id)
        FROM evaluations_roundentry AS o
        JOIN evaluations_round AS way ON way.id = o.round_id
        WHERE way.council_id = r.council_id AND way.status = ANY(%(open)s) AND NOT o.status = ANY(%(ended)s)),
    'bands', (
        SELECT jsonb_agg({json_of(Band, "b", {})} ORDER BY b.stars DESC)
        FROM products_band AS b
        WHERE b.regime_id = d.regime_id)
)
FROM evaluations_roundentry AS e
JOIN evaluations_round AS r ON r.id = e.round_id
JOIN evaluations_dossier AS d ON d.id = e.dossier_id
WHERE e.id = %(entry)s AND r.council_id IS NOT NULL
"""  # noqa: S608 - the names come from model definitions, never from outside
