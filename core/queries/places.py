"""Reading places on a day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import F, Q

from core.models import Place, PlaceCover, PlaceLevel


def _cover_on(on: date) -> Q:
    return Q(since__isnull=True) | Q(since__lte=on)


def home_province(on: date) -> Place:
    """The province of the settings, or the one that it went into when it is no longer in force on the day."""
    home = Place.objects.filter(slug=settings.HOME_PROVINCE).first()
    if home is None:
        raise ImproperlyConfigured(
            f"OCOP_HOME_PROVINCE names {settings.HOME_PROVINCE!r}, which is no place here: load the places first."
        )
    if home.is_in_force(on):
        return home
    covering = PlaceCover.objects.filter(_cover_on(on), covered=home)
    heir = Place.objects.in_force(on).filter(level=home.level, pk__in=covering.values("place")).first()
    return heir or home


def units_on(on: date, level: str, province: Place) -> dict[int, Place]:
    """For every known place that lies in it: the unit of a level of the province that is in force on a day.

    A place that is absent is not known to lie in any one of them. Where no district is in force, the districts of the
    last day that had any are taken: figures by former district. Two queries.
    """
    inside = PlaceCover.objects.filter(_cover_on(on), place=province)
    ever = list(Place.objects.filter(level=level, pk__in=inside.values("covered")))
    units = {unit.pk: unit for unit in ever if unit.is_in_force(on)}
    if not units and level == PlaceLevel.DISTRICT:
        last = max((unit.valid_to for unit in ever if unit.valid_to and unit.valid_to < on), default=on)
        units = {unit.pk: unit for unit in ever if unit.is_in_force(last)}
    # A commune that went to another district lies in both, later in the new one: the latest row is kept.
    rows = PlaceCover.objects.filter(_cover_on(on), place__in=units).order_by(
        F("since").asc(nulls_first=True), "place_id"
    )
    return {covered: units[place] for covered, place in rows.values_list("covered_id", "place_id")}
