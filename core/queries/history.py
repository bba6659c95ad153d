"""The book of acts as auditors read it: newest first, with what each act changed, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from django.db import models
from django.db.models import Q

from core.history import doer_words, verb_words
from core.models import HistoryEntry
from core.queries.row_events import RowChange, event_models, row_changes
from core.queries.untold import KeptBack
from core.queries.values import Change, Names, detail_words, kind_words, said_changes, shown_changes

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One act in words; `details` are what it says beside its changes."""

    entry: HistoryEntry
    who: str
    what: str
    kind: str
    changes: list[Change]
    details: list[str]


@dataclass(frozen=True)
class Sending:
    """The acts of one request that stand together on a page."""

    request: UUID | None
    lines: list[Line] = field(default_factory=list)


def book() -> models.QuerySet[HistoryEntry]:
    """Every act, newest first, with its doer."""
    return HistoryEntry.objects.select_related("by", "subject_type").order_by("-at", "-pk")


def older_than(rows: models.QuerySet[HistoryEntry], number: int | None) -> models.QuerySet[HistoryEntry]:
    """The acts below an entry of the list; the whole list when there is no such entry."""
    last = HistoryEntry.objects.filter(pk=number).values_list("at", "pk").first() if number else None
    if last is None:
        return rows
    # The first condition is what the index reads along; the second takes out what stands above at the same moment.
    return rows.filter(at__lte=last[0]).filter(Q(at__lt=last[0]) | Q(pk__lt=last[1]))


def page_of(rows: models.QuerySet[HistoryEntry]) -> tuple[list[HistoryEntry], int | None]:
    """A page of the list and the entry below which the next one begins; nothing is counted."""
    found = list(rows[: PER_PAGE + 1])
    return found[:PER_PAGE], found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None


def lines_of(entries: Sequence[HistoryEntry]) -> list[Line]:
    """Acts in words: what an act itself says of its changes, else what the history of its row says."""
    things = {entry.pk: (entry.subject_type.model_class(), entry.subject_id) for entry in entries}
    back = KeptBack(things.values())
    kept = {pk: back.of(*thing) for pk, thing in things.items()}
    said = {entry.pk: said_changes(entry, kept[entry.pk]) for entry in entries}
    rows = _rows_of([entry for entry in entries if not said[entry.pk]])
    names = Names(rows.values())
    return [
        _line(entry, said[entry.pk] or shown_changes(rows.get(entry.pk), names, kept[entry.pk]), kept[entry.pk])
        for entry in entries
    ]


def sendings_of(lines: Iterable[Line]) -> list[Sending]:
    """Lines of the same request together, in the order of the list."""
    # A line without a request stands alone.
    together = groupby(lines, key=lambda line: line.entry.request or line.entry.pk)
    return [Sending(group[0].entry.request, group) for group in (list(found) for _key, found in together)]


def _line(entry: HistoryEntry, changes: list[Change], kept: frozenset[str]) -> Line:
    return Line(
        entry=entry,
        who=doer_words(entry),
        what=str(verb_words().get(entry.verb, entry.verb)),
        kind=kind_words(entry.subject_type),
        changes=changes,
        details=detail_words(entry, kept),
    )


def _rows_of(entries: Iterable[HistoryEntry]) -> Mapping[int, RowChange]:
    """For each entry what its request did to its row, where the rows of that model have a history."""
    tracked, wanted = event_models(), defaultdict(list)
    for entry in entries:
        model = entry.subject_type.model_class()
        if entry.request and model in tracked:
            wanted[model].append(entry)
    found: dict[int, RowChange] = {}
    for model, group in wanted.items():
        requests = {entry.request for entry in group if entry.request}
        changes = row_changes(model, requests, {entry.subject_id for entry in group})
        by_row = {(change.request, change.pk): change for change in changes}
        keys = {entry.pk: (entry.request, entry.subject_id) for entry in group}
        found |= {pk: by_row[key] for pk, key in keys.items() if key in by_row}
    return found


@dataclass(frozen=True)
class WrittenRow:
    """A row that a request wrote, in words."""

    model: type[models.Model]
    pk: int
    kind: str
    is_new: bool
    changes: list[Change]


MOST_ROWS = 200


def written_rows(request: UUID) -> tuple[list[WrittenRow], int]:
    """The rows with history that a request wrote, and how many more there are than are told."""
    found = [change for model in event_models() for change in row_changes(model, [request])]
    told, names = found[:MOST_ROWS], Names(found[:MOST_ROWS])
    back = KeptBack((change.model, change.pk) for change in told)
    rows = [
        WrittenRow(
            change.model,
            change.pk,
            str(change.model._meta.verbose_name),
            change.before is None,
            shown_changes(change, names, back.of(change.model, change.pk)),
        )
        for change in told
    ]
    return rows, len(found) - len(told)


def lines_in_parts(rows: models.QuerySet[HistoryEntry], size: int = 500) -> Iterator[Line]:
    """Every line of a list that may be long, read in parts from the newest on."""
    last: int | None = None
    while part := list(older_than(rows, last)[:size]):
        yield from lines_of(part)
        last = part[-1].pk
