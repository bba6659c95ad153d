"""Numbers as people here write them."""

from decimal import Decimal

from django import template
from django.utils.formats import get_format, number_format

register = template.Library()


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """1234.5 as 1.234,5; empty for None."""
    return "" if value is None else number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def score(value: Decimal | None) -> str:
    """A score without trailing zeros: 95 · 72,5; empty for None."""
    if value is None:
        return ""
    text = f"{value.normalize():f}"
    return text.replace(".", get_format("DECIMAL_SEPARATOR"))
