"""Reading rounds and where they may be opened."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from core.access import covered_places
from core.clock import today
from core.models import Place, PlaceLevel, User
from evaluations.enums import OPEN_TO_ENTRY, ROUNDS_ON_THE_WAY, RoundStatus
from evaluations.models import Round
from products.enums import LevelMode
from products.models import Level
from products.queries.law import regime_in_force


def rounds_for(user: User) -> QuerySet[Round]:
    """The rounds of the user's territory with how many rows they hold and how many are decided."""
    return (
        Round.objects.visible_to(user)
        .select_related("level__regime", "place")
        .annotate(
            row_count=Count("results"),
            decided_count=Count("results", filter=Q(results__decision__isnull=False)),
        )
        .order_by("-year", "-ordinal", "-pk")
    )


def open_rounds(user: User) -> QuerySet[Round]:
    """The rounds of the user's territory that take results from paper, or that a council works on."""
    return rounds_for(user).filter(status__in=OPEN_TO_ENTRY | ROUNDS_ON_THE_WAY)


def filtered_rounds(user: User, *, year: int | None = None, status: str = "") -> QuerySet[Round]:
    """The round list as its address filters it."""
    found = rounds_for(user)
    if year:
        found = found.filter(year=year)
    if status in RoundStatus.values:
        found = found.filter(status=status)
    return found


def years_of_rounds(user: User) -> list[int]:
    """The years that have a round, newest first."""
    return list(Round.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct())


def scoring_levels() -> QuerySet[Level]:
    """The levels whose councils score: a round can be opened at them; newest law first."""
    return (
        Level.objects.filter(mode=LevelMode.SCORE)
        .select_related("regime")
        .order_by("-regime__in_force_from", "position")
    )


def deciding_levels() -> QuerySet[Level]:
    """The levels that sign decisions; newest law first."""
    return (
        Level.objects.exclude(mode=LevelMode.SCREEN)
        .select_related("regime")
        .order_by("-regime__in_force_from", "position")
    )


def seats_for(user: User) -> QuerySet[Place]:
    """The provinces and districts, past ones too, in the user's territory: where councils sit and bodies sign."""
    places = Place.objects.filter(level__in=[PlaceLevel.PROVINCE, PlaceLevel.DISTRICT], valid_from__lte=today())
    if not user.sees_everywhere:
        places = places.filter(pk__in=covered_places(user.territory_id or 0))
    return places.order_by("-level", "name_sort", "-valid_from")


def usual_seat(user: User) -> Place | None:
    """The place that a form offers first: the user's own, or the home province."""
    if user.territory is not None and user.territory.level != PlaceLevel.COMMUNE:
        return user.territory
    return Place.objects.filter(slug=settings.HOME_PROVINCE).first()


def usual_level(place: Place | None) -> Level | None:
    """The level that a form offers first: that of the place under the law of the business day."""
    regime = regime_in_force(today())
    if place is None or regime is None:
        return None
    return next((level for level in regime.levels.all() if level.key == place.level), None)


def next_ordinal(level: Level, place: Place, year: int) -> int:
    """The number of the next round of a level in a place and year."""
    rounds = Round.objects.filter(level=level, place=place, year=year).exclude(status=RoundStatus.CANCELLED)
    last = rounds.order_by("-ordinal").first()
    return last.ordinal + 1 if last else 1
