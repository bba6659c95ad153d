"""Reading places, the book of acts and its seals."""

from core.queries.places import home_province, units_on

__all__ = ["home_province", "units_on"]
