"""Getting what the signed-in person may reach: everything else is not found."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.models import User
from evaluations.models import DecisionDraft, Round, RoundEntry
from evaluations.permissions.sheets import why_closed
from evaluations.queries.decisions import approvals_for, decisions_for, ratings_for
from evaluations.queries.grid import Home
from products.models import Decision, Recognition, ScoreApproval


def round_of(user: User, pk: int | None) -> Round:
    """A round of the user's territory."""
    found = Round.objects.visible_to(user).select_related("level__regime__scheme", "place", "council", "delegated_to")
    return get_object_or_404(found, pk=pk)


def draft_of(user: User, pk: int) -> DecisionDraft:
    """A draft of the user's territory."""
    found = DecisionDraft.objects.visible_to(user).select_related(
        "level__regime__scheme", "place", "round__level", "round__place", "annuls", "decision", "created_by"
    )
    return get_object_or_404(found, pk=pk)


def home_at(user: User, round_pk: int | None, draft_pk: int | None) -> Home:
    """The round or the draft whose grid an address names."""
    if round_pk is not None:
        return round_of(user, round_pk)
    assert draft_pk is not None  # the address has one of the two
    return draft_of(user, draft_pk)


def decision_of(user: User, pk: int | None) -> Decision:
    """A decision that the user sees."""
    return get_object_or_404(decisions_for(user), pk=pk)


def rating_of(user: User, pk: int | None) -> Recognition:
    """A rating of the user's territory."""
    return get_object_or_404(ratings_for(user), pk=pk)


def approval_of(user: User, pk: int) -> ScoreApproval:
    """A score approval of the user's territory."""
    return get_object_or_404(approvals_for(user), pk=pk)


def own_word_first(request: HttpRequest, user: User, entry: RoundEntry) -> HttpResponse | None:
    """Where a person is sent to whom a dossier is closed, with the reason; None where it is open."""
    closed = why_closed(user, entry)
    if not closed:
        return None
    messages.error(request, closed[0].text)
    return redirect("staff:score-sheet", entry_pk=entry.pk)


def wants_json(request: HttpRequest) -> bool:
    """True when a script asks."""
    return request.headers.get("Accept", "").startswith("application/json")
