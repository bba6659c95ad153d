"""Such acts as the book has them, a line of JSON each, and the file outside the database that only grows."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import UTC, date
from pathlib import Path
from typing import Any

from core.models import HistoryEntry
from core.rules.seals import bounds_of
from ocop_portal.erasures.kinds import BY_PEOPLE, KINDS, TOLD, Kind, Line
from ocop_portal.former_contacts import COLUMNS


def erasures(since: date | None = None) -> list[Line]:
    """What was erased, withdrawn or stopped from a day on, or ever, in the order in which it was done."""
    entries = HistoryEntry.objects.select_related("subject_type").order_by("at")
    if since is not None:
        entries = entries.filter(at__gte=bounds_of(since)[0])
    found = [_told(entry) for entry in entries.filter(verb__in=TOLD)]
    for verb, kind in KINDS.items():
        acts = list(entries.filter(verb=verb))
        found += _emptied(kind, acts) if kind.empty else [_line(kind, entry) for entry in acts]
    return sorted(found, key=lambda line: line.at)


def moment(entry: HistoryEntry) -> str:
    """When an act was done, to the microsecond and whatever the zone."""
    return entry.at.astimezone(UTC).isoformat(timespec="microseconds")


def _told(entry: HistoryEntry) -> Line:
    kind = entry.subject_type
    return Line(moment(entry), entry.verb, f"{kind.app_label}.{kind.model}", entry.subject_id)


def _line(kind: Kind, entry: HistoryEntry, columns: Collection[str] = ()) -> Line:
    on = entry.data["on"] if entry.verb == "withdraw_contact_consent" else ""
    return Line(moment(entry), entry.verb, kind.model._meta.label_lower, kind.key(entry), sorted(columns), on)


def _emptied(kind: Kind, entries: list[HistoryEntry]) -> Iterator[Line]:
    """Of edits those that emptied something which is empty still; a value that was put right is no erasure."""
    rows = kind.model._default_manager.in_bulk({kind.key(entry) for entry in entries} - {None})
    erased = _former_erased(rows) if kind is KINDS["edit_producer"] else {}
    for entry in entries:
        row, changed = rows.get(kind.key(entry)), _changed(entry)
        if row is None:
            if kind.key(entry) is None and changed & kind.empty.keys():
                yield _line(kind, entry, changed & kind.empty.keys())  # of before the book named rows: told
            continue
        columns = {name for name in changed & kind.empty.keys() if getattr(row, name) == kind.empty[name]}
        if entry.at < erased.get(row.pk, entry.at):
            columns |= changed & set(COLUMNS)  # the value before it was erased from the history, too
        if entry.verb == "edit_account":
            columns |= changed & BY_PEOPLE  # told, for their values are not written
        if columns:
            yield _line(kind, entry, columns)


def _changed(entry: HistoryEntry) -> set[str]:
    """The columns that an edit says it changed."""
    return set(next((entry.data[name] for name in ("changes", "columns", "changed") if name in entry.data), ()))


def _former_erased(producers: Collection[int]) -> dict[int, Any]:
    """Producer → the last moment at which its former values were erased."""
    acts = HistoryEntry.objects.filter(verb="erase_former_contacts", subject_id__in=producers).order_by("at")
    return dict(acts.values_list("subject_id", "at"))


# --------------------------------------------------------------------- the file
def as_text(line: Line) -> str:
    return json.dumps({name: value for name, value in asdict(line).items() if value not in ("", [])})


def write_behind(path: Path, lines: list[Line]) -> int:
    """Write behind the lines of a file those that it does not have, onto the disk itself; how many they were.

    Nothing is ever taken out: the database that is read may be a restored one, which knows less than the file.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8", errors="replace") as file:
        text = file.read()
        known = set(text.splitlines())
        new = [said for said in map(as_text, lines) if said not in known]
        if text and not text.endswith("\n"):  # a line that was cut short; what it said comes again, whole
            new = ["", *new]
        file.write("".join(f"{said}\n" for said in new))
        file.flush()
        os.fsync(file.fileno())
    return sum(map(bool, new))
