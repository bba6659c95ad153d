"""What requests did to rows: the database's own history of rows, found by the number of the request."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F, OuterRef, Subquery
from pghistory.models import Event

# Columns that say nothing about what somebody did.
SILENT = frozenset({"id", "created_at", "updated_at", "version"})


@dataclass(frozen=True)
class RowChange:
    """What one request did to one row: its columns that differ, before and after; `before` is None for a new row."""

    request: UUID
    model: type[models.Model]
    pk: int
    before: dict[str, Any] | None
    after: dict[str, Any]


def event_models() -> dict[type[models.Model], Any]:
    """The models whose rows have a history, each with the model of its events."""
    events: list[Any] = [model for model in apps.get_models() if issubclass(model, Event)]
    return {event.pgh_tracked_model: event for event in events}


def row_changes(
    model: type[models.Model], requests: Collection[UUID], ids: Collection[int] | None = None
) -> Iterator[RowChange]:
    """What requests did to rows of a model, or to those rows alone; two queries."""
    events = event_models()[model]._default_manager
    first: dict[tuple[UUID, int], int | None] = {}
    last: dict[tuple[UUID, int], dict[str, Any]] = {}
    for each in _events_of(events, requests, ids).values():
        key = (UUID(each["request"]), each["pgh_obj_id"])
        first.setdefault(key, each["before_id"])
        last[key] = each
    earlier = {each["pgh_id"]: each for each in events.filter(pk__in=[pk for pk in first.values() if pk]).values()}
    names = [field.attname for field in model._meta.concrete_fields if field.name not in SILENT]
    for (request, pk), after in last.items():
        yield _difference(RowChange(request, model, pk, earlier.get(first[request, pk]), after), names)


def _events_of(events: Any, requests: Collection[UUID], ids: Collection[int] | None) -> Any:
    """The events of requests in the order of writing, each with the number of the one before it on the same row."""
    of_requests = events.filter(pgh_context__metadata__request__in=[str(each) for each in requests])
    found = of_requests if ids is None else of_requests.filter(pgh_obj_id__in=ids)
    before = events.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    return found.annotate(
        request=F("pgh_context__metadata__request"), before_id=Subquery(before.values("pgh_id")[:1])
    ).order_by("pgh_id")


def _difference(change: RowChange, names: list[str]) -> RowChange:
    old, new = change.before or {}, change.after
    differing = [name for name in names if name in new and old.get(name) != new[name]]
    before = None if change.before is None else {name: old[name] for name in differing}
    return RowChange(change.request, change.model, change.pk, before, {name: new[name] for name in differing})
