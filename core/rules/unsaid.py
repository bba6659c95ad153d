"""What the book of acts does not say: of some columns only that they changed, of a citizen's number its end."""

from __future__ import annotations

import re

# They may tell how to reach a person, or hold anything that somebody typed (docs/roles.md, Personal data).
CONTACTS = frozenset({"phone", "email", "website", "address", "tax_code"})
UNSAID = CONTACTS | {"contact_consent_text", "note", "description", "password"}
# Twelve digits, also in groups as people write them.
CITIZEN_NUMBER = re.compile(r"(?<!\d)(?:\d[ .]?){9}(\d[ .]?\d[ .]?\d)(?!\d)")


def is_unsaid(column: str) -> bool:
    """True for a column of which history says only that it changed."""
    return column in UNSAID or column.endswith("_note")


def without_numbers(text: str) -> str:
    """The text with every citizen's number hidden but for its last three digits."""
    return CITIZEN_NUMBER.sub(lambda found: "•" * 9 + re.sub(r"\D", "", found[1]), text)
