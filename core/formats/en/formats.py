"""Dates stay as papers write them; numbers are written 1,234.5."""

from core.formats.vi.formats import *  # noqa: F403

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
