"""Comparing the members of a round with the representatives of its producers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import ActionRefused
from core.forms.reasons import ReasonForm
from core.guards import acting_user, staff_page
from core.roles import Act
from evaluations.actions.ties import compare_representatives
from evaluations.views.meeting import meeting_of
from producers.forms.reasons import add_reasons
from producers.views.pages import staff_crumbs


@staff_page(Act.SEE_REPRESENTATIVES)
def tie_compare(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Ask for the reason, then say which members are called as a representative; the answer is kept nowhere."""
    user = acting_user(request)
    found = meeting_of(user, round_pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    ties = None
    if request.method == "POST" and form.is_valid():
        try:
            ties = compare_representatives(found, why=form.cleaned_data["why"], by=user)
        except ActionRefused as refusal:
            add_reasons(form, refusal)
    back = reverse("staff:round-detail", args=[found.pk])
    context = {
        "form": form,
        "ties": ties,
        "heading": _("So với người đại diện"),
        "crumbs": staff_crumbs(
            (_("Đợt đánh giá"), reverse("staff:round-list")), (str(found), back), (_("So với người đại diện"), "")
        ),
        "help_url": reverse("staff:help", args=["hoi-dong"]),
        "cancel_url": back,
    }
    return render(request, "evaluations/tie_compare.html", context)
