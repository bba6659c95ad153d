"""The minutes of a council's meeting, on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.permissions.leaving import why_not_read_minutes
from evaluations.queries.minutes import minutes_of
from evaluations.views.meeting import meeting_of


@staff_page(Act.SEE_STAFF_PAGES)
def meeting_minutes(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The minutes of a concluded round on A4; what they print rests on frozen rows."""
    user = acting_user(request)
    found = meeting_of(user, round_pk)
    if refusals := why_not_read_minutes(user, found):
        messages.error(request, " ".join(reason.text for reason in refusals))
        return redirect("staff:round-detail", round_pk=found.pk)
    minutes = minutes_of(found)
    context = {
        "round": found,
        "minutes": minutes,
        "back_url": reverse("staff:round-detail", args=[found.pk]),
        "document": {
            "issuer": minutes.room["name"],
            "place": found.place.name,
            "day": minutes.meets_on or minutes.concluded_on,
            "title": _("Biên bản"),
            "subtitle": _("Họp đánh giá, phân hạng sản phẩm OCOP – đợt %(ordinal)s năm %(year)s")
            % {"ordinal": found.ordinal, "year": found.year},
        },
    }
    return render(request, "evaluations/meeting_minutes.html", context)
