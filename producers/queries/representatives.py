"""Reading representatives; only producers.actions.representatives may call this for people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.models import User
from producers.models import Producer, RepresentativeProfile


def profiles_of(producer: Producer) -> list[RepresentativeProfile]:
    """Everybody who represents or represented a producer, newest first."""
    return list(producer.representatives.select_related("residence").order_by("-since"))


def profiles_of_territory(user: User) -> list[RepresentativeProfile]:
    """The representatives of the unmerged producers that the user may see, in the order of their producers."""
    rows = RepresentativeProfile.objects.visible_to(user).filter(producer__merged_into__isnull=True)
    return list(rows.select_related("producer__place", "residence").order_by("producer__name_sort", "-since"))


def attributes_on(producers: Iterable[int], day: date) -> dict[int, tuple[str, str, str]]:
    """Sex, ethnicity and disability of the representative of each producer on a day: to count, never to show."""
    rows = RepresentativeProfile.objects.on(day).filter(producer__in=list(producers))
    found = rows.values_list("producer_id", "sex", "ethnicity", "disability")
    return {producer: (sex, ethnicity, disability) for producer, sex, ethnicity, disability in found}
