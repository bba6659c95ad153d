"""Numbers of intake slips. Pure."""

from __future__ import annotations


def slip_text(pattern: str, *, number: int, province: str, place: str, year: int) -> str:
    """The number as the slip prints it (26/2026 App. III form 01); the pattern is the level's."""
    parts = {"number": number, "province": province, "place": place, "year": year}
    for name, value in parts.items():
        pattern = pattern.replace(f"{{{name}}}", str(value))
    return pattern
