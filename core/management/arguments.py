"""What commands of the portal take on their command lines."""

from argparse import ArgumentTypeError
from datetime import date

from core.parse import parse_date


def day(text: str) -> date:
    """A day as forms read it, 2022-10-01 or 1/10/2022; refused in the same words."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
