"""What the pages of councils and dossiers list: filtered dossiers, who may be given a seat, rounds one may open."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from core.access import covered_places
from core.clock import today
from core.models import Place, User
from core.roles import MAY, SEES_EVERYWHERE, Act
from core.text import words_of
from evaluations.enums import DossierStatus
from evaluations.models import Council, Dossier, Round, RoundEntry
from evaluations.queries.entries import dossiers_for


def filtered_dossiers(user: User, *, text: str = "", status: str = "") -> QuerySet[Dossier]:
    """The dossier list as its address filters it; every word stands in the product's or the producer's name."""
    found = dossiers_for(user)
    if status in DossierStatus.values:
        found = found.filter(status=status)
    for word in words_of(text):
        found = found.filter(Q(product__name_fold__contains=word) | Q(product__producer__name_fold__contains=word))
    return found


def newest_entry(dossier: Dossier) -> RoundEntry:
    """Where a dossier stands now; entries that were read already are not read again."""
    return max(dossier.entries.all(), key=lambda entry: entry.pk)


def entries_of_dossier(dossier: Dossier) -> QuerySet[RoundEntry]:
    """The way of a dossier from its first entry on, with all that its page shows."""
    return dossier.entries.select_related(
        "dossier__product",
        "dossier__criteria_set",
        "dossier__place",
        "level__regime",
        "place",
        "round__level",
        "round__place",
        "round__council",
        "result",
    ).order_by("pk")


def rounds_in_reach(user: User, entries: Iterable[RoundEntry]) -> set[int]:
    """The rounds of some entries whose pages the user may open."""
    rounds = [entry.round_id for entry in entries if entry.round_id is not None]
    return set(Round.objects.visible_to(user).filter(pk__in=rounds).values_list("pk", flat=True))


def accounts_to_seat(council: Council) -> QuerySet[User]:
    """Who may be given a seat: active, may score, at home in the council's place or above it, not sitting yet."""
    inside = covered_places(council.place_id)
    above = Place.objects.covering(council.place_id, today())
    near = Q(territory__in=inside) | Q(territory__in=above.values("pk")) | Q(role__in=SEES_EVERYWHERE)
    return (
        User.objects.filter(near, is_active=True, role__in=MAY[Act.SCORE])
        .exclude(seats__in=council.members.filter(left_on__isnull=True))
        .select_related("territory")
        .order_by("full_name", "username")
    )
