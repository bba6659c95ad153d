"""Check codes printed on labels."""

from __future__ import annotations

import re
import secrets

# Digits and capitals without those that are mistaken for one another (0 O, 1 I L, U).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "OC"
LENGTH = 9  # 30^9 is about 2·10^13: not to be guessed


def new_code() -> str:
    """An unguessable code such as OC7K39QFM2X."""
    return PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def clean_code(text: str) -> str:
    """A code as typed by a person, without blanks and hyphens, in capitals; empty when it is none."""
    code = re.sub(r"[\s.\-–]+", "", text).upper()
    return code if re.fullmatch(PREFIX + f"[{ALPHABET}]{{{LENGTH}}}", code) else ""


def printed_code(code: str) -> str:
    """A code in groups, for reading aloud: OC-7K3-9QF-M2X."""
    body = code[len(PREFIX) :]
    return "-".join([PREFIX, body[0:3], body[3:6], body[6:9]])
