"""What a made-up register stands on: the real places, categories and levels of the law, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from core.models import Place, PlaceLevel, PlaceSuccession
from products.models import Category, CategoryMap, Level

# From this day on there were no districts and the province was another.
NEW_UNITS = date(2025, 7, 1)
_TODAY = "26-2026"


@dataclass(frozen=True)
class Issuer:
    """Who signs a decision: a level of the law, and the place that it signs for (None for the ministry)."""

    level: Level
    place: Place | None

    @property
    def body(self) -> str:
        """The body as it is named in the paper: UBND huyện Càng Long."""
        if self.place is None:
            return self.level.body_pattern
        kind, rest = self.place.get_kind_display(), self.place.name
        name = kind.lower() + rest[len(kind) :] if rest.startswith(kind) else rest
        return self.level.body_pattern.format(place=name)


class Ground:
    """Lookups of the reference data."""

    def __init__(self) -> None:
        home = Place.objects.get(slug=settings.HOME_PROVINCE)
        self.old_province = home
        self.new_province = PlaceSuccession.objects.get(predecessor=home).successor
        self.communes = list(
            Place.objects.filter(level=PlaceLevel.COMMUNE, parent__parent=home)
            .select_related("parent")
            .order_by("slug")
        )
        self.successor = {
            row.predecessor_id: row.successor for row in PlaceSuccession.objects.select_related("successor")
        }
        self.levels = {
            (level.regime.code, level.key): level for level in Level.objects.select_related("regime__scheme")
        }
        self.categories = _categories()

    def place_on(self, commune: Place | None, day: date) -> Place | None:
        """The commune, or what it became when the day is later."""
        if commune is None or day < NEW_UNITS:
            return commune
        return self.successor[commune.pk]

    def issuer(self, day: date, stars: int, commune: Place | None) -> Issuer:
        """Who recognises so many stars on a day."""
        regime = _regime_on(day)
        if stars == 5:
            return Issuer(self.levels[regime, "ministry" if regime == _TODAY else "national"], None)
        if stars == 3 and regime == "148-2023" and commune is not None:
            return Issuer(self.levels[regime, "district"], commune.parent)
        province = self.old_province if day < NEW_UNITS else self.new_province
        # Before the districts could recognise, and for products of unknown place, it was the province.
        level = self.levels["1048-2019" if regime == "148-2023" and stars == 3 else regime, "province"]
        return Issuer(level, province)

    def category_of(self, leaf: str, level: Level) -> int | None:
        """The id of a category of 26/2026 in the scheme of a level's law; 1048/2019 knew no plants and animals."""
        return self.categories.get((level.regime.scheme.code, leaf))


def _regime_on(day: date) -> str:
    """The law that most decisions of a day stand on; files of before took some weeks to be decided."""
    if day < date(2023, 4, 1):
        return "1048-2019"
    if day < NEW_UNITS:
        return "148-2023"
    return "148-2023-1489" if day < date(2026, 7, 21) else _TODAY


def _categories() -> dict[tuple[str, str], int]:
    """The id of each category of 26/2026 in each scheme; a scheme that lacks it answers with the category above."""
    backwards = {
        (row.source.scheme.code, row.target_id): row.source_id
        for row in CategoryMap.objects.filter(target_scheme__code=_TODAY, target__isnull=False)
        .select_related("source__scheme")
        .order_by("-source__position")
    }
    found: dict[tuple[str, str], int] = {}
    for category in Category.objects.filter(scheme__code=_TODAY).select_related("parent__parent"):
        found[_TODAY, category.slug] = category.pk
        for scheme in ("1048", "148"):
            above: Category | None = category
            while above is not None and (scheme, above.pk) not in backwards:
                above = above.parent
            if above is not None:
                found[scheme, category.slug] = backwards[scheme, above.pk]
    return found
