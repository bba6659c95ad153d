"""Getting an entry of a dossier that the signed-in person may read, and what stands around its pages."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import Reason
from core.models import User
from evaluations.models import RoundEntry
from evaluations.queries.entries import entries_to_read
from evaluations.queries.sheets import closed_to


def entry_at(user: User, pk: int) -> RoundEntry:
    """An entry that a person may read; one that is closed to a member of its council is not found."""
    entry = get_object_or_404(entries_to_read(user), pk=pk)
    if closed_to(user, [entry]):
        raise Http404
    return entry


def dossier_url(entry: RoundEntry) -> str:
    """The page of the dossier."""
    return reverse("staff:dossier-detail", args=[entry.dossier_id])


def crumbs_to(entry: RoundEntry) -> list[tuple[str, str]]:
    """The way to the page of the dossier."""
    return [(_("Hồ sơ"), reverse("staff:dossier-list")), (str(entry), dossier_url(entry))]


def refusals_of(reasons: list[Reason]) -> list[str]:
    """Refusals as a page says them."""
    return [reason.text for reason in reasons]
