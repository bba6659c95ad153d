"""The page of opinions in writing: which re-ratings of a round are dealt with so, and how far each is."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import today
from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.models import RoundEntry
from evaluations.permissions.opinions import why_not_at_meeting, why_not_in_writing
from evaluations.queries.clocks import Clock, clocks_of
from evaluations.queries.entries import entries_of
from evaluations.queries.meeting_room import meeting_at
from evaluations.queries.sheets import closed_to
from evaluations.views.meeting import MeetingRow, meeting_of, meeting_rows
from producers.views.pages import staff_crumbs
from products.enums import RatingKind


@dataclass(frozen=True)
class WrittenRow:
    """One re-rating: how it stands, the law's clock, what can be chosen now."""

    row: MeetingRow
    clock: Clock | None
    may_ask: bool
    may_meet: bool

    @property
    def entry(self) -> RoundEntry:
        """The dossier."""
        return self.row.entry

    @property
    def days_over(self) -> int:
        """How many days the clock has run over."""
        return -self.clock.left if self.clock else 0


@staff_page(Act.RUN_COUNCIL)
def written_opinions(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The re-ratings of a round, in writing or put on its meeting, with the days that are left."""
    user = acting_user(request)
    found = meeting_of(user, round_pk)
    entries = [entry for entry in entries_of(found) if entry.dossier.kind == RatingKind.RE_RATING]
    for entry in entries:
        entry.round = found
    closed = closed_to(user, entries)
    clocks = clocks_of(entries, today())
    rows = [
        WrittenRow(
            row,
            next(iter(clocks[row.entry.pk]), None),  # that of the law comes first
            may_ask=row.entry not in closed and not why_not_in_writing(row.entry),
            may_meet=row.entry not in closed and not why_not_at_meeting(row.entry),
        )
        for row in meeting_rows(user, found, meeting_at(found, entries))
    ]
    context = {
        "round": found,
        "heading": _("Ý kiến bằng văn bản"),
        "crumbs": staff_crumbs(
            (str(found), reverse("staff:round-detail", args=[found.pk])),
            (_("Phiên họp"), reverse("staff:meeting", args=[found.pk])),
            (_("Ý kiến bằng văn bản"), ""),
        ),
        "help_url": reverse("staff:help", args=["cham-diem"]),
        "rows": rows,
    }
    return render(request, "evaluations/written_opinions.html", context)
