"""Publishing tables about representatives: once for a reference day, checked against every table before."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from core.errors import refuse_if
from core.history import record
from core.models import Generation, User
from reports.enums import Attribute
from reports.models import RepresentativeTable
from reports.permissions.representatives import why_not_publish_tables
from reports.queries.representatives import counts_on, producers_in_force, releases_of
from reports.rules.suppression import cells_to_show


def publish_representative_tables(*, on: date | None, by: User) -> list[RepresentativeTable]:
    """Publish the tables of a reference day; one that may show nothing new repeats the last. Raises ActionRefused."""
    with transaction.atomic():
        Generation.objects.select_for_update().get(pk=1)  # one publication after another, none beside a decision's
        refuse_if(why_not_publish_tables(by, on))
        assert on is not None  # refused above
        members = producers_in_force(on)
        return [_publish(attribute, on, counts, members, by) for attribute, counts in counts_on(on, members).items()]


def _publish(
    attribute: str, on: date, counts: dict[str, int], members: frozenset[int], by: User
) -> RepresentativeTable:
    shown = cells_to_show(counts, members, releases_of(attribute))
    table = RepresentativeTable.objects.create(
        attribute=Attribute(attribute), on=on, members=sorted(members), shown=shown, published_by=by
    )
    record(table, "publish_representative_table", by=by)
    return table
