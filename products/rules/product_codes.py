"""Product codes (mã số sản phẩm): parts and text; the pattern is data that no article fixes."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class ProductCode:
    """The parts of a code; `district` is empty since July 2025."""

    province: str = ""
    district: str = ""
    commune: str = ""
    serial: str = ""
    year: str = ""


def parse_product_code(text: str) -> ProductCode | None:
    """Read 83-829-28780-3-2022 or 86-29242-7-2026; None when the text has another form."""
    parts = re.split(r"\s*[-–.]\s*", text.strip())
    if not all(part.isdigit() for part in parts):
        return None
    if len(parts) == 5:
        return ProductCode(*parts)
    if len(parts) == 4:
        return ProductCode(parts[0], "", parts[1], parts[2], parts[3])
    return None
