"""Giving slip numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.models import Place, PlaceLevel
from evaluations.models import SlipBook
from evaluations.rules.slips import slip_text
from products.models import Level


def next_slip(level: Level, place: Place, filed_at: Place, on: date) -> dict[str, Any]:
    """The columns of the next slip of a place in a year; nothing for a level that gives none.

    Call it in the transaction of the entry: the row of the book is locked until that ends.
    """
    if not level.slip_pattern:
        return {}
    SlipBook.objects.get_or_create(place=place, year=on.year)
    book = SlipBook.objects.select_for_update().get(place=place, year=on.year)
    book.last += 1
    book.save(update_fields=["last"])
    province = Place.objects.covering(filed_at.pk, on).in_force(on).filter(level=PlaceLevel.PROVINCE).first()
    slip = slip_text(
        level.slip_pattern,
        number=book.last,
        province=province.code if province else "",
        place=filed_at.code,
        year=on.year,
    )
    return {"slip_year": on.year, "slip_number": book.last, "slip": slip}
