"""Who sees what: territory on every staff list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models

from core.clock import today
from core.models import Place, PlaceCover, PlaceLevel, User
from core.roles import Act

Placed = TypeVar("Placed", bound=models.Model)


def covered_places(place: Place | int, *, on: Any = None) -> models.QuerySet[PlaceCover, int]:
    """Ids of the places that lie in a place on a day (the business day by default), through succession."""
    day = on or today()
    return PlaceCover.objects.filter(models.Q(since__isnull=True) | models.Q(since__lte=day), place=place).values_list(
        "covered_id", flat=True
    )


def in_territory(user: User, path: str = "place") -> models.Q:
    """What makes a row lie in the user's territory; rows of unknown place belong to the province's people."""
    if user.sees_everywhere:
        return models.Q()
    if user.territory is None:
        return models.Q(pk__in=[])
    inside = models.Q(**{f"{path}__in": covered_places(user.territory)})
    if user.territory.level == PlaceLevel.PROVINCE:
        inside |= models.Q(**{f"{path}__isnull": True})
    return inside


class TerritoryQuerySet(models.QuerySet):
    """A queryset that knows where its rows lie; `place_path` names the way to the Place."""

    place_path = "place"

    def visible_to(self, user: User) -> Self:
        """The rows in the user's territory, for those who may see staff pages."""
        if not user.is_active or not user.may(Act.SEE_STAFF_PAGES):
            return self.none()
        return self.filter(in_territory(user, self.place_path))


def is_in_territory(user: User, place: Place | int | None) -> bool:
    """True when the place lies in the user's territory; an unknown place belongs to the province's people."""
    if user.sees_everywhere:
        return True
    if user.territory is None:
        return False
    if place is None:
        return user.territory.level == PlaceLevel.PROVINCE
    place_id = place.pk if isinstance(place, Place) else place
    return covered_places(user.territory).filter(covered_id=place_id).exists()


def those_in_territory(user: User, places: Iterable[int]) -> set[int]:
    """The keys of those of some places that lie in the user's territory; one query or none."""
    if user.sees_everywhere:
        return set(places)
    if user.territory is None:
        return set()
    return set(covered_places(user.territory).filter(covered__in=set(places)))


def seen_by(user: User, thing: Placed | None) -> Placed | None:
    """A thing that has a place, when it lies in the user's territory."""
    if thing is None or not is_in_territory(user, thing.place_id):  # type: ignore[attr-defined]
        return None
    return thing
