"""The task list of a dossier's papers: what is there, what is missing, why, for which star."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from core.clock import today
from evaluations.enums import DossierStatus, EntryStatus, Need
from evaluations.models import Dossier, RoundEntry
from evaluations.queries.council_lists import newest_entry
from evaluations.queries.papers import gaps_of, lines_for
from products.enums import LevelMode


def task_list(dossier: Dossier) -> dict[str, Any]:
    """What templates/evaluations/_dossier_papers.html shows of a dossier; its entries are read already."""
    lines = lines_for(dossier, _day_of(dossier))
    order = list(Need)
    by_need = sorted(lines, key=lambda line: order.index(Need(line.item.need)))
    return {
        "groups": [(need.label, list(group)) for need, group in groupby(by_need, lambda line: Need(line.item.need))],
        "gaps": gaps_of(lines) if _waits_for_papers(newest_entry(dossier)) else [],
        "done": sum(line.is_there for line in lines),
        "count": len(lines),
    }


def _waits_for_papers(entry: RoundEntry) -> bool:
    """Once a dossier was found complete nothing is missing for that; a body above asks for its own."""
    return entry.status in (EntryStatus.RECEIVED, EntryStatus.INCOMPLETE) and entry.level.mode != LevelMode.RECORDED


def _day_of(dossier: Dossier) -> date:
    """Today while a dossier is on its way; one that is done is read as of the day on which it was complete."""
    if dossier.status == DossierStatus.FILED:
        return today()
    return newest_entry(dossier).complete_on or dossier.filed_on
