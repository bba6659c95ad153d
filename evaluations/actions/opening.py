"""What every act on a dossier at a level begins with: its row is locked, and closed to who has an interest in it."""

from __future__ import annotations

from core.errors import refuse_if
from core.models import User
from evaluations.models import RoundEntry
from evaluations.permissions.sheets import why_closed
from evaluations.queries.entries import locked_entry


def opened(entry: RoundEntry, by: User) -> RoundEntry:
    """The entry, locked within the transaction; raises ActionRefused while the dossier is closed to who acts."""
    entry = locked_entry(entry)
    refuse_if(why_closed(by, entry))
    return entry
