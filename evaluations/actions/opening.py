"""What an act on a dossier at a level begins with: its row is locked, and closed to who has an interest in it.

The acts of a council's members on their own words and sheets ask their seat instead (permissions/sheets.py).
"""

from __future__ import annotations

from core.errors import refuse_if
from core.models import User
from evaluations.models import RoundEntry
from evaluations.permissions.sheets import why_closed_at_all
from evaluations.queries.entries import locked_entry


def opened(entry: RoundEntry, by: User) -> RoundEntry:
    """The entry, locked within the transaction; raises ActionRefused while the dossier is closed to who acts.

    At whatever level it is closed: a commune's officer may sit on the council of the province.
    """
    entry = locked_entry(entry)
    refuse_if(why_closed_at_all(by, entry.dossier))
    return entry
