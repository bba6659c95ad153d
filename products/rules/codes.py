"""Codes that can be checked: of certificates, printed on labels, and of receipts of a check.

Ten signs follow two letters that say what the code is of. The last sign is worked out from the others, modulo the
number of signs there are. That number is a prime and no two places weigh the same, so every single wrong sign and
every two signs in each other's places give a code that was never issued (docs/decisions/0024-verification.md).
"""

from __future__ import annotations

import re
import secrets

# Digits and capitals without those that are mistaken for one another (0 O, 1 I L, 5 S, U V): 29, a prime.
ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXYZ"
CERTIFICATE, RECEIPT = "OC", "BN"  # they differ in both letters: one slip makes neither of the other
PREFIXES = (CERTIFICATE, RECEIPT)
DRAWN = 9  # about 10^13 codes: not to be guessed
LENGTH = DRAWN + 1
# Two at least, so that a code with one wrong sign still holds one, and few names look like it.
FEWEST_DIGITS = 2
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
_FORM = re.compile(f"(?:{'|'.join(PREFIXES)})[{ALPHABET}]{{{LENGTH}}}")
# The two letters with one slip in them or behind: a wrong sign, one that is missing, one too many.
_SLIPPED = re.compile("|".join(f"(?:{p[0]}.|.{p[1]}).{{9,11}}|{p[1]}.{{10}}|.{p[0]}.{{11}}" for p in PREFIXES))


def new_code(prefix: str = CERTIFICATE) -> str:
    """An unguessable code such as OC7K39QFM2X6."""
    drawn = ""
    while sum(map(str.isdigit, drawn)) < FEWEST_DIGITS:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return with_check(prefix, drawn)


def with_check(prefix: str, drawn: str) -> str:
    """The code whose nine drawn signs these are."""
    return f"{prefix}{drawn}{ALPHABET[-_weight(prefix, drawn) % len(ALPHABET)]}"


def _weight(prefix: str, signs: str) -> int:
    """The first sign weighs ten, the next nine and so on; that of a whole code is a multiple of 29."""
    total = PREFIXES.index(prefix) + 1
    return total + sum((LENGTH - place) * _VALUES[sign] for place, sign in enumerate(signs))


def typed_code(text: str) -> str:
    """What somebody typed, without blanks and hyphens, in capitals."""
    return re.sub(r"[\s.\-–]+", "", text).upper()


def clean_code(text: str) -> str:
    """A code as typed by a person in the form it was issued in; empty when it is none or has a wrong sign."""
    code = typed_code(text)
    if not _FORM.fullmatch(code):
        return ""
    return code if _weight(code[:2], code[2:]) % len(ALPHABET) == 0 else ""


def is_meant_as_code(text: str) -> bool:
    """True for a code, and for what looks like one with a slip of the finger: a sign wrong, missing or too many."""
    code = typed_code(text)
    return bool(_SLIPPED.fullmatch(code)) and any(map(str.isdigit, code))


def is_receipt(code: str) -> bool:
    """True for the code of a receipt, false for that of a certificate."""
    return code.startswith(RECEIPT)


def printed_code(code: str) -> str:
    """A code in groups, for reading aloud: OC-7K39Q-FM2X6."""
    body = code[len(CERTIFICATE) :]
    return "-".join([code[: len(CERTIFICATE)], body[:5], body[5:]])
