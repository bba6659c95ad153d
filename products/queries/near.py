"""Other products of the same place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.models import Place, PlaceLevel
from products.queries.catalogue import CardRow, card_rows
from products.queries.shelf import Opened, opened_catalogue
from products.queries.story import ProductStory

MOST = 4


@dataclass(frozen=True)
class Near:
    """Some products of a place by their keys, and the place that the product lies in today."""

    place: Place
    products: list[int]
    catalogue: Opened

    def rows(self) -> list[CardRow]:
        """Their card rows; one query."""
        return card_rows(self.catalogue, self.products)


def near_products(story: ProductStory, on: date) -> Near | None:
    """Up to four other products that the catalogue shows in the place of a product, highest rank first, then by name.

    None for a product whose place is unknown or no smaller than a province, and where nothing else is; no query.
    """
    place = story.place_now or story.product.place or story.product.producer.place
    if place is None or place.level == PlaceLevel.PROVINCE:
        return None
    catalogue = opened_catalogue(on, story.generation)
    found = catalogue.first_of_places.get(place.slug)
    if found is None:
        here = catalogue.shelf.located(catalogue.land.inside(place.slug)) & catalogue.day.shown
        found = catalogue.day.products(here, catalogue.day.by_rank(), 0, MOST + 1)
        catalogue.first_of_places[place.slug] = found
    others = [pk for pk in found if pk != story.product.pk][:MOST]
    return Near(place, others, catalogue) if others else None
