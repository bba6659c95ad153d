"""The sectors that figures count products by, kept in process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.publishing import current_generation
from core.reading import Kept, Reader
from products.models import Category, CategoryMap, Regime, Scheme


@dataclass(frozen=True)
class Sectors:
    """The sectors of one scheme."""

    slug_of: Mapping[int, str]  # of the sector that each category lies in, those of other schemes through the map
    names: Mapping[str, str]  # by slug, in the scheme's order


class SchemeBook:
    """The schemes of the regimes, and each scheme's sectors, read once."""

    def __init__(self) -> None:
        self._regimes = list(Regime.objects.select_related("scheme"))
        # By code, those of the oldest law first.
        self.schemes = {regime.scheme.code: regime.scheme for regime in reversed(self._regimes)}
        self._sectors: dict[int | None, Sectors] = {}

    def scheme_on(self, on: date) -> Scheme | None:
        """The scheme of the regime in force on a day."""
        in_force = (
            regime.scheme
            for regime in self._regimes
            if regime.in_force_from <= on and (regime.in_force_to is None or on <= regime.in_force_to)
        )
        return next(in_force, None)

    def sectors(self, scheme: Scheme | None) -> Sectors:
        """The sectors of a scheme."""
        asked = scheme.pk if scheme else None
        found = self._sectors.get(asked)
        if found is None:
            found = self._sectors[asked] = _sectors_of(scheme)
        return found


def _sectors_of(scheme: Scheme | None) -> Sectors:
    own = Category.objects.filter(scheme=scheme).order_by("position").select_related("sector")
    sectors = {category.pk: category.sector for category in own if category.sector}
    mapped = CategoryMap.objects.filter(target_scheme=scheme, target__isnull=False).values_list(
        "source_id", "target_id"
    )
    slug_of = {pk: sector.slug for pk, sector in sectors.items()}
    slug_of |= {source: sectors[target].slug for source, target in mapped}
    return Sectors(slug_of, {sector.slug: sector.name for sector in sectors.values()})


def _read(_kept: Kept[SchemeBook] | None) -> Kept[SchemeBook]:
    generation = current_generation()
    return Kept(generation.number, generation.changed_at, SchemeBook())


scheme_book = Reader(_read)
