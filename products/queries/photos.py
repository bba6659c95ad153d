"""Who may see a photo."""

from __future__ import annotations

from datetime import date

from core.models import User
from products.models import Photo, Product
from products.queries.public import public_products


def is_public_photo(stem: str, on: date) -> bool:
    """True when the photo's product has a public page on the day; one query."""
    return Photo.objects.filter(stem=stem, product__in=public_products(on)).exists()


def is_photo_of(user: User, stem: str) -> bool:
    """True when the photo's product lies in the user's territory."""
    return Product.objects.visible_to(user).filter(photos__stem=stem).exists()
