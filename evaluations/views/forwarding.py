"""Dossiers that go up together: what may, what goes with each, what is in the way; one act for those chosen."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import ActionRefused
from core.guards import acting_user, staff_page
from core.models import User
from core.parse import parse_key
from core.roles import Act
from evaluations.actions.dossiers import forward_dossiers
from evaluations.forms.dossiers import ForwardForm
from evaluations.models import Result, Round, RoundEntry
from evaluations.permissions.going_up import why_not_forward_each
from evaluations.permissions.sheets import why_closed_each
from evaluations.queries.going_up import waiting_to_go_up
from evaluations.views.entry_step_list import LEAVES, STEPS
from evaluations.views.reach import round_of
from evaluations.views.sending_up import HEAD, papers_beside
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs

ROUND_KEY = "dot"


@dataclass(frozen=True)
class Line:
    """A dossier that has a way up: what goes with it, or what keeps it."""

    entry: RoundEntry
    result: Result | None
    papers: list[str]
    reasons: list[str]
    is_chosen: bool


@staff_page(Act.RUN_COUNCIL)
def dossier_forward(request: HttpRequest) -> HttpResponse:
    """Choose among the dossiers of a round, or of the territory, and send them to the level above in one act."""
    user = acting_user(request)
    found = round_of(user, parse_key(request.GET[ROUND_KEY])) if ROUND_KEY in request.GET else None
    back = reverse("staff:round-detail", args=[found.pk]) if found else reverse("staff:dossier-list")
    form = ForwardForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        try:
            above = forward_dossiers(on=today(), by=user, **form.cleaned_data)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, _done(above))
            return redirect(back)
    lines = _lines(user, found, request.POST.getlist("entries") if form.is_bound else None)
    trail = (_("Đợt đánh giá"), reverse("staff:round-list")) if found else (_("Hồ sơ"), back)
    heading = _("Chuyển hồ sơ lên cấp trên")
    context = {
        "heading": heading,
        "crumbs": staff_crumbs(trail, *([(str(found), back)] if found else []), (heading, "")),
        "help_url": reverse("staff:help", args=["hoi-dong"]),
        "round": found,
        "back": back,
        "form": form,
        "ready": [line for line in lines if not line.reasons],
        "kept": [line for line in lines if line.reasons],
        "consequence": LEAVES,
        "papers_head": HEAD,
    }
    return render(request, "evaluations/dossier_forward.html", context)


def _lines(user: User, found: Round | None, chosen: list[str] | None) -> list[Line]:
    """Until somebody has chosen, all of a round are, and none of a territory: what goes up does not come back.

    Of a closed dossier nothing is told but that it is closed.
    """
    entries = waiting_to_go_up(user, found)
    closed = why_closed_each(user, {entry.dossier_id for entry in entries})
    told = [entry for entry in entries if entry.dossier_id not in closed]
    against, papers = why_not_forward_each(user, told), papers_beside(told)
    return [
        Line(
            entry,
            getattr(entry, "result", None) if entry in told else None,
            papers.get(entry.pk, []),
            [reason.text for reason in closed.get(entry.dossier_id) or against[entry.pk]],
            str(entry.pk) in chosen if chosen is not None else found is not None,
        )
        for entry in entries
    ]


def _done(above: list[RoundEntry]) -> str:
    if len(above) == 1:
        return str(STEPS["chuyen-len"].done) % {"thing": above[0]}
    return _("Đã chuyển %(count)s hồ sơ lên cấp trên, nhận hôm nay.") % {"count": len(above)}
