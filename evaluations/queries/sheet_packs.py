"""Reading for the pack of empty sheets: who is to mark which dossier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from evaluations.enums import EntryStatus
from evaluations.models import CouncilMember, CriterionNode, Round, RoundEntry
from evaluations.queries.councils import standings_of
from evaluations.queries.entries import entries_of

NOT_MARKED = (EntryStatus.RETURNED, EntryStatus.WITHDRAWN, EntryStatus.UNUSED)
Sheet = tuple[RoundEntry, CouncilMember]


def sheets_to_mark(found: Round) -> list[Sheet]:
    """Each member with each dossier that it marks, one member's bundle after the other; four queries.

    A dossier is closed to a member with an interest in it: there is no sheet of the two.
    """
    entries = entries_of(found).select_related("dossier__criteria_set__regime").exclude(status__in=NOT_MARKED)
    pairs = [(standing.entry, member) for standing in standings_of(found, entries) for member in standing.counting]
    return sorted(pairs, key=lambda pair: (pair[1].position, pair[1].pk))  # dossiers stay in the order of their list


def nodes_of_sets(sets: Iterable[int]) -> dict[int, list[CriterionNode]]:
    """The nodes of some sets in the order of the paper, with their options: two queries for all of them."""
    nodes = CriterionNode.objects.filter(criteria_set__in=set(sets)).prefetch_related("options").order_by("position")
    found: dict[int, list[CriterionNode]] = defaultdict(list)
    for node in nodes:
        found[node.criteria_set_id].append(node)
    return found
